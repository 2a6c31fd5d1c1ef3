package io.github.spectcad.nn.layer;

/** A layer of a frozen network that can apply an activation that follows it in the same visit of its output. */
public interface ActivationFusible extends Layer {
    /** {@return what is applied last} */
    Activation activation();

    /**
     * With an activation.
     *
     * @param newActivation what is applied last
     * @return the layer
     */
    Layer with(Activation newActivation);
}
