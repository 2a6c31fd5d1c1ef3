package io.github.spectcad.nn.layer;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Stacks maps of one shape along the batch, so that one tower sees all of them with shared weights: an output of as many
 * copies as inputs. {@link Unstack} takes them apart.
 */
public record Stack() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        Require.same("stack", inputs);
        Shape first = inputs.get(0);
        return new Shape(first.copies() * inputs.size(), first.channels(), first.height(), first.width());
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
        return onnx.add(OnnxNode.of("Concat", inputs).integer("axis", 0));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundLayer() {
            @Override
            public void forward() {
                for (int i = 0; i < binding.inputCount(); i++) {
                    part(binding.output(), i).assign(binding.input(i));
                }
            }

            @Override
            public void backward() {
                for (int i = 0; i < binding.inputCount(); i++) {
                    if (binding.wantsInputGradient(i)) {
                        binding.inputGradient(i).assign(part(binding.outputGradient(), i));
                    }
                }
            }

            private INDArray part(INDArray stacked, int index) {
                long rows = stacked.size(0) / binding.inputCount();
                return stacked.get(NDArrayIndex.interval(index * rows, (index + 1) * rows));
            }
        };
    }
}
