package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import java.util.List;
import org.nd4j.linalg.api.ops.impl.transforms.strict.SwishDerivative;
import org.nd4j.linalg.factory.Nd4j;

/** Swish or SiLU, {@code x * sigmoid(x)} (Ramachandran et al. 2017, arXiv:1710.05941). */
public record Swish() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Require.single("swish", inputs);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.INPUTS;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        return onnx.add(OnnxNode.of("Mul", onnx.input(0), onnx.add(OnnxNode.of("Sigmoid", onnx.input(0)))));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        if (Floats.isFloat(binding.output())) {
            return new SigmoidLoops(binding, true);
        }
        var forward = new org.nd4j.linalg.api.ops.impl.transforms.strict.Swish(binding.input(0), binding.output());
        return new BoundLayer() {
            private SwishDerivative backward;

            @Override
            public void forward() {
                Nd4j.getExecutioner().exec(forward);
            }

            @Override
            public void backward() {
                if (backward == null) {
                    backward = new SwishDerivative(binding.input(0), binding.inputGradient(0));
                }
                Nd4j.getExecutioner().exec(backward);
                binding.inputGradient(0).muli(binding.outputGradient());
            }
        };
    }
}
