package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;

/**
 * What a layer of a frozen network takes.
 *
 * @param name name of the layer
 * @param layer the layer, as it is in the frozen network
 * @param inputs shapes of its inputs
 * @param output shape of its output
 * @param nanoseconds how long it took
 */
public record LayerTime(String name, Layer layer, List<Shape> inputs, Shape output, long nanoseconds) {
    /** Copies the shapes. */
    public LayerTime {
        inputs = List.copyOf(inputs);
    }
}
