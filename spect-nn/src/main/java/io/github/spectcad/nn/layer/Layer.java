package io.github.spectcad.nn.layer;

import java.util.List;

/**
 * One kind of operation with its settings: immutable, without arrays, reusable. The SPI of the network's building
 * blocks, open to plugins.
 *
 * <p>A layer answers from shapes alone what it outputs and which parameters it has; {@link #bind} then ties it to the
 * arrays of one execution plan. Arrays are allocated once and reused for every step, so a bound layer can prepare its
 * native operations in {@code bind} and only run them afterwards.
 */
public interface Layer {
    /**
     * The shape of the output.
     *
     * @param inputs shapes of the inputs, in order
     * @return the shape of the output
     * @throws IllegalArgumentException if the number or the shapes of the inputs do not fit this layer
     */
    Shape outputShape(List<Shape> inputs);

    /**
     * The parameters of the layer.
     *
     * @param inputs shapes of the inputs, in order
     * @return specifications, names unique within the layer; empty by default
     */
    default List<ParameterSpec> parameters(List<Shape> inputs) {
        return List.of();
    }

    /**
     * What the backward pass reads of the forward pass' arrays. What is not read can be overwritten early, which is
     * what keeps memory small.
     *
     * @return by default {@link BackwardReads#INPUTS_AND_OUTPUT}, which is always safe
     */
    default BackwardReads backwardReads() {
        return BackwardReads.INPUTS_AND_OUTPUT;
    }

    /**
     * Whether output and first input may share memory.
     *
     * @return by default {@link Sharing#NONE}, which is always safe
     */
    default Sharing sharing() {
        return Sharing.NONE;
    }

    /**
     * Whether the layer passes its only input through unchanged in inference, as dropout does. Such layers are left
     * out of frozen networks.
     *
     * @return false by default
     */
    default boolean isIdentityInInference() {
        return false;
    }

    /**
     * Memory the forward pass needs for itself, see {@link Binding#workspace()}.
     *
     * @param inputs shapes of the inputs, in order
     * @param batch samples of a batch
     * @return number of values; 0 by default
     */
    default long workspace(List<Shape> inputs, int batch) {
        return 0;
    }

    /**
     * Ties the layer to arrays.
     *
     * @param binding arrays and settings
     * @return the executable layer
     */
    BoundLayer bind(Binding binding);

    /**
     * Writes what the layer does in inference as operators of ONNX. Layers that pass their input through then are left out
     * and not asked.
     *
     * @param onnx where to
     * @return the name of the value that is the layer's output
     * @throws UnsupportedOperationException if the layer cannot be written so, which by default it cannot
     * @since 0.1.0
     */
    default String toOnnx(OnnxGraph onnx) {
        throw new UnsupportedOperationException(getClass().getName() + " does not implement toOnnx");
    }

    /** What a backward pass reads of the forward pass' arrays. */
    enum BackwardReads {
        NOTHING(false, false),
        INPUTS(true, false),
        OUTPUT(false, true),
        INPUTS_AND_OUTPUT(true, true);

        private final boolean inputs;
        private final boolean output;

        BackwardReads(boolean inputs, boolean output) {
            this.inputs = inputs;
            this.output = output;
        }

        /** {@return whether the inputs are read} */
        public boolean inputs() {
            return inputs;
        }

        /** {@return whether the output is read} */
        public boolean output() {
            return output;
        }
    }

    /** Whether a layer can work in place. */
    enum Sharing {
        /** Output and input are always distinct arrays. */
        NONE,
        /** The output may overwrite the first input, and the first input's gradient the output's gradient. */
        OVERWRITE,
        /** The output has the values of the only input in the same order: a view of the same memory will do. */
        VIEW
    }
}
