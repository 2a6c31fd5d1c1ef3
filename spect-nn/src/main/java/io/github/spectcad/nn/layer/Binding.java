package io.github.spectcad.nn.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a layer is tied to in one execution plan: its arrays, which keep their place for the plan's life, and how the
 * network is run. All arrays are row-major; feature maps are {@code [batch * copies, channels, height, width]}.
 *
 * <p>What exists in which mode, from {@link Layer#bind} on:
 *
 * <table>
 * <caption>Arrays by mode</caption>
 * <tr><th></th><th>training</th><th>saliency</th><th>inference</th></tr>
 * <tr><td>inputs, output, parameters, workspace</td><td>yes</td><td>yes</td><td>yes</td></tr>
 * <tr><td>gradient of the output</td><td>where something before the layer, or the layer itself, learns</td>
 *     <td>where the layer depends on an input of the network</td><td>no</td></tr>
 * <tr><td>gradient of an input</td><td>where {@link #wantsInputGradient} says so</td>
 *     <td>where it says so</td><td>no</td></tr>
 * <tr><td>gradients of parameters</td><td>wanted</td><td>there, not read</td><td>no</td></tr>
 * </table>
 *
 * <p>What does not exist throws {@link IllegalStateException} when it is asked for: gradients are asked for in
 * {@link BoundLayer#backward}, which is called only where there is one of the output.
 */
public interface Binding {
    /** {@return how the network is run} */
    Mode mode();

    /** {@return samples of a batch} */
    int batch();

    /** {@return number of inputs} */
    int inputCount();

    /**
     * Shape of an input.
     *
     * @param index which input
     * @return its shape
     */
    Shape inputShape(int index);

    /** {@return shape of the output} */
    Shape outputShape();

    /**
     * An input; not to be written.
     *
     * @param index which input
     * @return its array
     */
    INDArray input(int index);

    /** {@return the output, to be written by the forward pass} */
    INDArray output();

    /**
     * Whether the backward pass has to compute the gradient of an input.
     *
     * @param index which input
     * @return whether it is wanted
     */
    boolean wantsInputGradient(int index);

    /**
     * The gradient of an input, to be overwritten by the backward pass.
     *
     * @param index which input
     * @return its array, if the gradient is wanted
     * @throws IllegalStateException if it is not wanted
     */
    INDArray inputGradient(int index);

    /**
     * The gradient of the output; the backward pass may overwrite it.
     *
     * @return its array
     * @throws IllegalStateException if there is none: in inference, and where nothing before the layer learns
     */
    INDArray outputGradient();

    /** {@return whether the backward pass has to compute gradients of the parameters: in training} */
    boolean wantsParameterGradients();

    /**
     * A parameter.
     *
     * @param name name within the layer
     * @return its array
     */
    INDArray parameter(String name);

    /**
     * The gradient of a trainable parameter, to be overwritten by the backward pass. Where parameter gradients are not
     * wanted, in saliency, an array that takes what is written and is not read.
     *
     * @param name name within the layer
     * @return its array
     * @throws IllegalStateException in inference
     */
    INDArray parameterGradient(String name);

    /**
     * Allocates a small zero-filled array that is the layer's own, kept for the plan's life.
     *
     * @param dimensions extents
     * @return the array, of the network's data type
     */
    INDArray allocate(long... dimensions);

    /**
     * Memory for the forward pass, of the size {@link Layer#workspace} gives. Its content is lost when the pass is over.
     *
     * @return the array
     */
    INDArray workspace();

    /**
     * The seed of the layer's randomness in the current step: a function of the step's seed and the layer's name, so a
     * resumed training draws the same numbers.
     *
     * @return the seed
     */
    long seed();
}
