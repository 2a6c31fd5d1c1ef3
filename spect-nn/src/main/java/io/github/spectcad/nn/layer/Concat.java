package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Joins maps of equal height and width along the channels, in the order of the inputs; also joins vectors. */
public record Concat() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        Require.same(
                "concat",
                inputs.stream().map(s -> s.with(1, s.height(), s.width())).toList());
        int channels = inputs.stream().mapToInt(Shape::channels).sum();
        Shape first = inputs.get(0);
        return first.with(channels, first.height(), first.width());
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.NOTHING;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        String[] inputs = IntStream.range(0, onnx.inputShapes().size())
                .mapToObj(onnx::input)
                .toArray(String[]::new);
        return onnx.add(OnnxNode.of("Concat", inputs).integer("axis", 1));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        INDArray[] inputs = IntStream.range(0, binding.inputCount())
                .mapToObj(binding::input)
                .toArray(INDArray[]::new);
        Runnable forward = Floats.isFloat(binding.output()) ? loops(binding) : operation(inputs, binding.output());
        return new BoundLayer() {
            @Override
            public void forward() {
                forward.run();
            }

            @Override
            public void backward() {
                long from = 0;
                for (int i = 0; i < inputs.length; i++) {
                    long to = from + binding.inputShape(i).channels();
                    if (binding.wantsInputGradient(i)) {
                        binding.inputGradient(i)
                                .assign(binding.outputGradient()
                                        .get(NDArrayIndex.all(), NDArrayIndex.interval(from, to)));
                    }
                    from = to;
                }
            }
        };
    }

    private static Runnable operation(INDArray[] inputs, INDArray output) {
        return NativeOp.of("concat").inputs(inputs).outputs(output).ints(1).build()::run;
    }

    /** Copies what is not where it belongs already. */
    private static Runnable loops(Binding binding) {
        List<Copy> copies = new ArrayList<>();
        FloatBuffer output = Floats.of(binding.output());
        long size = binding.outputShape().size();
        long to = 0;
        for (int i = 0; i < binding.inputCount(); i++) {
            INDArray input = binding.input(i);
            long length = binding.inputShape(i).size();
            for (long sample = 0; sample < input.size(0); sample++) {
                if (!isAt(input, sample * length, binding.output(), sample * size + to)) {
                    copies.add(new Copy(
                            Floats.of(input),
                            Math.toIntExact(sample * length),
                            Math.toIntExact(sample * size + to),
                            Math.toIntExact(length)));
                }
            }
            to += length;
        }
        return () -> copies.forEach(c -> output.put(c.to, c.input, c.from, c.length));
    }

    private static boolean isAt(INDArray input, long from, INDArray output, long to) {
        return Floats.address(input) + from * Float.BYTES == Floats.address(output) + to * Float.BYTES;
    }

    private record Copy(FloatBuffer input, int from, int to, int length) {}
}
