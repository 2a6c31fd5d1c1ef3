package io.github.spectcad.nn.layer;

import java.util.List;

/**
 * Turns a map into a vector. The order is channel, row, column; Keras' Flatten of its channels-last maps is row, column,
 * channel, so kernels of a dense layer after it need their rows reordered when they come from Keras.
 */
public record Flatten() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Require.single("flatten", inputs);
        return in.with(Math.toIntExact(in.size()), 1, 1);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.NOTHING;
    }

    @Override
    public Sharing sharing() {
        return Sharing.VIEW;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        return onnx.add(OnnxNode.of(
                "Reshape",
                onnx.input(0),
                onnx.integers("vector", -1, onnx.outputShape().channels(), 1, 1)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return Copying.of(binding);
    }
}
