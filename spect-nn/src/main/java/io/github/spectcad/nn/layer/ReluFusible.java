package io.github.spectcad.nn.layer;

/** A layer that can apply a ReLU that follows it in the same visit of its output. */
public interface ReluFusible extends Layer {
    /** {@return the same layer with a ReLU at its output} */
    Layer withRelu();
}
