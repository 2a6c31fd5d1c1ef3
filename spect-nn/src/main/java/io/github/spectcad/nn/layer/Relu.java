package io.github.spectcad.nn.layer;

import java.util.List;

/** Rectified linear unit, {@code max(x, 0)}, derivative 0 at 0. */
public record Relu() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Require.single("ReLU", inputs);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.OUTPUT;
    }

    @Override
    public Sharing sharing() {
        return Sharing.OVERWRITE;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        NativeOp forward = NativeOp.of("relu")
                .inputs(binding.input(0))
                .outputs(binding.output())
                .floats(0)
                .build();
        return BoundLayers.of(
                forward,
                () -> NativeOp.of("relu_bp")
                        .inputs(binding.output(), binding.outputGradient())
                        .outputs(binding.inputGradient(0))
                        .floats(0)
                        .build());
    }
}
