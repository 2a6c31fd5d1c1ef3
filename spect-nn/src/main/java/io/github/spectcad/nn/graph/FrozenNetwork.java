package io.github.spectcad.nn.graph;

import io.github.spectcad.core.spi.Lifetime;
import io.github.spectcad.nn.layer.Mode;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * A network for inference: parameters that no longer change, batch normalisations folded into the convolutions before
 * them, dropout left out. Results agree with the unfolded network within 1e-5.
 *
 * <p>Safe for concurrent use; each concurrent caller works in memory of its own, which is kept for the next call of the
 * same batch size. Holds native memory until closed: calls under way then end normally, later ones throw
 * {@link IllegalStateException}.
 */
public final class FrozenNetwork implements AutoCloseable {
    private final Topology topology;
    private final ParameterStore parameters;
    private final Map<Integer, Queue<ExecutionPlan>> idle = new ConcurrentHashMap<>();

    private final Lifetime lifetime;

    private FrozenNetwork(Topology topology, ParameterStore parameters, Runnable afterwards) {
        this.topology = topology;
        this.parameters = parameters;
        this.lifetime = new Lifetime("network", () -> {
            idle.values().forEach(plans -> plans.forEach(ExecutionPlan::close));
            idle.clear();
            parameters.close();
            afterwards.run();
        });
    }

    /** With parameters of its own. */
    static FrozenNetwork copying(Network network) {
        return network.lifetime().use(() -> {
            InferenceRewriter rewriter = new InferenceRewriter(network);
            return new FrozenNetwork(rewriter.topology(), rewriter.parameters(false), () -> {});
        });
    }

    /** With the network's parameters where they are used as they are; these stay until both are closed. */
    static FrozenNetwork sharing(Network network) {
        network.lifetime().begin();
        try {
            InferenceRewriter rewriter = new InferenceRewriter(network);
            return new FrozenNetwork(rewriter.topology(), rewriter.parameters(true), network.lifetime()::end);
        } catch (RuntimeException | Error e) {
            network.lifetime().end();
            throw e;
        }
    }

    /** {@return names of the inputs, in the order in which their values are given} */
    public List<String> inputNames() {
        return topology.inputNames();
    }

    /** {@return shapes of the inputs, in the order of {@link #inputNames()}} */
    public List<Shape> inputShapes() {
        return topology.shapes().subList(0, topology.inputNames().size());
    }

    /**
     * Computes the logits of a batch.
     *
     * @param inputs a batch for each input of the network, in their order: {@code [batch, channels, height, width]},
     *     row-major, finite
     * @param batch number of samples, at least 1
     * @return {@code [batch, outputs]}, row-major
     * @throws IllegalArgumentException if an argument is not as said
     * @throws IllegalStateException if the network is closed
     */
    public float[] logits(List<float[]> inputs, int batch) {
        return withPlan(inputs, batch, plan -> {
            plan.forward(0);
            return Transfer.toFloats(plan.value(topology.output()));
        });
    }

    /**
     * Computes the logits of a batch and measures what each layer takes.
     *
     * @param inputs as for {@link #logits}
     * @param batch number of samples, at least 1
     * @return the layers in the order they are computed
     * @throws IllegalArgumentException if an argument is not as said
     */
    public List<LayerTime> profile(List<float[]> inputs, int batch) {
        return withPlan(inputs, batch, ExecutionPlan::profile);
    }

    private <T> T withPlan(List<float[]> inputs, int batch, Function<ExecutionPlan, T> use) {
        InputChecks.require(topology, inputs, batch);
        return lifetime.use(() -> run(inputs, batch, use));
    }

    private <T> T run(List<float[]> inputs, int batch, Function<ExecutionPlan, T> use) {
        Queue<ExecutionPlan> plans = idle.computeIfAbsent(batch, b -> new ConcurrentLinkedQueue<>());
        ExecutionPlan plan = plans.poll();
        if (plan == null) {
            plan = new ExecutionPlan(topology, parameters, null, Mode.INFERENCE, batch);
        }
        for (int i = 0; i < inputs.size(); i++) {
            Transfer.copy(inputs.get(i), plan.value(i));
        }
        try {
            return use.apply(plan);
        } finally {
            plans.add(plan);
        }
    }

    /**
     * Computes the probabilities of a batch: the logistic function of the logits.
     *
     * @param inputs as for {@link #logits}
     * @param batch number of samples, at least 1
     * @return {@code [batch, outputs]}, row-major, each in [0, 1]
     * @throws IllegalArgumentException if an argument is not as said
     */
    public double[] probabilities(List<float[]> inputs, int batch) {
        float[] logits = logits(inputs, batch);
        double[] probabilities = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = BinaryCrossEntropy.sigmoid(logits[i]);
        }
        return probabilities;
    }

    @Override
    public void close() {
        lifetime.close();
    }
}
