package io.github.spectcad.nn.layer;

import java.util.SplittableRandom;

/** Fills a parameter with its first values. Same seed, same values, whatever the number of threads. */
@FunctionalInterface
public interface Initializer {
    /**
     * Fills all of the array.
     *
     * @param values the parameter's values, in the parameter's own (row-major) order
     * @param random source of randomness, seeded for this parameter alone
     */
    void fill(float[] values, SplittableRandom random);

    /** {@return all zero} */
    static Initializer zeros() {
        return constant(0);
    }

    /** {@return all one} */
    static Initializer ones() {
        return constant(1);
    }

    /**
     * A constant.
     *
     * @param value the value
     * @return all {@code value}
     */
    static Initializer constant(float value) {
        return (values, random) -> java.util.Arrays.fill(values, value);
    }

    /**
     * Glorot and Bengio's uniform initialiser, Keras' default: uniform in (-a, a), a = sqrt(6 / (fanIn + fanOut)).
     *
     * @param fanIn inputs of one output: for a convolution input channels x kernel area
     * @param fanOut outputs of one input: for a convolution output channels x kernel area, strides not considered
     * @return the initialiser
     */
    static Initializer glorotUniform(double fanIn, double fanOut) {
        double limit = Math.sqrt(6 / (fanIn + fanOut));
        return (values, random) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
            }
        };
    }

    /**
     * Keras' {@code VarianceScaling(scale, mode, "truncated_normal")}: normal of variance scale / fan, redrawn beyond
     * two standard deviations, and widened so that the variance holds after truncation.
     *
     * @param scale factor, 2 for EfficientNet's convolutions
     * @param fan the fan to divide by, for {@code fan_out} output channels x kernel area
     * @return the initialiser
     */
    static Initializer varianceScalingNormal(double scale, double fan) {
        // standard deviation of a standard normal truncated at two standard deviations
        double deviation = Math.sqrt(scale / fan) / 0.8796256610342398;
        return (values, random) -> {
            for (int i = 0; i < values.length; i++) {
                double z;
                do {
                    z = random.nextGaussian();
                } while (Math.abs(z) > 2);
                values[i] = (float) (z * deviation);
            }
        };
    }
}
