package io.github.spectcad.nn.layer;

import java.util.List;
import java.util.Objects;

/**
 * A parameter a layer asks for.
 *
 * @param name name within the layer, as in Keras: kernel, bias, gamma, beta, moving_mean, moving_variance
 * @param dimensions extents, row-major
 * @param initializer first values
 * @param trainable whether the optimiser changes it
 * @param l2 L2 penalty as Keras counts it: {@code l2 * sum(w^2)} is added to the loss; 0 for none
 * @param minimum the least that a value from a file may be, negative infinity for any
 */
public record ParameterSpec(
        String name, List<Integer> dimensions, Initializer initializer, boolean trainable, double l2, double minimum) {
    /** Checks the values. */
    public ParameterSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(initializer, "initializer");
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty() || dimensions.stream().anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException(
                    "parameter " + name + " has extents " + dimensions + ": each must be at least 1");
        }
        if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "l2 of parameter " + name + " is " + l2 + ": must be finite and at least 0");
        }
    }

    /**
     * A trainable parameter without penalty.
     *
     * @param name name within the layer
     * @param initializer first values
     * @param dimensions extents
     * @return the specification
     */
    public static ParameterSpec trainable(String name, Initializer initializer, Integer... dimensions) {
        return new ParameterSpec(name, List.of(dimensions), initializer, true, 0, Double.NEGATIVE_INFINITY);
    }

    /**
     * A parameter the optimiser leaves alone, such as a running mean.
     *
     * @param name name within the layer
     * @param initializer first values
     * @param dimensions extents
     * @return the specification
     */
    public static ParameterSpec state(String name, Initializer initializer, Integer... dimensions) {
        return new ParameterSpec(name, List.of(dimensions), initializer, false, 0, Double.NEGATIVE_INFINITY);
    }

    /**
     * The same parameter with an L2 penalty.
     *
     * @param penalty factor of the sum of squares
     * @return the specification
     */
    public ParameterSpec withL2(double penalty) {
        return new ParameterSpec(name, dimensions, initializer, trainable, penalty, minimum);
    }

    /**
     * The same parameter, which must not be smaller than something, as a variance not than 0.
     *
     * @param least the least value
     * @return the specification
     */
    public ParameterSpec atLeast(double least) {
        return new ParameterSpec(name, dimensions, initializer, trainable, l2, least);
    }

    /** {@return number of values} */
    public long size() {
        return dimensions.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }
}
