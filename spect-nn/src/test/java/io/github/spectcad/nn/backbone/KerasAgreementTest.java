package io.github.spectcad.nn.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.graph.TrainingSession;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Shape;
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
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Values and gradients against Keras Applications itself, computed by {@code keras_golden.py} beside the golden files in
 * double precision with parameters from the same formula.
 */
class KerasAgreementTest {
    /** Of values; relative to the largest of them. */
    private static final double TOLERANCE = 1e-4;

    /**
     * Of training in single precision, where rounding puts some units on the other side of a ReLU's or maximum's kink, and
     * statistics of few values magnify it. In double precision training agrees within {@link #TOLERANCE}.
     */
    private static final double SINGLE_TRAINING_TOLERANCE = 0.05;

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

    /** The formula for a name: uniform in [-1, 1) at each index. */
    private record Formula(long start) {
        static Formula of(String name) {
            CRC32 crc = new CRC32();
            crc.update(name.getBytes(StandardCharsets.UTF_8));
            return new Formula(crc.getValue() << 32);
        }

        double at(int index) {
            long z = start + index * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            z ^= z >>> 31;
            return (z >>> 11) * 0x1p-52 - 1;
        }
    }

    /** Keras' index of the value at our index: height, width, input, output. */
    private static IntUnaryOperator kerasIndex(Parameter parameter, Shape features) {
        List<Integer> d = parameter.dimensions();
        if (parameter.name().equals("head/kernel")) { // [channel x row x column, output]
            int outputs = d.get(1);
            int area = Math.toIntExact(features.area());
            return i -> {
                int feature = i / outputs;
                return (feature % area * features.channels() + feature / area) * outputs + i % outputs;
            };
        }
        if (d.size() != 4 || parameter.name().contains("dwconv")) {
            return i -> i;
        }
        int outputs = d.get(0);
        int inputs = d.get(1);
        int area = d.get(2) * d.get(3);
        return i -> {
            int output = i / (inputs * area);
            int input = i / area % inputs;
            return (i % area * inputs + input) * outputs + output;
        };
    }

    private static float[] formula(Parameter parameter, Shape features) {
        String name = parameter.name();
        IntUnaryOperator index = kerasIndex(parameter, features);
        List<Integer> d = parameter.dimensions();
        double offset = 0;
        double factor = 0.2;
        switch (name.substring(name.lastIndexOf('/') + 1)) {
            case "kernel" -> {
                double fanIn = name.startsWith("head/")
                        ? d.get(0)
                        : name.contains("dwconv") ? d.get(0) * d.get(1) : d.get(1) * d.get(2) * d.get(3);
                double gain = name.startsWith("head/") ? 3 : name.endsWith("_3_conv/kernel") ? 0.5 : 6;
                factor = Math.sqrt(gain / fanIn);
            }
            case "gamma" -> {
                offset = 1;
                factor = 0.3;
            }
            case "moving_variance" -> {
                offset = 1;
                factor = 0.5;
            }
            default -> {}
        }
        float[] values = new float[Math.toIntExact(parameter.size())];
        Formula uniform = Formula.of(name);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (offset + factor * uniform.at(index.applyAsInt(i)));
        }
        return values;
    }

    private static float[] samples(int pixels, int count) {
        float[] values = new float[count * 2 * pixels * pixels];
        Formula uniform = Formula.of("input");
        int i = 0;
        for (int sample = 0; sample < count; sample++) {
            for (int channel = 0; channel < 2; channel++) {
                for (int pixel = 0; pixel < pixels * pixels; pixel++) {
                    values[i++] = ((float) uniform.at((sample * pixels * pixels + pixel) * 2 + channel) + 1) / 2;
                }
            }
        }
        return values;
    }

    /** A backbone under a flattening and dense head with the formula's parameters. */
    private record Model(Network network, Shape features) implements AutoCloseable {
        static Model of(String id, int pixels, DataType type) {
            NetworkBuilder net = new NetworkBuilder();
            Tensor x = Backbones.load().require(id).build(net, net.input("images", Shape.map(2, pixels, pixels)));
            Network network = net.build(net.dense("head", net.flatten("flatten", x), 3, 0), 0, type);
            Model model = new Model(network, x.shape());
            network.parameters().forEach(p -> network.setParameter(p.name(), formula(p, model.features())));
            return model;
        }

        @Override
        public void close() {
            network.close();
        }
    }

    private static void assertSummary(Row row, float[] values, IntUnaryOperator kerasIndex, double tolerance) {
        double squares = 0;
        double projection = 0;
        Formula probe = Formula.of("probe:" + row.name());
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
        List<Row> rows = golden(id);
        for (int i = 0; i < 4; i += 2) {
            Row logits = rows.get(i);
            int pixels = Integer.parseInt(logits.name());
            try (Model model = Model.of(id, pixels, DataType.FLOAT);
                    SaliencySession session = model.network().saliency()) {
                assertLogits(id, logits, widen(session.logits(List.of(samples(pixels, 1)))));
                IntUnaryOperator kerasIndex = k -> k % (pixels * pixels) * 2 + k / (pixels * pixels);
                assertSummary(
                        rows.get(i + 1),
                        session.gradients(0).get(0),
                        kerasIndex,
                        TOLERANCE * rows.get(i + 1).values().get(0));
                try (var frozen = model.network().freeze()) {
                    assertLogits(id, logits, widen(frozen.logits(List.of(samples(pixels, 1)), 1)));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"densenet121", "efficientnet-b0", "inception-resnet-v2", "inception-v3", "resnet50-v2", "vgg19"})
    void trainingGradientsAndRunningStatisticsAreThoseOfKeras(String id) throws IOException {
        assertTrainingAgrees(id, DataType.FLOAT, SINGLE_TRAINING_TOLERANCE);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "densenet121",
                "densenet169",
                "densenet201",
                "efficientnet-b0",
                "inception-resnet-v2",
                "inception-v3",
                "resnet50-v2",
                "resnet101-v2",
                "resnet152-v2",
                "vgg19"
            })
    void trainingGradientsAreThoseOfKerasInDoublePrecision(String id) throws IOException {
        assertTrainingAgrees(id, DataType.DOUBLE, TOLERANCE);
    }

    private static void assertTrainingAgrees(String id, DataType type, double tolerance) throws IOException {
        List<Row> rows = golden(id);
        Row loss = rows.get(4);
        int pixels = Integer.parseInt(loss.name());
        try (Model model = Model.of(id, pixels, type);
                TrainingSession session = model.network().train(Adam.KERAS)) {
            differentiateKeepingAllSamples(model, session, pixels, loss.values().get(0), tolerance);
            Map<String, Parameter> parameters = new HashMap<>();
            model.network().parameters().forEach(p -> parameters.put(p.name(), p));
            double largest = rows.stream()
                    .filter(r -> r.kind().equals("gradient"))
                    .mapToDouble(r -> r.values().get(0))
                    .max()
                    .orElseThrow();
            for (Row row : rows.subList(5, rows.size())) {
                Parameter parameter = parameters.remove(row.name());
                IntUnaryOperator index = kerasIndex(parameter, model.features());
                double norm = row.values().get(0);
                if (row.kind().equals("moving")) {
                    assertSummary(row, statistics(model, parameter), index, tolerance / 10 * norm);
                } else {
                    float[] gradient = session.gradient(row.name()).dup().data().asFloat();
                    assertSummary(row, gradient, index, tolerance * norm + 1e-6 * largest);
                }
            }
            assertTrue(parameters.isEmpty(), parameters.keySet().toString());
        }
    }

    /** Running statistics without Bessel's correction, which Keras 3 has not and Keras 2 has. */
    private static float[] statistics(Model model, Parameter parameter) {
        float[] values = model.network().parameterValues(parameter.name());
        if (parameter.name().endsWith("/moving_variance")) {
            double samples = 2.0 * model.network().layerShape(parameter.layer()).area();
            float[] before = formula(parameter, model.features());
            for (int i = 0; i < values.length; i++) {
                double kept = BatchNorm.DEFAULT_MOMENTUM * before[i];
                values[i] = (float) (kept + (values[i] - kept) * (samples - 1) / samples);
            }
        }
        return values;
    }

    /** Where samples may be dropped, tries step seeds until one drops none, which the loss shows. */
    private static void differentiateKeepingAllSamples(
            Model model, TrainingSession session, int pixels, double expected, double tolerance) {
        List<float[]> samples = List.of(samples(pixels, 2));
        INDArray initial = model.network().flatParameters().dup();
        boolean drops = model.network().layerNames().stream().anyMatch(name -> name.endsWith("_drop"));
        double loss = Double.NaN;
        for (int seed = 0; seed < (drops ? 200 : 1); seed++) {
            model.network().flatParameters().assign(initial);
            loss = session.differentiate(samples, LABELS, seed);
            if (Math.abs(loss - expected) <= TOLERANCE * expected) {
                return;
            }
        }
        assertEquals(expected, loss, tolerance * expected, "loss");
    }
}
