package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;

/**
 * A layer in its place.
 *
 * @param name unique name
 * @param layer the layer
 * @param inputs indices of the values it reads
 * @param output index of the value it makes
 */
record Node(String name, Layer layer, List<Integer> inputs, int output) {
    Node {
        inputs = List.copyOf(inputs);
    }

    /** Shapes of the inputs. */
    List<Shape> inputShapes(List<Shape> shapes) {
        return inputs.stream().map(shapes::get).toList();
    }
}
