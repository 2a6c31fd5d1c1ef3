package io.github.spectcad.nn.layer;

import java.util.Optional;

/** A layer that can do what the layer after it does in the same visit of its output, which saves passes over the memory. */
public interface Fusible extends Layer {
    /**
     * This layer and the next in one. Asked only where nothing else reads this layer's output.
     *
     * @param next the layer that reads this layer's output, and nothing else
     * @return a layer with this layer's inputs and parameters that gives what {@code next} would; empty if this layer cannot
     *     do that
     */
    Optional<Layer> fusedWith(Layer next);
}
