package io.github.spectcad.nn.graph;

import io.github.spectcad.core.spi.Lifetime;
import io.github.spectcad.nn.layer.Mode;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradients of a logit with respect to the inputs, for one sample at a time, as the network predicts: with running
 * statistics and without dropout. Used by one thread at a time. Holds native memory until closed, also that of a network
 * that is closed before; used after its own closing, it throws {@link IllegalStateException}. Follows later changes of the
 * network's parameters.
 */
public final class SaliencySession implements AutoCloseable {
    private final Network network;
    private final ParameterStore unusedGradients;
    private final ExecutionPlan plan;
    private final Lifetime lifetime;

    SaliencySession(Network network) {
        this.network = network;
        network.lifetime().begin();
        try {
            unusedGradients = network.newGradients();
            plan = new ExecutionPlan(network.topology(), network.store(), unusedGradients, Mode.SALIENCY, 1);
        } catch (RuntimeException | Error e) {
            network.lifetime().end();
            throw e;
        }
        lifetime = new Lifetime("saliency session", () -> {
            plan.close();
            unusedGradients.close();
            network.lifetime().end();
        });
    }

    /**
     * The network, to look at its inputs and layers.
     *
     * @return the network; not to be closed
     * @since 0.1.0
     */
    public Network network() {
        return network;
    }

    /**
     * Predicts one sample.
     *
     * @param inputs one sample for each input of the network, in their order: {@code [channels, height, width]},
     *     row-major, finite
     * @return the logits
     * @throws IllegalArgumentException if an input is not as said
     */
    public float[] logits(List<float[]> inputs) {
        InputChecks.require(network.topology(), inputs, 1);
        return lifetime.use(() -> {
            for (int i = 0; i < inputs.size(); i++) {
                Transfer.copy(inputs.get(i), plan.value(i));
            }
            plan.forward(0);
            return Transfer.toFloats(plan.value(network.topology().output()));
        });
    }

    /** {@return the logits of the last sample predicted, in the network's own precision} */
    public INDArray output() {
        return lifetime.use(() -> {
            INDArray logits = plan.value(network.topology().output());
            return logits.reshape(logits.length());
        });
    }

    /**
     * The gradient of one logit of the last sample predicted.
     *
     * @param output which logit, from 0
     * @return d logit / d input for each input, shaped as the inputs
     */
    public List<float[]> gradients(int output) {
        java.util.Objects.checkIndex(output, network.outputs());
        int value = network.topology().output();
        float[] seed = new float[network.outputs()];
        seed[output] = 1;
        return lifetime.use(() -> {
            Transfer.copy(seed, plan.gradient(value));
            plan.backward();
            return IntStream.range(0, network.inputNames().size())
                    .mapToObj(i -> Transfer.toFloats(plan.gradient(i)))
                    .toList();
        });
    }

    /**
     * What a layer computed for the last sample predicted.
     *
     * @param layer name of the layer
     * @return its output, {@code [copies, channels, height, width]}, row-major
     */
    public float[] activation(String layer) {
        return lifetime.use(() -> Transfer.toFloats(plan.value(network.valueOf(layer))));
    }

    /**
     * The gradient of the logit of the last call of {@link #gradients} with respect to a layer's output.
     *
     * @param layer name of the layer
     * @return the gradient, shaped as the activation
     */
    public float[] activationGradient(String layer) {
        return lifetime.use(() -> Transfer.toFloats(plan.gradient(network.valueOf(layer))));
    }

    @Override
    public void close() {
        lifetime.close();
    }
}
