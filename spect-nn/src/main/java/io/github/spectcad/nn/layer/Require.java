package io.github.spectcad.nn.layer;

import java.util.List;

/** Checks of what layers are given, for layers of plugins, too. Each throws {@link IllegalArgumentException}. */
public final class Require {
    private Require() {}

    /**
     * Checks that a layer has one input.
     *
     * @param layer the layer, in words for the message
     * @param inputs shapes of the inputs
     * @return the shape of the only one
     */
    public static Shape single(String layer, List<Shape> inputs) {
        count(layer, inputs, 1);
        return inputs.get(0);
    }

    /**
     * Checks the number of inputs.
     *
     * @param layer the layer, in words for the message
     * @param inputs shapes of the inputs
     * @param expected how many there must be
     */
    public static void count(String layer, List<Shape> inputs, int expected) {
        if (inputs.size() != expected) {
            throw new IllegalArgumentException(
                    layer + " takes " + expected + " input(s), got " + inputs.size() + ": " + inputs);
        }
    }

    /**
     * Checks that there are inputs, all of one shape.
     *
     * @param layer the layer, in words for the message
     * @param inputs shapes of the inputs
     */
    public static void same(String layer, List<Shape> inputs) {
        if (inputs.isEmpty() || inputs.stream().distinct().count() != 1) {
            throw new IllegalArgumentException(layer + " takes inputs of one shape, got " + inputs);
        }
    }

    /**
     * Checks a number.
     *
     * @param name its name, for the message
     * @param value its value, at least 1
     * @return the value
     */
    public static int positive(String name, int value) {
        if (!(value >= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ": must be at least 1");
        }
        return value;
    }

    /**
     * Checks a fraction; NaN fails.
     *
     * @param name its name, for the message
     * @param value its value, in [0, 1)
     * @return the value
     */
    public static double fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + ": must lie in [0, 1)");
        }
        return value;
    }

    /** A convolution as frozen networks have it: with a bias, which takes in the shift of a batch normalisation. */
    static void bias(BatchNormFoldable conv) {
        if (!conv.bias()) {
            throw new IllegalArgumentException("a convolution of a frozen network has a bias, got " + conv);
        }
    }
}
