package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares gradients with central differences in double precision. */
final class GradientCheck {
    private static final double STEP = 1e-5;
    private static final float INPUT_STEP = 1e-4f;
    private static final int VALUES_A_PARAMETER = 12;

    private GradientCheck() {}

    /** Checks the loss' gradient with respect to every parameter, at some of its values. */
    static void parameters(NetworkBuilder net, Tensor output, int batch, long seed) {
        try (Network network = net.build(output, seed, DataType.DOUBLE);
                TrainingSession session = network.train(Adam.KERAS)) {
            SplittableRandom random = new SplittableRandom(seed);
            for (Parameter p : network.parameters()) {
                // move away from 0 and 1, where errors in biases and scales would not show
                INDArray values = network.parameter(p.name());
                for (long i = 0; i < p.size() && p.size() <= 64; i++) {
                    values.putScalar(i, values.getDouble(i) + 0.2 * random.nextDouble());
                }
            }
            List<float[]> inputs = inputs(network, batch, random);
            float[] labels = new float[batch * network.outputs()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = i % 2;
            }
            for (Parameter p : network.parameters()) {
                if (!p.trainable()) {
                    continue;
                }
                INDArray values = network.parameter(p.name()).ravel();
                for (int k = 0; k < Math.min(VALUES_A_PARAMETER, p.size()); k++) {
                    long i = p.size() <= VALUES_A_PARAMETER ? k : random.nextLong(p.size());
                    double original = values.getDouble(i);
                    set(network, p, i, original + STEP);
                    double above = session.differentiate(inputs, labels, 7);
                    set(network, p, i, original - STEP);
                    double below = session.differentiate(inputs, labels, 7);
                    set(network, p, i, original);
                    session.differentiate(inputs, labels, 7);
                    double numeric = (above - below) / (2 * STEP);
                    double analytic = session.gradient(p.name()).ravel().getDouble(i);
                    assertEquals(numeric, analytic, 1e-6 * Math.max(1, Math.abs(numeric)), p.name() + "[" + i + "]");
                }
            }
        }
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
                    for (int n = 0; n < Math.min(VALUES_A_PARAMETER, values.length); n++) {
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
                        assertEquals(numeric, gradients.get(j)[i], 1e-4 * Math.max(1, Math.abs(numeric)), "input " + j);
                    }
                }
            }
        }
    }

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
