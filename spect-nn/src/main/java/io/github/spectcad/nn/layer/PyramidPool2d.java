package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.NativeOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * 2D spatial pyramid pooling as {@code tfa.layers.SpatialPyramidPooling2D}: for each number of bins b the map is cropped
 * at the bottom and right to a multiple of b and pooled in b x b equal windows. A map smaller than b in one direction
 * cannot be pooled so and is refused.
 *
 * <p>The output is a vector of {@code channels * sum(b * b)} features in the order bins as listed, channel, row, column of
 * the window; the add-on's order is window, channel. Pooling: He et al. 2015, doi:10.1109/TPAMI.2015.2389824.
 *
 * @param bins numbers of bins a side, in order
 * @param kind average, as in the add-on, or maximum, as in the paper of He et al.; a maximum's gradient goes to its first
 *     occurrence
 */
public record PyramidPool2d(List<Integer> bins, Pool2d.Kind kind) implements Layer {
    /** Checks the bins. */
    public PyramidPool2d {
        bins = List.copyOf(bins);
        Objects.requireNonNull(kind, "kind");
        if (bins.isEmpty()) {
            throw new IllegalArgumentException("bins of the pyramid are empty: give at least one");
        }
        bins.forEach(b -> Require.positive("bins of the pyramid", b));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Require.single("pyramid pooling", inputs);
        int largest = bins.stream().mapToInt(Integer::intValue).max().orElseThrow();
        if (in.height() < largest || in.width() < largest) {
            throw new IllegalArgumentException("pyramid pooling with " + largest + " bins needs a map of at least "
                    + largest + " x " + largest + ", got " + in + ": use larger images or fewer bins");
        }
        return in.with(in.channels() * bins.stream().mapToInt(b -> b * b).sum(), 1, 1);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.INPUTS;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        Shape in = onnx.inputShapes().get(0);
        List<String> levels = new ArrayList<>();
        for (int level = 0; level < bins.size(); level++) {
            int side = bins.get(level);
            int windowHeight = in.height() / side;
            int windowWidth = in.width() / side;
            String crop = onnx.add(OnnxNode.of(
                    "Slice",
                    onnx.input(0),
                    onnx.integers("crop_starts" + level, 0, 0),
                    onnx.integers("crop_ends" + level, (long) windowHeight * side, (long) windowWidth * side),
                    onnx.integers("crop_axes" + level, 2, 3)));
            String pooled = onnx.add(OnnxNode.of(kind.onnxOperator(), crop)
                    .integers("kernel_shape", windowHeight, windowWidth)
                    .integers("strides", windowHeight, windowWidth));
            String vector = onnx.integers("vector" + level, 0, (long) in.channels() * side * side, 1, 1);
            levels.add(onnx.add(OnnxNode.of("Reshape", pooled, vector)));
        }
        return onnx.add(OnnxNode.of("Concat", levels.toArray(String[]::new)).integer("axis", 1));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new Bound(binding);
    }

    private final class Bound implements BoundLayer {
        private final Binding binding;
        private final Level[] levels;
        private final INDArray sum;

        Bound(Binding binding) {
            this.binding = binding;
            levels = new Level[bins.size()];
            sum = binding.allocate(binding.inputShape(0).dimensions(binding.batch()));
            long offset = 0;
            for (int i = 0; i < levels.length; i++) {
                levels[i] = new Level(bins.get(i), offset);
                offset += levels[i].features();
            }
        }

        @Override
        public void forward() {
            Arrays.stream(levels).forEach(Level::forward);
        }

        @Override
        public void backward() {
            sum.assign(0);
            Arrays.stream(levels).forEach(Level::backward);
            binding.inputGradient(0).assign(sum);
        }

        /** One level of the pyramid. */
        private final class Level {
            private final int bins;
            private final long offset;
            private final INDArray crop;
            private final INDArray pooled;
            private final INDArray pooledGradient;
            private final INDArray cropGradient;
            private final NativeOp forward;
            private final NativeOp backward;

            Level(int bins, long offset) {
                this.bins = bins;
                this.offset = offset;
                Shape in = binding.inputShape(0);
                long samples = in.dimensions(binding.batch())[0];
                int windowHeight = in.height() / bins;
                int windowWidth = in.width() / bins;
                crop = binding.allocate(samples, in.channels(), (long) windowHeight * bins, (long) windowWidth * bins);
                cropGradient = binding.allocate(crop.shape());
                pooled = binding.allocate(samples, in.channels(), bins, bins);
                pooledGradient = binding.allocate(pooled.shape());
                long[] arguments = {windowHeight, windowWidth, windowHeight, windowWidth, 0, 0, 1, 1, 0, 0, 0};
                forward = NativeOp.of(kind.operation())
                        .inputs(crop)
                        .outputs(pooled)
                        .ints(arguments)
                        .build();
                backward = NativeOp.of(kind.operation() + "_bp")
                        .inputs(crop, pooledGradient)
                        .outputs(cropGradient)
                        .ints(arguments)
                        .build();
            }

            long features() {
                return (long) binding.inputShape(0).channels() * bins * bins;
            }

            void forward() {
                crop.assign(cropped(binding.input(0)));
                forward.run();
                slice(binding.output()).assign(pooled.reshape(pooled.size(0), features()));
            }

            void backward() {
                pooledGradient.assign(slice(binding.outputGradient()).reshape(pooled.shape()));
                backward.run();
                cropped(sum).addi(cropGradient);
            }

            private INDArray cropped(INDArray map) {
                return map.get(
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(0, crop.size(2)),
                        NDArrayIndex.interval(0, crop.size(3)));
            }

            private INDArray slice(INDArray vectors) {
                INDArray matrix = vectors.reshape(vectors.size(0), vectors.size(1));
                return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(offset, offset + features()));
            }
        }
    }
}
