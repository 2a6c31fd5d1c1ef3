package io.github.spectcad.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.MemoryUse;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.graph.TrainingSession;
import io.github.spectcad.nn.layer.BatchNormStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares gradients of whole networks with central differences, in double precision. */
final class GradientCheck {
    private static final double STEP = 1e-5;
    private static final float INPUT_STEP = 1e-4f;
    private static final int VALUES_PER_PARAMETER = 12;

    private GradientCheck() {}

    /**
     * Checks the loss' gradient with respect to parameters, at some of their values. Every array has memory of its own: what
     * a layer says of its reads is another check's matter.
     *
     * @param which names of the parameters to check
     */
    static void parameters(NetworkBuilder net, Tensor output, int batch, long seed, Predicate<String> which) {
        try (Network network = net.build(output, seed, DataType.DOUBLE);
                TrainingSession session = network.train(Adam.KERAS, BatchNormStatistics.KERAS, MemoryUse.SEPARATE)) {
            SplittableRandom random = new SplittableRandom(seed);
            moveAway(network, random);
            List<float[]> inputs = inputs(network, batch, random);
            float[] labels = labels(batch * network.outputs());
            for (Parameter p : network.parameters()) {
                if (!p.trainable() || !which.test(p.name())) {
                    continue;
                }
                INDArray values = network.parameter(p.name()).ravel();
                for (int k = 0; k < Math.min(VALUES_PER_PARAMETER, p.size()); k++) {
                    long i = p.size() <= VALUES_PER_PARAMETER ? k : random.nextLong(p.size());
                    double original = values.getDouble(i);
                    set(network, p, i, original + STEP);
                    double above = session.differentiate(inputs, labels, seed);
                    set(network, p, i, original - STEP);
                    double below = session.differentiate(inputs, labels, seed);
                    set(network, p, i, original);
                    session.differentiate(inputs, labels, seed);
                    double numeric = (above - below) / (2 * STEP);
                    double analytic = session.gradient(p.name()).ravel().getDouble(i);
                    assertEquals(
                            numeric,
                            analytic,
                            1e-6 * Math.max(1, Math.abs(numeric)),
                            "gradient of " + p.name() + "[" + i + "] by central differences and by backward()");
                }
            }
        }
    }

    /** Moves small parameters away from 0 and 1, where errors in biases and scales would not show. */
    static void moveAway(Network network, SplittableRandom random) {
        for (Parameter p : network.parameters()) {
            for (long i = 0; i < p.size() && p.size() <= 64; i++) {
                INDArray flat = network.flatParameters();
                flat.putScalar(p.offset() + i, flat.getDouble(p.offset() + i) + 0.2 * random.nextDouble());
            }
        }
    }

    static float[] labels(int count) {
        float[] labels = new float[count];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 2;
        }
        return labels;
    }

    /** Checks the gradients of each logit with respect to the inputs, as the network predicts. */
    static void inputs(NetworkBuilder net, Tensor output, long seed) {
        try (Network network = net.build(output, seed, DataType.DOUBLE);
                SaliencySession session = network.saliency()) {
            SplittableRandom random = new SplittableRandom(seed);
            List<float[]> inputs = inputs(network, 1, random);
            for (int k = 0; k < network.outputs(); k++) {
                session.logits(inputs);
                List<float[]> gradients = session.gradients(k);
                for (int j = 0; j < inputs.size(); j++) {
                    float[] values = inputs.get(j);
                    for (int n = 0; n < Math.min(VALUES_PER_PARAMETER, values.length); n++) {
                        int i = random.nextInt(values.length);
                        float original = values[i];
                        values[i] = original + INPUT_STEP;
                        double numeric = values[i];
                        session.logits(inputs);
                        double above = session.output().getDouble(k);
                        values[i] = original - INPUT_STEP;
                        double distance = numeric - values[i];
                        session.logits(inputs);
                        numeric = (above - session.output().getDouble(k)) / distance;
                        values[i] = original;
                        assertEquals(
                                numeric,
                                gradients.get(j)[i],
                                1e-4 * Math.max(1, Math.abs(numeric)),
                                "gradient of input " + j + "[" + i + "] by central differences and by backward()");
                    }
                }
            }
        }
    }

    /** Random inputs in [-1, 1). */
    static List<float[]> inputs(Network network, int batch, SplittableRandom random) {
        List<float[]> inputs = new ArrayList<>();
        network.inputShapes().forEach(shape -> {
            float[] values = new float[Math.toIntExact(batch * shape.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextDouble() * 2 - 1);
            }
            inputs.add(values);
        });
        assertTrue(!inputs.isEmpty());
        return inputs;
    }

    private static void set(Network network, Parameter p, long index, double value) {
        network.flatParameters().putScalar(p.offset() + index, value);
    }
}
