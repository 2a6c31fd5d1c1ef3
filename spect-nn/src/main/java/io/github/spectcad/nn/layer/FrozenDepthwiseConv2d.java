package io.github.spectcad.nn.layer;

import java.util.List;
import java.util.Objects;

/**
 * A depthwise convolution of single precision in a frozen network, with what follows it: {@code activation(conv(input) +
 * bias)}. Only for inference.
 *
 * <p>Parameters: those of the convolution.
 *
 * @param conv the convolution, with bias
 * @param activation what is applied last
 */
public record FrozenDepthwiseConv2d(DepthwiseConv2d conv, Activation activation) implements ActivationFusible {
    /** Checks the values. */
    public FrozenDepthwiseConv2d {
        Objects.requireNonNull(activation, "activation");
        Require.bias(conv);
    }

    @Override
    public FrozenDepthwiseConv2d with(Activation newActivation) {
        return new FrozenDepthwiseConv2d(conv, newActivation);
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
