package io.github.spectcad.nn.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Takes one of several copies stacked by {@link Stack}.
 *
 * @param index which, from 0
 * @param count number of tensors that were stacked
 */
public record Unstack(int index, int count) implements Layer {
    /** Checks the index. */
    public Unstack {
        if (!(index >= 0 && index < count)) {
            throw new IllegalArgumentException("index is " + index + ": must lie in [0, " + count + ")");
        }
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Require.single("unstack", inputs);
        if (in.copies() % count != 0) {
            throw new IllegalArgumentException("unstack of " + count + " takes as many copies, got " + in);
        }
        return new Shape(in.copies() / count, in.channels(), in.height(), in.width());
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.NOTHING;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        return onnx.add(OnnxNode.of("Split", onnx.input(0)).integer("axis", 0), count)
                .get(index);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundLayer() {
            @Override
            public void forward() {
                binding.output().assign(part(binding.input(0)));
            }

            @Override
            public void backward() {
                binding.inputGradient(0).assign(0);
                part(binding.inputGradient(0)).assign(binding.outputGradient());
            }

            private INDArray part(INDArray stacked) {
                long rows = stacked.size(0) / count;
                return stacked.get(NDArrayIndex.interval(index * rows, (index + 1) * rows));
            }
        };
    }
}
