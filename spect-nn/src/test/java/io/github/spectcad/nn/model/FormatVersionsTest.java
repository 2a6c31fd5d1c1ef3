package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Sex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One small file of each version of the format, as that version wrote it (but for its weights, which are random, rounded and compressed), is kept for
 * ever: it loads and predicts what it predicted then. A new version adds its file {@code model-vN.zip} and its golden
 * predictions; none is ever made anew.
 */
class FormatVersionsTest {
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    record Golden(int version, List<Prediction> predictions) {}

    static Stream<Golden> versions() {
        List<Prediction> predictions = List.of(
                new Prediction("p0", 0.5416663342800117, 0.7849015259552599, 0.6022697056201626),
                new Prediction("p1", 0.719731135670099, 0.8490899603886066, 0.5311156825973947),
                new Prediction("p2", 0.4051983783866946, 0.34658426054777, 0.4596332418611001));
        // the same through 1 / (1 + exp(0.5 - 0.8 logit)), 1 / (1 + exp(-0.25 - 1.5 logit)), and as they are
        List<Prediction> calibrated = List.of(
                new Prediction("p0", 0.40942139697576163, 0.8995010991554322, 0.6022697056201626),
                new Prediction("p1", 0.5632844513303427, 0.9448631522636637, 0.5311156825973947),
                new Prediction("p2", 0.30851287902834895, 0.3315614222687233, 0.4596332418611001));
        return Stream.of(new Golden(1, predictions), new Golden(2, predictions), new Golden(3, calibrated));
    }

    /** Made by a formula, so that nothing but the file format and the network decides the predictions. */
    private static PatientStudy patient(int index) {
        return PatientStudy.of(
                "p" + index,
                map(PerfusionState.REST, index),
                map(PerfusionState.STRESS, index + 1),
                ClinicalFeatures.of(
                        index % 2 == 0 ? Sex.MALE : Sex.FEMALE, 50 + 7 * index, 70 + 5 * index, 165 + 4 * index));
    }

    private static PolarMap map(PerfusionState state, int index) {
        float[] values = new float[16 * 16];
        for (int row = 0; row < 16; row++) {
            for (int column = 0; column < 16; column++) {
                if (Math.hypot(row - 7.5, column - 7.5) <= 8) {
                    values[16 * row + column] = (24 + (row * 7 + column * 3 + index * 5) % 16) / 40f;
                }
            }
        }
        return PolarMap.of(state, 16, values, Disc.inscribed(16), "made by a formula");
    }

    static IntStream knownVersions() {
        return IntStream.rangeClosed(ModelDescription.OLDEST_FORMAT_VERSION, ModelDescription.FORMAT_VERSION);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void filesOfEveryVersionPredictAsWhenTheyWereWritten(Golden golden) throws IOException {
        List<PatientStudy> patients = List.of(patient(0), patient(1), patient(2));
        try (TrainedModel model = ModelFile.load(file(golden.version()))) {
            assertEquals(golden.version(), model.description().formatVersion());
            assertEquals(
                    List.of(0.4679825161013406, 0.6952086749863258, 0.46761271843354735),
                    model.description().thresholds());
            List<Prediction> predictions = model.classify(patients);
            for (int i = 0; i < patients.size(); i++) {
                Prediction expected = golden.predictions().get(i);
                assertEquals(expected.patientId(), predictions.get(i).patientId());
                assertEquals(expected.lad(), predictions.get(i).lad(), TOLERANCE);
                assertEquals(expected.rca(), predictions.get(i).rca(), TOLERANCE);
                assertEquals(expected.lcx(), predictions.get(i).lcx(), TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void loadedFilesCanBeSavedAgain(Golden golden) throws IOException {
        Path again = folder.resolve("again.zip");
        try (TrainedModel model = ModelFile.load(file(golden.version()))) {
            ModelFile.save(model, again);
            try (TrainedModel loaded = ModelFile.load(again)) {
                assertEquals(model.weightsFingerprint(), loaded.weightsFingerprint());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("knownVersions")
    void everyVersionHasItsFile(int version) throws IOException {
        assertEquals(version, ModelFile.describe(file(version)).formatVersion());
    }

    private Path file(int version) throws IOException {
        Path file = folder.resolve("model-v" + version + ".zip");
        try (InputStream in = FormatVersionsTest.class.getResourceAsStream("model-v" + version + ".zip")) {
            assertNotNull(in, "no file of version " + version + " is kept");
            Files.write(file, in.readAllBytes());
        }
        return file;
    }
}
