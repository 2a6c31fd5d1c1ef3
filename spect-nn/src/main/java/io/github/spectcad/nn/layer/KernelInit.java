package io.github.spectcad.nn.layer;

/** How kernels get their first values. */
public enum KernelInit {
    /** Keras' default: uniform, see {@link Initializer#glorotUniform}. */
    GLOROT_UNIFORM,
    /** EfficientNet's convolutions: truncated normal of variance 2 / fan out, see {@link Initializer#varianceScalingNormal}. */
    HE_NORMAL_FAN_OUT;

    Initializer initializer(double fanIn, double fanOut) {
        return this == GLOROT_UNIFORM
                ? Initializer.glorotUniform(fanIn, fanOut)
                : Initializer.varianceScalingNormal(2, fanOut);
    }
}
