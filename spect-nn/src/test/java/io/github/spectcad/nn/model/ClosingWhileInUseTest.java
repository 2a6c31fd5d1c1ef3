package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.nn.explain.Explainer;
import io.github.spectcad.nn.explain.Explanation;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.train.PhantomTraining;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that swaps models closes the old one while requests run on it. */
class ClosingWhileInUseTest {
    private static final int THREADS = 4;

    @TempDir
    private static Path folder;

    private static Path file;
    private static ExecutorService pool;

    @BeforeAll
    static void train() throws IOException {
        TrainingConfiguration configuration = PhantomTraining.configuration("cnn1", "early-fusion").toBuilder()
                .settings(s -> s.epochs(1))
                .build();
        file = folder.resolve("model.zip");
        try (TrainedModel model = Trainer.of(configuration)
                .train(PhantomTraining.training(6), PhantomTraining.validation(4), TrainingListener.NONE)
                .model()) {
            ModelFile.save(model, file);
        }
        pool = Executors.newFixedThreadPool(THREADS);
    }

    @AfterAll
    static void endPool() {
        pool.shutdown();
    }

    @Test
    void predictionsUnderWayEndNormallyAndLaterOnesAreRefused() throws Exception {
        List<PatientStudy> patients = PhantomTraining.patients(10);
        List<Prediction> expected;
        try (TrainedModel model = ModelFile.load(file)) {
            expected = model.classify(patients);
        }
        for (int round = 0; round < 20; round++) {
            TrainedModel model = ModelFile.load(file);
            CountDownLatch calls = new CountDownLatch(THREADS + round); // the moment of closing moves
            List<Future<Integer>> results = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int first = t;
                results.add(pool.submit(() -> classifyUntilClosed(model, patients, expected, first, calls)));
            }
            calls.await();
            model.close();
            for (Future<Integer> result : results) {
                assertTrue(result.get() > 0);
            }
        }
    }

    /** The number of predictions, all right, before the model said that it is closed. */
    private static int classifyUntilClosed(
            TrainedModel model,
            List<PatientStudy> patients,
            List<Prediction> expected,
            int first,
            CountDownLatch calls) {
        for (int k = 0; ; k++) {
            try {
                if (k % 3 == 2) {
                    assertEquals(expected, model.classify(patients));
                } else {
                    int i = (first + k) % patients.size();
                    assertEquals(expected.get(i), model.classify(patients.get(i)));
                }
            } catch (IllegalStateException e) {
                assertEquals("the model is closed", e.getMessage());
                return k;
            }
            calls.countDown();
        }
    }

    @Test
    void modelsClosedByManyThreadsReleaseTheirMemoryOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            TrainedModel model = ModelFile.load(file);
            model.classify(PhantomTraining.patients(1));
            CyclicBarrier barrier = new CyclicBarrier(THREADS);
            List<Future<Void>> results = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                results.add(pool.submit(() -> {
                    barrier.await();
                    model.close();
                    return null;
                }));
            }
            for (Future<Void> result : results) {
                result.get();
            }
        }
    }

    @Test
    void nativeMemoryDoesNotGrowWhenModelsAreSwapped() throws IOException {
        List<PatientStudy> patients = PhantomTraining.patients(1);
        long before = 0;
        for (int i = 0; i < 60; i++) {
            try (TrainedModel model = ModelFile.load(file)) {
                model.classify(patients);
                model.saliencySession().close();
            }
            if (i == 19) {
                before = Pointer.totalBytes();
            }
        }
        long parameters = ModelFile.describe(file).weights().stream()
                .mapToLong(w -> w.dimensions().stream().mapToLong(d -> d).reduce(1, (a, b) -> a * b))
                .sum();
        long grown = Pointer.totalBytes() - before;
        assertTrue(grown < 4 * Float.BYTES * parameters, "40 models left " + grown + " bytes behind");
    }

    @Test
    void sessionsStayUsableUntilTheyAreClosedThemselves() throws IOException {
        PatientStudy patient = PhantomTraining.patients(1).get(0);
        TrainedModel model = ModelFile.load(file);
        SaliencySession session = model.saliencySession();
        List<float[]> inputs = model.encoder().allocate(1);
        model.encoder().encode(List.of(patient), inputs);
        float logit = session.logits(inputs)[0];
        float gradient = session.gradients(0).get(0)[500];
        model.close();
        for (int i = 0; i < 10; i++) {
            try (TrainedModel other = ModelFile.load(file)) { // takes memory that might have been freed
                other.classify(patient);
                assertEquals(logit, session.logits(inputs)[0]);
                assertEquals(gradient, session.gradients(0).get(0)[500]);
            }
        }
        session.close();
        session.close();
        assertEquals(
                "the saliency session is closed",
                assertThrows(IllegalStateException.class, () -> session.logits(inputs))
                        .getMessage());
        assertThrows(IllegalStateException.class, () -> session.gradients(0));
    }

    @Test
    void everythingElseOfAClosedModelIsRefused() throws IOException {
        PatientStudy patient = PhantomTraining.patients(1).get(0);
        TrainedModel model = ModelFile.load(file);
        Explainer explainer = Explainer.of(model);
        model.close();
        for (Runnable call : List.<Runnable>of(
                () -> explainer.explain(patient),
                model::saliencySession,
                model::weightsFingerprint,
                () -> model.classify(List.of()),
                () -> Explainer.of(model))) {
            assertThrows(IllegalStateException.class, call::run);
        }
        assertThrows(IllegalStateException.class, () -> ModelFile.save(model, folder.resolve("closed.zip")));
        explainer.close();
    }

    @Test
    void explanationsUnderWayEndNormally() throws Exception {
        PatientStudy patient = PhantomTraining.patients(1).get(0);
        for (int round = 0; round < 10; round++) {
            TrainedModel model = ModelFile.load(file);
            Explainer explainer = Explainer.of(model);
            Explanation expected = explainer.explain(patient);
            CountDownLatch begun = new CountDownLatch(1);
            Future<Integer> explained = pool.submit(() -> {
                for (int k = 0; ; k++) {
                    try {
                        assertEquals(
                                expected.prediction(),
                                explainer.explain(patient).prediction());
                        begun.countDown();
                    } catch (IllegalStateException closed) {
                        return k;
                    }
                }
            });
            begun.await();
            explainer.close();
            model.close();
            assertTrue(explained.get() > 0);
        }
    }
}
