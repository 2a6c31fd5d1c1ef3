package io.github.spectcad.dl4j;

import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.BoundLayer;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;

/**
 * Multiplies by a constant.
 *
 * @param factor the constant
 */
record Scale(double factor) implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException("scaling takes one input, got " + inputs.size());
        }
        return inputs.get(0);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.NOTHING;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundLayer() {
            @Override
            public void forward() {
                binding.input(0).muli(factor, binding.output());
            }

            @Override
            public void backward() {
                binding.outputGradient().muli(factor, binding.inputGradient(0));
            }
        };
    }
}
