package io.github.spectcad.nn.graph;

import java.util.List;

/**
 * A parameter of a network.
 *
 * @param name {@code layer/parameter}, for example {@code block1_conv1/kernel}
 * @param dimensions extents, row-major
 * @param trainable whether the optimiser changes it
 * @param l2 L2 penalty: {@code l2 * sum(w^2)} is added to the loss; 0 for none
 * @param minimum the least that a value from a file may be, negative infinity for any
 * @param offset index of the first value in the network's flat parameter array; trainable parameters come first
 * @param size number of values
 */
public record Parameter(
        String name, List<Integer> dimensions, boolean trainable, double l2, double minimum, long offset, long size) {
    /** Copies the extents. */
    public Parameter {
        dimensions = List.copyOf(dimensions);
    }

    /** {@return the name of the layer it belongs to} */
    public String layer() {
        return name.substring(0, name.lastIndexOf('/'));
    }
}
