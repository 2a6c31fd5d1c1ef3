package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Random graphs of the built-in layers: every form of a network, and its training, does what double precision does. */
class RandomGraphsTest {
    private static final int GRAPHS = 25;

    /** Largest difference of a logit, by the largest logit: kinks move logits little, and Winograd forms round more. */
    private static final double LOGITS = 1e-4;

    /** Norm of the difference by the norm of the gradient, without kinks; the worst of 100 graphs is 1.1e-6. */
    private static final double GRADIENTS = 1e-4;

    @Test
    void everyFormOfARandomGraphPredictsWhatDoublePrecisionDoes() {
        for (int seed = 1; seed <= GRAPHS; seed++) {
            inBothPrecisions(seed, false, (name, single, exact, inputs) -> {
                try (SaliencySession plain = single.saliency();
                        SaliencySession reference = exact.saliency();
                        FrozenNetwork frozen = single.freeze();
                        FrozenNetwork sharing = single.freezeSharing()) {
                    float[] batch = frozen.logits(List.of(inputs), 3);
                    float[] sharedBatch = sharing.logits(List.of(inputs), 3);
                    for (int i = 0; i < 3; i++) {
                        List<float[]> one = List.of(third(inputs, i));
                        float[] expected = reference.logits(one);
                        assertClose(name + ", unfolded", expected, plain.logits(one));
                        assertClose(name + ", frozen", expected, frozen.logits(one, 1));
                        assertClose(name + ", frozen and sharing", expected, sharing.logits(one, 1));
                        assertClose(name + ", batch", expected, third(batch, i));
                        assertClose(name + ", batch, sharing", expected, third(sharedBatch, i));
                    }
                }
            });
        }
    }

    @Test
    void gradientsOfASmoothRandomGraphAreThoseOfDoublePrecision() {
        for (int seed = 1001; seed <= 1000 + GRAPHS; seed++) {
            long dropout = seed;
            inBothPrecisions(seed, true, (name, single, exact, inputs) -> {
                try (SaliencySession plain = single.saliency();
                        SaliencySession reference = exact.saliency()) {
                    List<float[]> one = List.of(third(inputs, 0));
                    plain.logits(one);
                    reference.logits(one);
                    for (int output = 0; output < 3; output++) {
                        assertNear(
                                name + ", input gradient of output " + output,
                                doubles(reference.gradients(output).get(0)),
                                doubles(plain.gradients(output).get(0)));
                    }
                }
                float[] labels = {1, 0, 1, 0, 0, 1, 1, 1, 0};
                try (TrainingSession training = single.train(Adam.KERAS);
                        TrainingSession reference = exact.train(Adam.KERAS)) {
                    double loss = training.differentiate(List.of(inputs), labels, dropout);
                    double expected = reference.differentiate(List.of(inputs), labels, dropout);
                    assertEquals(expected, loss, 1e-4 * Math.max(1, Math.abs(expected)), name + ", loss");
                    assertNear(name + ", training gradient", gradient(exact, reference), gradient(single, training));
                }
            });
        }
    }

    private interface Comparison {
        void of(String graph, Network single, Network exact, float[] inputsOfThree);
    }

    private static void inBothPrecisions(long seed, boolean smooth, Comparison comparison) {
        RandomGraph graph = new RandomGraph(seed, smooth);
        try (Network single = graph.builder().build(graph.output(), seed, DataType.FLOAT);
                Network exact = graph.builder().build(graph.output(), seed, DataType.DOUBLE)) {
            Random random = new Random(seed);
            varyParameters(single, exact, random);
            float[] inputs =
                    new float[Math.toIntExact(3 * single.inputShapes().get(0).size())];
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = random.nextFloat();
            }
            comparison.of("graph of seed " + seed, single, exact, inputs);
        }
    }

    private static void varyParameters(Network single, Network exact, Random random) {
        for (Parameter parameter : single.parameters()) {
            float[] values = single.parameterValues(parameter.name());
            for (int i = 0; i < values.length; i++) {
                values[i] = parameter.name().endsWith("variance")
                        ? 0.5f + random.nextFloat()
                        : values[i] + 0.1f * (random.nextFloat() - 0.5f);
            }
            single.setParameter(parameter.name(), values);
            exact.setParameter(parameter.name(), values);
        }
    }

    private static float[] third(float[] values, int index) {
        int size = values.length / 3;
        return Arrays.copyOfRange(values, index * size, (index + 1) * size);
    }

    private static double[] gradient(Network network, TrainingSession session) {
        return network.parameters().stream()
                .filter(Parameter::trainable)
                .map(parameter -> session.gradient(parameter.name()))
                .map(INDArray::dup)
                .flatMapToDouble(array -> Arrays.stream(array.data().asDouble()))
                .toArray();
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    private static void assertClose(String what, float[] expected, float[] actual) {
        double scale = 1e-3;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - actual[i]);
            assertTrue(difference <= LOGITS * scale, what + ": " + expected[i] + " and " + actual[i]);
        }
    }

    private static void assertNear(String what, double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length, what);
        double squares = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            squares += expected[i] * expected[i];
            difference += (expected[i] - actual[i]) * (expected[i] - actual[i]);
        }
        double relative = Math.sqrt(difference) / Math.max(Math.sqrt(squares), 1e-6);
        assertTrue(relative <= GRADIENTS, what + " differs by " + relative);
    }
}
