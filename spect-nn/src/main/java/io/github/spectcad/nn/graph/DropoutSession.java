package io.github.spectcad.nn.graph;

import io.github.spectcad.core.spi.Lifetime;
import io.github.spectcad.nn.layer.BatchNormStatistics;
import io.github.spectcad.nn.layer.Mode;
import java.util.List;

/**
 * Predictions of one sample at a time with dropout as in training, but running statistics: each seed drops other values. Used
 * by one thread at a time. Holds native memory until closed, also that of a network that is closed before.
 *
 * @since 0.1.0
 */
public final class DropoutSession implements AutoCloseable {
    private static final BatchNormStatistics RUNNING = new BatchNormStatistics(0.99, true);

    private final Network network;
    private final ParameterStore unusedGradients;
    private final ExecutionPlan plan;
    private final Lifetime lifetime;

    DropoutSession(Network network) {
        this.network = network;
        network.lifetime().begin();
        try {
            unusedGradients = network.newGradients();
            plan = new ExecutionPlan(
                    network.topology().map(RUNNING::apply), network.store(), unusedGradients, Mode.TRAINING, 1);
        } catch (RuntimeException | Error e) {
            network.lifetime().end();
            throw e;
        }
        lifetime = new Lifetime("dropout session", () -> {
            plan.close();
            unusedGradients.close();
            network.lifetime().end();
        });
    }

    /**
     * Predicts one sample.
     *
     * @param inputs one sample for each input of the network, in their order: {@code [channels, height, width]},
     *     row-major, finite
     * @param seed decides what is dropped
     * @return the logits
     * @throws IllegalArgumentException if an input is not as said
     * @throws IllegalStateException if the session is closed
     */
    public float[] logits(List<float[]> inputs, long seed) {
        InputChecks.require(network.topology(), inputs, 1);
        return lifetime.use(() -> {
            for (int i = 0; i < inputs.size(); i++) {
                Transfer.copy(inputs.get(i), plan.value(i));
            }
            plan.forward(seed);
            return Transfer.toFloats(plan.value(network.topology().output()));
        });
    }

    @Override
    public void close() {
        lifetime.close();
    }
}
