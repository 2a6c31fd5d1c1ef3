package io.github.spectcad.nn.layer;

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
    public BoundLayer bind(Binding binding) {
        INDArray[] inputs = IntStream.range(0, binding.inputCount())
                .mapToObj(binding::input)
                .toArray(INDArray[]::new);
        NativeOp forward = NativeOp.of("concat")
                .inputs(inputs)
                .outputs(binding.output())
                .ints(1)
                .build();
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
}
