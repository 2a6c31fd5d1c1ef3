package io.github.spectcad.nn.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.TrainingSession;
import io.github.spectcad.nn.layer.BatchNorm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Values and gradients against Keras Applications itself, computed by {@code keras_golden.py} beside the golden files in
 * double precision with parameters from the same formula.
 *
 * <p>Ours are of double precision too: what is compared are layers, parameters and their order. In single precision some of
 * a million ReLUs lie so near their kink that rounding decides on which side, so that agreement of gradients would be luck;
 * what rounding does is bounded by tests without kinks, {@code SinglePrecisionTest} and {@code SmoothNetworkTest}.
 */
class KerasAgreementTest {
    /**
     * Relative to the largest value or the norm. Both compute to 1e-15 or so, but ours leave as floats, which round by 6e-8,
     * and the factors of drop connect are floats, which comes to 2.4e-6 in efficientnet-b0.
     */
    private static final double TOLERANCE = 1e-5;

    /** Of the largest norm: what gradients of parameters come to that a batch normalisation after them takes out. */
    private static final double NEGLIGIBLE = 1e-9;

    /** A step seed with which efficientnet-b0's drop connect drops nothing, as in the golden values. */
    private static final long KEEPS_ALL_SAMPLES = 9;

    private static final float[] LABELS = {1, 0, 1, 0, 1, 1};

    private record Row(String kind, String name, List<Double> values) {}

    private static List<Row> golden(String id) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(KerasAgreementTest.class.getResourceAsStream(id + ".csv"), id),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",", -1);
                rows.add(new Row(
                        cells[0],
                        cells[1],
                        Arrays.stream(cells).skip(2).map(Double::valueOf).toList()));
            }
        }
        return rows;
    }

    private static void assertSummary(Row row, float[] values, IntUnaryOperator kerasIndex, double tolerance) {
        double squares = 0;
        double projection = 0;
        KerasModel.Formula probe = KerasModel.Formula.of("probe:" + row.name());
        for (int i = 0; i < values.length; i++) {
            squares += (double) values[i] * values[i];
            projection += values[i] * probe.at(kerasIndex.applyAsInt(i));
        }
        double norm = row.values().get(0);
        assertEquals(norm, Math.sqrt(squares), tolerance, row.kind() + " " + row.name() + " norm");
        assertEquals(row.values().get(1), projection, tolerance, row.kind() + " " + row.name() + " projection");
    }

    private static void assertLogits(String id, Row row, double[] actual) {
        double[] expected =
                row.values().stream().mapToDouble(Double::doubleValue).toArray();
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertArrayEquals(expected, actual, TOLERANCE * scale, id + " logits at " + row.name());
    }

    private static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "densenet121",
                "densenet169",
                "densenet201",
                "efficientnet-b0",
                "efficientnet-b3",
                "inception-resnet-v2",
                "inception-v3",
                "resnet50-v2",
                "resnet101-v2",
                "resnet152-v2",
                "vgg19"
            })
    void predictionsAndTheirGradientsAreThoseOfKeras(String id) throws IOException {
        assertPredictionsAgree(id, 0);
    }

    /** At sizes that no halving divides. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "densenet121",
                "densenet169",
                "densenet201",
                "efficientnet-b0",
                "efficientnet-b3",
                "inception-resnet-v2",
                "inception-v3",
                "resnet50-v2",
                "resnet101-v2",
                "resnet152-v2",
                "vgg19"
            })
    void predictionsAndTheirGradientsAtOddSizesAreThoseOfKeras(String id) throws IOException {
        assertPredictionsAgree(id, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"densenet121", "efficientnet-b0", "inception-resnet-v2", "inception-v3", "resnet50-v2", "vgg19"})
    void trainingGradientsAndRunningStatisticsAreThoseOfKeras(String id) throws IOException {
        assertTrainingAgrees(id);
    }

    /** Larger networks of the same blocks. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"densenet169", "densenet201", "resnet101-v2", "resnet152-v2"})
    void trainingGradientsOfTheLargerNetworksAreThoseOfKeras(String id) throws IOException {
        assertTrainingAgrees(id);
    }

    /** Logits and saliency of one size, whose rows begin at the one given. */
    private static void assertPredictionsAgree(String id, int first) throws IOException {
        Row logits = golden(id).get(first);
        Row gradient = golden(id).get(first + 1);
        int pixels = Integer.parseInt(logits.name());
        List<float[]> sample = List.of(KerasModel.samples(pixels, 1));
        try (KerasModel model = KerasModel.of(id, pixels, DataType.DOUBLE);
                SaliencySession session = model.network().saliency()) {
            assertLogits(id, logits, widen(session.logits(sample)));
            IntUnaryOperator kerasIndex = k -> k % (pixels * pixels) * 2 + k / (pixels * pixels);
            double bound = TOLERANCE * gradient.values().get(0);
            assertSummary(gradient, session.gradients(0).get(0), kerasIndex, bound);
        }
    }

    private static void assertTrainingAgrees(String id) throws IOException {
        List<Row> rows = golden(id);
        Row loss = rows.get(4);
        int pixels = Integer.parseInt(loss.name());
        try (KerasModel model = KerasModel.of(id, pixels, DataType.DOUBLE);
                TrainingSession session = model.network().train(Adam.KERAS)) {
            double expected = loss.values().get(0);
            double actual = session.differentiate(List.of(KerasModel.samples(pixels, 2)), LABELS, KEEPS_ALL_SAMPLES);
            assertEquals(expected, actual, TOLERANCE * expected, "loss");
            Map<String, Parameter> parameters = new HashMap<>();
            model.network().parameters().forEach(p -> parameters.put(p.name(), p));
            double largest = rows.stream()
                    .filter(r -> r.kind().equals("gradient"))
                    .mapToDouble(r -> r.values().get(0))
                    .max()
                    .orElseThrow();
            for (Row row : rows.subList(5, rows.size())) {
                Parameter parameter = parameters.remove(row.name());
                IntUnaryOperator index = model.kerasIndex(parameter);
                double norm = row.values().get(0);
                if (row.kind().equals("moving")) {
                    assertSummary(row, statistics(model, parameter), index, TOLERANCE * norm);
                } else {
                    float[] gradient = session.gradient(row.name()).dup().data().asFloat();
                    assertSummary(row, gradient, index, TOLERANCE * norm + NEGLIGIBLE * largest);
                }
            }
            assertTrue(parameters.isEmpty(), parameters.keySet().toString());
        }
    }

    /** Running statistics without Bessel's correction, which Keras 3 has not and Keras 2 has. */
    private static float[] statistics(KerasModel model, Parameter parameter) {
        float[] values = model.network().parameterValues(parameter.name());
        if (parameter.name().endsWith("/moving_variance")) {
            double samples = 2.0 * model.network().layerShape(parameter.layer()).area();
            float[] before = model.values(parameter);
            for (int i = 0; i < values.length; i++) {
                double kept = BatchNorm.DEFAULT_MOMENTUM * before[i];
                values[i] = (float) (kept + (values[i] - kept) * (samples - 1) / samples);
            }
        }
        return values;
    }
}
