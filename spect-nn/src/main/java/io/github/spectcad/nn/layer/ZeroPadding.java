package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.Parallel;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Surrounds maps with zeros. Before a maximum pooling the zeros take part in the maximum, as in Keras' ResNets.
 *
 * @param top rows above
 * @param bottom rows below
 * @param left columns to the left
 * @param right columns to the right
 */
public record ZeroPadding(int top, int bottom, int left, int right) implements Layer {
    /** Checks the values. */
    public ZeroPadding {
        if (!(top >= 0 && bottom >= 0 && left >= 0 && right >= 0)) {
            throw new IllegalArgumentException("padding is top " + top + ", bottom " + bottom + ", left " + left
                    + ", right " + right + ": must not be negative");
        }
    }

    /**
     * The same padding on all sides.
     *
     * @param pixels rows and columns
     * @return the layer
     */
    public static ZeroPadding of(int pixels) {
        return new ZeroPadding(pixels, pixels, pixels, pixels);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Require.single("zero padding", inputs);
        return in.with(in.channels(), in.height() + top + bottom, in.width() + left + right);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.NOTHING;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        return onnx.add(OnnxNode.of("Pad", onnx.input(0), onnx.integers("pads", 0, 0, top, left, 0, 0, bottom, right)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        Runnable forward = Floats.isFloat(binding.output()) ? loops(binding) : operation(binding);
        return new BoundLayer() {
            @Override
            public void forward() {
                forward.run();
            }

            @Override
            public void backward() {
                Shape in = binding.inputShape(0);
                binding.inputGradient(0)
                        .assign(binding.outputGradient()
                                .get(
                                        NDArrayIndex.all(),
                                        NDArrayIndex.all(),
                                        NDArrayIndex.interval(top, (long) top + in.height()),
                                        NDArrayIndex.interval(left, (long) left + in.width())));
            }
        };
    }

    private Runnable loops(Binding binding) {
        FloatBuffer input = Floats.of(binding.input(0));
        FloatBuffer output = Floats.of(binding.output());
        Shape in = binding.inputShape(0);
        int width = in.width() + left + right;
        int planes = Math.toIntExact(input.capacity() / in.area());
        return () -> {
            int groups = Math.max(1, Math.min(planes, output.capacity() >> 15));
            Parallel.run(groups, g -> {
                float[] row = new float[width];
                float[] zeros = new float[Math.max(top, bottom) * width];
                int end = (int) ((g + 1L) * planes / groups);
                for (int plane = (int) ((long) g * planes / groups); plane < end; plane++) {
                    int to = plane * (in.height() + top + bottom) * width;
                    output.put(to, zeros, 0, top * width);
                    for (int y = 0; y < in.height(); y++) {
                        input.get((plane * in.height() + y) * in.width(), row, left, in.width());
                        output.put(to + (top + y) * width, row);
                    }
                    output.put(to + (top + in.height()) * width, zeros, 0, bottom * width);
                }
            });
        };
    }

    private Runnable operation(Binding binding) {
        INDArray amounts = Nd4j.createFromArray(new int[][] {{0, 0}, {0, 0}, {top, bottom}, {left, right}});
        return NativeOp.of("pad")
                .inputs(binding.input(0), amounts)
                .outputs(binding.output())
                .ints(0) // constant
                .floats(0)
                .build()::run;
    }
}
