package io.github.spectcad.nn.frozen;

import io.github.spectcad.nn.kernel.Activation;
import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.BoundLayer;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.Fusible;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.ParameterSpec;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A depthwise convolution of single precision in a frozen network, with what follows it: {@code activation(conv(input) +
 * bias)}. Only for inference.
 *
 * <p>Parameters: those of the convolution.
 *
 * @param conv the convolution, with bias
 * @param activation what is applied last
 */
public record FrozenDepthwiseConv2d(DepthwiseConv2d conv, Activation activation) implements Fusible {
    /** Checks the values. */
    public FrozenDepthwiseConv2d {
        Objects.requireNonNull(activation, "activation");
        Epilogue.requireBias(conv);
    }

    @Override
    public Optional<Layer> fusedWith(Layer next) {
        return activation == Activation.NONE
                ? Epilogue.activation(next).map(applied -> new FrozenDepthwiseConv2d(conv, applied))
                : Optional.empty();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return conv.outputShape(inputs);
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        return conv.parameters(inputs);
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new DirectDepthwiseConv(this, binding);
    }
}
