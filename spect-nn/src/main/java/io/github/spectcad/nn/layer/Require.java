package io.github.spectcad.nn.layer;

import java.util.List;

/** Checks of what layers are given, for layers to refuse what does not fit with one wording. */
public final class Require {
    private Require() {}

    /**
     * Requires one input.
     *
     * @param layer the kind of layer, for the message
     * @param inputs shapes of the inputs
     * @return the shape of the only one
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static Shape single(String layer, List<Shape> inputs) {
        count(layer, inputs, 1);
        return inputs.get(0);
    }

    /**
     * Requires a number of inputs.
     *
     * @param layer the kind of layer, for the message
     * @param inputs shapes of the inputs
     * @param expected how many there must be
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static void count(String layer, List<Shape> inputs, int expected) {
        if (inputs.size() != expected) {
            throw new IllegalArgumentException(
                    layer + " takes " + expected + " input(s), got " + inputs.size() + ": " + inputs);
        }
    }

    /**
     * Requires inputs of one shape.
     *
     * @param layer the kind of layer, for the message
     * @param inputs shapes of the inputs
     * @throws IllegalArgumentException if they differ or there are none
     */
    public static void same(String layer, List<Shape> inputs) {
        if (inputs.isEmpty() || inputs.stream().distinct().count() != 1) {
            throw new IllegalArgumentException(layer + " takes inputs of one shape, got " + inputs);
        }
    }

    /**
     * Requires a number of at least 1.
     *
     * @param name what it is, for the message
     * @param value the number
     * @return the number
     * @throws IllegalArgumentException if it is less
     */
    public static int positive(String name, int value) {
        if (!(value >= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ": must be at least 1");
        }
        return value;
    }

    /**
     * Requires a number in [0, 1).
     *
     * @param name what it is, for the message
     * @param value the number
     * @return the number
     * @throws IllegalArgumentException if it lies elsewhere or is NaN
     */
    public static double fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + ": must lie in [0, 1)");
        }
        return value;
    }
}
