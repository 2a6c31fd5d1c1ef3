package io.github.spectcad.nn.frozen;

import io.github.spectcad.nn.kernel.Activation;
import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.layer.BatchNormFoldable;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Relu;
import io.github.spectcad.nn.layer.Swish;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * What follows the products of a convolution in a frozen network, in one visit of the memory: bias, the other branch of a
 * residual connection, activation.
 */
final class Epilogue {
    private final FloatBuffer bias;
    private final FloatBuffer residual;
    private final Activation activation;

    /**
     * For one layer.
     *
     * @param bias a value for each output channel
     * @param residual what is added, laid out as the output, or null
     * @param activation applied last
     */
    Epilogue(FloatBuffer bias, FloatBuffer residual, Activation activation) {
        this.bias = bias;
        this.residual = residual;
        this.activation = activation;
    }

    /**
     * Finishes consecutive values of a channel, at most {@link Floats#CHUNK}.
     *
     * @param values the values, at the start of the array
     * @param count how many
     * @param channel the channel
     * @param position index of the first in the output
     */
    void apply(float[] values, int count, int channel, int position) {
        float[] scratch = Floats.scratch()[3];
        if (residual == null) {
            Floats.add(values, count, bias.get(channel));
        } else {
            residual.get(position, scratch, 0, count);
            add(values, count, bias.get(channel), scratch);
        }
        activation.apply(values, count, scratch);
    }

    /** Finishes rows of an output in place. */
    void apply(FloatBuffer output, int firstChannel, int channels, int position, int area) {
        float[] values = Floats.scratch()[2];
        for (int c = 0; c < channels; c++) {
            for (int from = 0; from < area; from += Floats.CHUNK) {
                int count = Math.min(Floats.CHUNK, area - from);
                int at = position + c * area + from;
                output.get(at, values, 0, count);
                apply(values, count, firstChannel + c, at);
                output.put(at, values, 0, count);
            }
        }
    }

    /** What a layer applies to each value, if it does nothing else. */
    static Optional<Activation> activation(Layer layer) {
        return layer instanceof Relu
                ? Optional.of(Activation.RELU)
                : layer instanceof Swish ? Optional.of(Activation.SWISH) : Optional.empty();
    }

    /** Requires a convolution as frozen networks have it: its bias takes in the shift of a batch normalisation. */
    static void requireBias(BatchNormFoldable conv) {
        if (!conv.bias()) {
            throw new IllegalArgumentException("a convolution of a frozen network has a bias, got " + conv);
        }
    }

    private static void add(float[] values, int count, float shift, float[] other) {
        for (int i = 0; i < count; i++) {
            values[i] += shift + other[i];
        }
    }
}
