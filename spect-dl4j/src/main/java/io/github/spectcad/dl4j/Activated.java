package io.github.spectcad.dl4j;

import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.BoundLayer;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.activations.IActivation;

/**
 * An activation function of Deeplearning4j, computed by it: for those that spect-nn has not.
 *
 * @param function the function, of each value alone
 */
record Activated(IActivation function) implements Layer {
    Activated {
        Objects.requireNonNull(function, "function");
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(function + " takes one input, got " + inputs.size());
        }
        return inputs.get(0);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.INPUTS;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new BoundLayer() {
            @Override
            public void forward() {
                // the function may work in place
                binding.output()
                        .assign(function.getActivation(
                                binding.input(0).dup(), binding.mode().isTraining()));
            }

            @Override
            public void backward() {
                binding.inputGradient(0)
                        .assign(function.backprop(
                                        binding.input(0).dup(),
                                        binding.outputGradient().dup())
                                .getFirst());
            }
        };
    }
}
