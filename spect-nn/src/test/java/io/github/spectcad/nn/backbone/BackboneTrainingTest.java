package io.github.spectcad.nn.backbone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.TrainingSession;
import io.github.spectcad.nn.layer.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backbone trains, at the smallest size it takes. */
class BackboneTrainingTest {
    private static final int PATIENTS = 8;
    private static final int MOST_STEPS = 300;
    private static final HeadSpec HEAD = new HeadSpec(32, 0, 0, 4);

    static List<String> backbones() {
        return Backbones.load().ids();
    }

    static Stream<Arguments> backbonesAndInputs() {
        return backbones().stream()
                .flatMap(id -> Stream.of("rest", "stress", "early-fusion", "late-fusion")
                        .map(fusion -> Arguments.of(id, fusion)));
    }

    private static Network network(String id, String fusion) {
        int pixels = Math.max(32, Backbones.load().require(id).minimumPixels());
        return new NetworkSpec(id, fusion, pixels, HEAD).assemble(1);
    }

    @ParameterizedTest
    @MethodSource("backbones")
    void everyTrainableParameterGetsAFiniteGradient(String id) {
        try (Network network = network(id, "early-fusion");
                TrainingSession session = network.train(Adam.KERAS)) {
            double loss = session.differentiate(patients(network), labels(), 1);
            assertTrue(Double.isFinite(loss), "loss " + loss);
            for (Parameter p : network.parameters()) {
                if (p.trainable()) {
                    double norm = session.gradient(p.name()).norm2Number().doubleValue();
                    assertTrue(norm > 0 && norm < Double.POSITIVE_INFINITY, p.name() + " has gradient norm " + norm);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"efficientnet-b0, rest", "resnet50-v2, stress", "densenet121, late-fusion"})
    void eightPatientsCanBeOverfitted(String id, String fusion) {
        overfit(id, fusion);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("backbonesAndInputs")
    void eightPatientsCanBeOverfittedByEveryBackboneWithEachInput(String id, String fusion) {
        overfit(id, fusion);
    }

    private static void overfit(String id, String fusion) {
        try (Network network = network(id, fusion);
                TrainingSession session = network.train(Adam.KERAS)) {
            List<float[]> patients = patients(network);
            double loss = Double.NaN;
            for (int step = 0; step < MOST_STEPS; step++) {
                loss = session.step(patients, labels(), id.equals("vgg19") ? 1e-4 : 1e-3, step);
                if (loss < 0.05) {
                    return;
                }
            }
            throw new AssertionError("loss is still " + loss + " after " + MOST_STEPS + " steps");
        }
    }

    /** Discs that are dark in the third of the rows whose vessel is diseased, with noise. */
    private static List<float[]> patients(Network network) {
        SplittableRandom random = new SplittableRandom(5);
        List<float[]> inputs = new ArrayList<>();
        for (Shape shape : network.inputShapes()) {
            int size = Math.toIntExact(shape.size());
            float[] values = new float[PATIENTS * size];
            for (int i = 0; i < values.length; i++) {
                int patient = i / size;
                double row = i / shape.width() % shape.height();
                double x = 2 * (i % shape.width() + 0.5) / shape.width() - 1;
                double y = 2 * (row + 0.5) / shape.height() - 1;
                int third = (int) (row * 3 / shape.height());
                boolean diseased = ((patient >> third) & 1) == 1;
                double uptake = (diseased ? 0.4 : 0.9) + 0.1 * random.nextDouble();
                values[i] = shape.isVector() || x * x + y * y <= 1 ? (float) uptake : 0;
            }
            inputs.add(values);
        }
        return inputs;
    }

    private static float[] labels() {
        float[] labels = new float[PATIENTS * HeadSpec.OUTPUTS];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = ((i / HeadSpec.OUTPUTS) >> (i % HeadSpec.OUTPUTS)) & 1;
        }
        return labels;
    }
}
