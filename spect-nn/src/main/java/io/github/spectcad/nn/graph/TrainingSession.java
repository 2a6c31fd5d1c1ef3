package io.github.spectcad.nn.graph;

import io.github.spectcad.core.spi.Lifetime;
import io.github.spectcad.nn.kernel.Views;
import io.github.spectcad.nn.layer.BatchNormStatistics;
import io.github.spectcad.nn.layer.Mode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a network: one call of {@link #step} is one forward pass, one backward pass and one update by Adam of the loss
 * {@code mean over samples and outputs of the binary cross-entropy + sum of the L2 penalties}, as Keras counts it.
 *
 * <p>Same network, same steps with the same seeds and the same number of threads: same parameters. Used by one thread at a
 * time. Holds native memory until closed, also that of a network that is closed before; used after its own closing, it
 * throws {@link IllegalStateException}. Memory is planned for each batch size at its first use.
 */
public final class TrainingSession implements AutoCloseable {
    /** Values whose squares are summed in single precision. */
    private static final long PART = 8192;

    private final Network network;
    private final MemoryUse memory;
    private final ParameterStore gradients;
    private final INDArray firstMoment;
    private final INDArray secondMoment;
    private final Topology topology;
    private final AdamUpdate update;
    private final Map<Integer, ExecutionPlan> plans = new HashMap<>();
    private final Lifetime lifetime;
    private long steps;

    TrainingSession(Network network, Adam adam, BatchNormStatistics statistics, MemoryUse memory) {
        this.network = network;
        this.memory = memory;
        lifetime = new Lifetime("training session", this::release);
        network.lifetime().begin();
        gradients = network.newGradients();
        long size = network.trainableCount();
        firstMoment = Nd4j.create(network.dataType(), size);
        secondMoment = Nd4j.create(network.dataType(), size);
        Topology layers = network.topology().map(statistics::apply);
        topology = network.dataType() == DataType.FLOAT ? Fusion.apply(layers) : layers;
        update = new AdamUpdate(
                adam, network.parameters(), network.flatParameters(), gradients.flat(), firstMoment, secondMoment);
    }

    /**
     * One step.
     *
     * @param inputs a batch for each input of the network, in their order: {@code [batch, channels, height, width]},
     *     row-major, finite
     * @param labels {@code [batch, outputs]}, row-major, each in [0, 1]
     * @param learningRate Adam's rate, finite and at least 0
     * @param seed seed of dropout in this step
     * @return the loss before the update; NaN or infinite where training diverged, and then the parameters are not to be
     *     used any more
     * @throws IllegalArgumentException if an argument is not as said; nothing is changed then
     */
    public double step(List<float[]> inputs, float[] labels, double learningRate, long seed) {
        if (!(learningRate >= 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learning rate is " + learningRate + ": must be finite and at least 0");
        }
        if (network.dataType() != DataType.FLOAT) {
            throw new IllegalStateException("networks of double precision are for checks and take no steps");
        }
        return lifetime.use(() -> {
            double loss = propagate(inputs, labels, seed);
            steps++;
            return loss + update.run(learningRate, steps);
        });
    }

    /**
     * The loss and its gradient, without an update; batch normalisation moves its running statistics.
     *
     * @param inputs as for {@link #step}
     * @param labels as for {@link #step}
     * @param seed seed of dropout
     * @return the loss
     */
    public double differentiate(List<float[]> inputs, float[] labels, long seed) {
        return lifetime.use(() -> propagate(inputs, labels, seed) + penalties());
    }

    /** Forward and backward, without the penalties. */
    private double propagate(List<float[]> inputs, float[] labels, long seed) {
        int outputs = network.outputs();
        int batch = labels.length / outputs;
        if (labels.length != batch * outputs) {
            throw new IllegalArgumentException(
                    "got " + labels.length + " labels: must be a multiple of the " + outputs + " outputs");
        }
        BinaryCrossEntropy.requireLabels(labels);
        InputChecks.require(network.topology(), inputs, batch);
        ExecutionPlan plan = plans.computeIfAbsent(
                batch, b -> new ExecutionPlan(topology, network.store(), gradients, Mode.TRAINING, b, memory));
        for (int i = 0; i < inputs.size(); i++) {
            Transfer.copy(inputs.get(i), plan.value(i));
        }
        plan.forward(seed);
        int output = network.topology().output();
        double loss = BinaryCrossEntropy.apply(plan.value(output), labels, plan.gradient(output));
        plan.backward();
        return loss;
    }

    /** Adds the L2 penalties' gradients and returns their sum. */
    private double penalties() {
        double sum = 0;
        for (Parameter parameter : network.parameters()) {
            if (parameter.trainable() && parameter.l2() > 0) {
                INDArray values = network.store().view(parameter.name());
                sum += parameter.l2() * sumOfSquares(values);
                Nd4j.getBlasWrapper()
                        .level1()
                        .axpy(values.length(), 2 * parameter.l2(), values, gradients.view(parameter.name()));
            }
        }
        return sum;
    }

    /** In parts, whose sums are added in double precision: one float sum over millions of values loses digits. */
    private static double sumOfSquares(INDArray values) {
        double sum = 0;
        for (long start = 0; start < values.length(); start += PART) {
            INDArray part = Views.of(values, start, Math.min(PART, values.length() - start));
            sum += Nd4j.getBlasWrapper().dot(part, part);
        }
        return sum;
    }

    /**
     * The gradient of the last call of {@link #differentiate}.
     *
     * @param parameter name of a trainable parameter
     * @return its gradient: a view, overwritten by the next step
     */
    public INDArray gradient(String parameter) {
        return lifetime.use(() -> gradients.view(parameter));
    }

    /**
     * Copies the gradient of the last call of {@link #differentiate} out.
     *
     * @param parameter {@code layer/parameter} of a trainable parameter
     * @return its gradient, row-major
     */
    public float[] gradientValues(String parameter) {
        return lifetime.use(() -> Transfer.toFloats(gradients.view(parameter)));
    }

    /** {@return number of updates so far} */
    public long steps() {
        return steps;
    }

    /** {@return Adam's first and second moments, each laid out as the trainable parameters} */
    public OptimizerState state() {
        return lifetime.use(
                () -> new OptimizerState(steps, Transfer.toFloats(firstMoment), Transfer.toFloats(secondMoment)));
    }

    /**
     * Continues from a saved state.
     *
     * @param state a state of a session of the same network
     * @throws IllegalArgumentException if the sizes differ
     */
    public void restore(OptimizerState state) {
        lifetime.run(() -> {
            Transfer.copy(state.firstMoment(), firstMoment);
            Transfer.copy(state.secondMoment(), secondMoment);
            steps = state.steps();
        });
    }

    @Override
    public void close() {
        lifetime.close();
    }

    private void release() {
        plans.values().forEach(ExecutionPlan::close);
        gradients.close();
        firstMoment.close();
        secondMoment.close();
        network.lifetime().end();
    }
}
