package io.github.spectcad.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.onnx.OnnxExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported model is a classifier like the one it was exported from. */
class OnnxModelTest {
    private static final double TOLERANCE = 1e-5;
    private static final int THREADS = 4;

    @TempDir
    private static Path folder;

    private static TrainedModel trained;
    private static Path file;

    @BeforeAll
    static void export() throws IOException {
        trained = ExportedModel.train("early-fusion");
        file = folder.resolve("model.onnx");
        OnnxExport.write(trained, file);
    }

    @AfterAll
    static void close() {
        trained.close();
    }

    @Test
    void predictsWhatTheTrainedModelPredicts() throws IOException {
        List<PatientStudy> patients = ExportedModel.patients(10);
        List<Prediction> expected = trained.classify(patients);
        try (CadClassifier model = OnnxModel.load(file)) {
            List<Prediction> all = model.classify(patients);
            for (int i = 0; i < patients.size(); i++) {
                assertEquals(expected.get(i).patientId(), all.get(i).patientId());
                assertEquals(expected.get(i).lad(), all.get(i).lad(), TOLERANCE);
                assertEquals(expected.get(i).rca(), all.get(i).rca(), TOLERANCE);
                assertEquals(expected.get(i).lcx(), all.get(i).lcx(), TOLERANCE);
                assertEquals(all.get(i), model.classify(patients.get(i)));
            }
            assertEquals(10, all.stream().map(Prediction::lad).distinct().count());
        }
    }

    @Test
    void saysOfItselfWhatTheTrainedModelSaysWithoutItsPatients() throws IOException {
        try (OnnxModel model = OnnxModel.load(file)) {
            assertEquals(trained.pixels(), model.pixels());
            assertEquals(trained.states(), model.states());
            assertEquals(trained.thresholds(), model.thresholds());
            assertEquals(
                    trained.description().withoutPatients(),
                    Json.read(model.description().getBytes(StandardCharsets.UTF_8), ModelDescription.class));
        }
    }

    @Test
    void anApplicationThatOnlyPredictsTakesLessThan70Megabytes() throws Exception {
        long bytes = 0;
        for (Class<?> type : List.of(OnnxModel.class, CadClassifier.class, OrtEnvironment.class)) {
            Path place = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.walk(place)) {
                for (Path part : files.filter(Files::isRegularFile).toList()) {
                    bytes += Files.size(part);
                }
            }
        }
        assertTrue(bytes > 10_000_000 && bytes < 70_000_000, bytes + " bytes");
    }

    @Test
    void patientsThatLackSomethingAreRefusedAsTheTrainedModelRefusesThem() throws IOException {
        PatientStudy patient = ExportedModel.patients(1).get(0);
        PatientStudy restOnly = new PatientStudy(
                "p7",
                patient.map(PerfusionState.REST),
                Optional.empty(),
                patient.clinical(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        try (CadClassifier model = OnnxModel.load(file)) {
            String expected = assertThrows(IllegalArgumentException.class, () -> trained.classify(restOnly))
                    .getMessage();
            String message = assertThrows(IllegalArgumentException.class, () -> model.classify(restOnly))
                    .getMessage();
            assertEquals(expected, message);
            assertTrue(message.contains("p7") && message.contains("stress"), message);
        }
    }

    @Test
    void mapsWithAnotherDiscAreRefused() throws IOException {
        PatientStudy patient = ExportedModel.patients(1).get(0);
        Disc smaller = new Disc(15.5, 15.5, 10);
        PatientStudy moved = PatientStudy.of(
                "p8",
                within(patient.map(PerfusionState.REST).orElseThrow(), smaller),
                within(patient.map(PerfusionState.STRESS).orElseThrow(), smaller),
                patient.clinical());
        try (CadClassifier model = OnnxModel.load(file)) {
            String message = assertThrows(IllegalArgumentException.class, () -> model.classify(moved))
                    .getMessage();
            assertTrue(message.contains("p8") && message.contains("touches the borders"), message);
        }
    }

    private static PolarMap within(PolarMap map, Disc disc) {
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        for (int i = 0; i < values.length; i++) {
            if (disc.relativeRadius(i % map.pixels(), Math.floorDiv(i, map.pixels())) > 1) {
                values[i] = 0;
            }
        }
        return PolarMap.of(map.state(), map.pixels(), values, disc, map.source());
    }

    @Test
    void predictionsUnderWayEndNormallyAndLaterOnesAreRefused() throws Exception {
        List<PatientStudy> patients = ExportedModel.patients(10);
        List<Prediction> expected;
        try (CadClassifier model = OnnxModel.load(file)) {
            expected = model.classify(patients);
        }
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < 20; round++) {
                CadClassifier model = OnnxModel.load(file);
                CountDownLatch calls = new CountDownLatch(THREADS + round); // the moment of closing moves
                List<Future<Integer>> results = new ArrayList<>();
                for (int t = 0; t < THREADS; t++) {
                    int first = t;
                    results.add(pool.submit(() -> classifyUntilClosed(model, patients, expected, first, calls)));
                }
                calls.await();
                model.close();
                model.close();
                int predicted = 0;
                for (Future<Integer> result : results) {
                    predicted += result.get();
                }
                assertTrue(predicted >= THREADS + round, predicted + " predictions");
            }
        } finally {
            pool.shutdown();
        }
    }

    /** The number of predictions, all right, before the model said that it is closed. */
    private static int classifyUntilClosed(
            CadClassifier model,
            List<PatientStudy> patients,
            List<Prediction> expected,
            int first,
            CountDownLatch calls) {
        for (int k = 0; ; k++) {
            try {
                int i = (first + k) % patients.size();
                assertEquals(expected.get(i), model.classify(patients.get(i)));
            } catch (IllegalStateException e) {
                assertEquals("the model is closed", e.getMessage());
                return k;
            }
            calls.countDown();
        }
    }
}
