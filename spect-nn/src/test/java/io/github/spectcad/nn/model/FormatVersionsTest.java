package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.phantom.PhantomCohort;
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
 * One small file of each version of the format, as that version wrote it (weights rounded and compressed), is kept for
 * ever: it loads and predicts what it predicted then. A new version adds its file {@code model-vN.zip} and its golden
 * predictions; none is ever made anew.
 */
class FormatVersionsTest {
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    record Golden(int version, List<Prediction> predictions) {}

    static Stream<Golden> versions() {
        return Stream.of(new Golden(
                1,
                List.of(
                        new Prediction("p0001", 0.21519259927894419, 0.3656028891394651, 0.43809699514327805),
                        new Prediction("p0002", 0.23510251534190377, 0.4093710851578432, 0.49685353864736564),
                        new Prediction("p0003", 0.622637249590906, 0.3492677114517458, 0.3795795041563639))));
    }

    static IntStream knownVersions() {
        return IntStream.rangeClosed(ModelDescription.OLDEST_FORMAT_VERSION, ModelDescription.FORMAT_VERSION);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void filesOfEveryVersionPredictAsWhenTheyWereWritten(Golden golden) throws IOException {
        List<PatientStudy> patients =
                PhantomCohort.of(60, 11).cohort(16).patients().subList(0, 3);
        try (TrainedModel model = ModelFile.load(file(golden.version()))) {
            assertEquals(golden.version(), model.description().formatVersion());
            assertEquals(List.of(0.4679825161013406, 0.6952086749863258, 0.46761271843354735), model.thresholds());
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
