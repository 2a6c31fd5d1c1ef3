package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.layer.Shape;

/**
 * A value in a network under construction: the output of a layer or an input, of known shape. Made by
 * {@link NetworkBuilder}; belongs to that builder.
 */
public final class Tensor {
    private final NetworkBuilder owner;
    private final int index;
    private final String name;
    private final Shape shape;

    Tensor(NetworkBuilder owner, int index, String name, Shape shape) {
        this.owner = owner;
        this.index = index;
        this.name = name;
        this.shape = shape;
    }

    NetworkBuilder owner() {
        return owner;
    }

    int index() {
        return index;
    }

    /** {@return name of the layer or input that makes this value} */
    public String name() {
        return name;
    }

    /** {@return the shape} */
    public Shape shape() {
        return shape;
    }

    @Override
    public String toString() {
        return name + " " + shape;
    }
}
