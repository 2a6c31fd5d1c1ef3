package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import java.util.List;

/** Logistic function, {@code 1 / (1 + exp(-x))}. */
public record Sigmoid() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Require.single("sigmoid", inputs);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.INPUTS;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        return onnx.add(OnnxNode.of("Sigmoid", onnx.input(0)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        if (Floats.isFloat(binding.output())) {
            return new SigmoidLoops(binding, false);
        }
        NativeOp forward = NativeOp.of("sigmoid")
                .inputs(binding.input(0))
                .outputs(binding.output())
                .build();
        return BoundLayers.of(
                forward,
                () -> NativeOp.of("sigmoid_bp")
                        .inputs(binding.input(0), binding.outputGradient())
                        .outputs(binding.inputGradient(0))
                        .build());
    }
}
