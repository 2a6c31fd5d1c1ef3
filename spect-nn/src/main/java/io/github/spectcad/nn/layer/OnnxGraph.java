package io.github.spectcad.nn.layer;

import java.util.List;

/**
 * Where a layer writes itself as operators of ONNX (operator set 13), see {@link Layer#toOnnx}. Values go by names. Every
 * value is of rank 4, {@code [batch * copies, channels, height, width]}, vectors too ({@code [batch, features, 1, 1]}); the
 * batch is symbolic, so no shape or constant may depend on it.
 *
 * <p>ONNX Runtime merges a {@code Pad} into a {@code MaxPool} that follows at once, and then pads with minus infinity
 * instead of zeros. The exporter takes care of that between layers; a layer that writes both has to do so itself.
 *
 * @since 0.1.0
 */
public interface OnnxGraph {
    /** {@return shapes of the inputs, in order} */
    List<Shape> inputShapes();

    /** {@return the shape of the output} */
    Shape outputShape();

    /**
     * An input of the layer.
     *
     * @param index which, from 0
     * @return the name of its value
     */
    String input(int index);

    /**
     * A parameter of the layer with its extents.
     *
     * @param name its name within the layer
     * @return the name of the constant that holds it
     */
    String parameter(String name);

    /**
     * The values of a parameter, for layers that write it in another order.
     *
     * @param name its name within the layer
     * @return its values, row-major
     */
    float[] parameterValues(String name);

    /**
     * A constant of floats.
     *
     * @param name unique within the layer, and none of its parameters'
     * @param values its values, row-major
     * @param extents its extents; none for a scalar
     * @return the name of the constant
     */
    String floats(String name, float[] values, long... extents);

    /**
     * A constant vector of integers (int64), as shapes and pads are.
     *
     * @param name unique within the layer, and none of its parameters'
     * @param values its values
     * @return the name of the constant
     */
    String integers(String name, long... values);

    /**
     * Adds an operator with one output.
     *
     * @param node the operator
     * @return the name of its output
     */
    default String add(OnnxNode node) {
        return add(node, 1).get(0);
    }

    /**
     * Adds an operator with several outputs.
     *
     * @param node the operator
     * @param outputs number of outputs
     * @return the names of its outputs
     */
    List<String> add(OnnxNode node, int outputs);
}
