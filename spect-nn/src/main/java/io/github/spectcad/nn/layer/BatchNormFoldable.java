package io.github.spectcad.nn.layer;

/**
 * A layer whose output is linear in its kernel, so that a batch normalisation that follows can be folded into kernel and
 * bias when a network is frozen for inference.
 */
public interface BatchNormFoldable extends Layer {
    /** Name of the kernel. */
    String KERNEL = "kernel";

    /** Name of the bias. */
    String BIAS = "bias";

    /** {@return the same layer with a bias} */
    Layer withBias();

    /** {@return whether the layer has a bias itself} */
    boolean bias();

    /**
     * Multiplies each output channel by a factor.
     *
     * @param kernel values of the kernel, changed in place
     * @param factors a factor for each output channel
     */
    void scaleOutputs(float[] kernel, double[] factors);
}
