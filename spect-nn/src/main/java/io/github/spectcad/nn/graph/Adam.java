package io.github.spectcad.nn.graph;

/**
 * Settings of the Adam optimiser (Kingma and Ba 2015, arXiv:1412.6980) in Keras' form: {@code w -= rate * sqrt(1 -
 * beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)}.
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, greater than 0
 */
public record Adam(double beta1, double beta2, double epsilon) {
    /** Keras' defaults: 0.9, 0.999, 1e-7. */
    public static final Adam KERAS = new Adam(0.9, 0.999, 1e-7);

    /** Checks the values. */
    public Adam {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException("Adam's betas are " + beta1 + " and " + beta2 + ": must lie in [0, 1)");
        }
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Adam's epsilon is " + epsilon + ": must be finite and greater than 0");
        }
    }
}
