package io.github.spectcad.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.spi.ProviderNotFoundException;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.ModelFileException;
import io.github.spectcad.nn.model.ModelFileException.Reason;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    @TempDir
    private Path folder;

    private static TrainingResult train(Trainer trainer) throws IOException {
        return trainer.train(PhantomTraining.training(9), PhantomTraining.validation(6), TrainingListener.NONE);
    }

    /** All that must be equal of two trainings: the model file, and the log without times. */
    private void assertSame(TrainingResult expected, TrainingResult actual) throws IOException {
        ModelFile.save(expected.model(), folder.resolve("expected.zip"));
        ModelFile.save(actual.model(), folder.resolve("actual.zip"));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("expected.zip")), Files.readAllBytes(folder.resolve("actual.zip")));
        assertEquals(untimed(expected.epochs()), untimed(actual.epochs()));
    }

    private static List<EpochRecord> untimed(List<EpochRecord> epochs) {
        return epochs.stream()
                .map(e -> new EpochRecord(
                        e.epoch(),
                        e.loss(),
                        e.validationLoss(),
                        e.validationAccuracy(),
                        e.validationAuc(),
                        e.learningRate(),
                        0,
                        e.best()))
                .toList();
    }

    /** Cancels after a number of steps. */
    private static TrainingListener cancellingAfter(int steps) {
        return new TrainingListener() {
            private int done;

            @Override
            public void stepDone(int epoch, int step, int of, double loss) {
                done++;
            }

            @Override
            public boolean isCancelled() {
                return done >= steps;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "stress", "early-fusion", "late-fusion"})
    void overfitsAFewPatients(String fusion) throws IOException {
        TrainingConfiguration configuration = PhantomTraining.configuration("cnn1", fusion).toBuilder()
                .settings(s -> s.epochs(40).plateau(0.1, 1000, 1e-7))
                .build();
        TrainingData patients = PhantomTraining.training(8);
        TrainingResult result =
                Trainer.of(configuration).train(patients, PhantomTraining.validation(4), TrainingListener.NONE);
        result.model().close();
        double first = result.epochs().get(0).loss();
        double last = result.epochs().get(39).loss();
        assertTrue(last < 0.5 * first, "loss " + first + " to " + last);
    }

    @Test
    void sameSeedGivesTheSameModelAndAnotherSeedAnother() throws IOException {
        TrainingConfiguration configuration = PhantomTraining.configuration("cnn2", "early-fusion").toBuilder()
                .rotationDegrees(10)
                .build();
        TrainingResult first = train(Trainer.of(configuration));
        TrainingResult second = train(Trainer.of(configuration));
        assertSame(first, second);
        TrainingResult other =
                train(Trainer.of(configuration.toBuilder().seed(6).build()));
        assertNotEquals(first.model().weightsFingerprint(), other.model().weightsFingerprint());
        List.of(first, second, other).forEach(r -> r.model().close());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 13})
    void resumedTrainingEqualsAnUnbrokenOne(int stepsBeforeTheEnd) throws IOException {
        TrainingConfiguration configuration = PhantomTraining.configuration("cnn2", "late-fusion").toBuilder()
                .rotationDegrees(10)
                .settings(s -> s.plateau(0.1, 1, 1e-7))
                .build();
        TrainingResult unbroken = train(Trainer.of(configuration));
        Path checkpoint = folder.resolve("checkpoint.zip");
        Trainer trainer = Trainer.of(configuration).withCheckpoint(checkpoint, Duration.ZERO);
        assertThrows(
                        TrainingCancelledException.class,
                        () -> trainer.train(
                                PhantomTraining.training(9),
                                PhantomTraining.validation(6),
                                cancellingAfter(stepsBeforeTheEnd)))
                .bestModel()
                .ifPresent(TrainedModel::close);
        assertEquals(stepsBeforeTheEnd > 5, Files.exists(checkpoint));
        TrainingResult resumed = train(trainer);
        assertSame(unbroken, resumed);
        unbroken.model().close();
        resumed.model().close();
    }

    @Test
    void checkpointOfAnotherTrainingIsRefused() throws IOException {
        TrainingConfiguration configuration = PhantomTraining.configuration("cnn1", "rest");
        Path checkpoint = folder.resolve("checkpoint.zip");
        train(Trainer.of(configuration).withCheckpoint(checkpoint, Duration.ZERO))
                .model()
                .close();
        Trainer other = Trainer.of(configuration.toBuilder().seed(6).build()).withCheckpoint(checkpoint, Duration.ZERO);
        assertEquals(
                Reason.OTHER_TRAINING,
                assertThrows(ModelFileException.class, () -> train(other)).reason());
        Files.write(checkpoint, new byte[] {'P', 'K', 3, 4, 0});
        assertEquals(
                Reason.TRUNCATED,
                assertThrows(ModelFileException.class, () -> train(other)).reason());
    }

    @Test
    void cancellationKeepsTheBestModelSoFar() throws IOException {
        Trainer trainer = Trainer.of(PhantomTraining.configuration("cnn1", "rest"));
        TrainingCancelledException early = assertThrows(
                TrainingCancelledException.class,
                () -> trainer.train(PhantomTraining.training(9), PhantomTraining.validation(6), cancellingAfter(2)));
        assertEquals(Optional.empty(), early.bestModel());
        TrainingCancelledException late = assertThrows(
                TrainingCancelledException.class,
                () -> trainer.train(PhantomTraining.training(9), PhantomTraining.validation(6), cancellingAfter(7)));
        assertTrue(late.getMessage().contains("epoch 2"), late.getMessage());
        try (TrainedModel best = late.bestModel().orElseThrow()) {
            assertEquals(1, best.description().validation().epoch());
            List<Prediction> predictions = best.classify(PhantomTraining.patients(6));
            ModelFile.save(best, folder.resolve("best.zip"));
            try (TrainedModel loaded = ModelFile.load(folder.resolve("best.zip"))) {
                assertEquals(predictions, loaded.classify(PhantomTraining.patients(6)));
            }
        }
    }

    @Test
    void interruptEndsTheTraining() {
        Trainer trainer = Trainer.of(PhantomTraining.configuration("cnn1", "rest"));
        Thread.currentThread().interrupt();
        assertThrows(TrainingCancelledException.class, () -> train(trainer));
        assertTrue(Thread.interrupted());
    }

    @Test
    void divergenceIsNamedAndKeepsTheBestModelSoFar() throws Exception {
        Trainer trainer = Trainer.of(PhantomTraining.configuration(FailingBackbone.ID, "rest"));
        // five steps an epoch: the seventh is in epoch 2
        TrainingDivergedException late = FailingBackbone.onClassPath(
                folder, 6, () -> assertThrows(TrainingDivergedException.class, () -> train(trainer)));
        assertTrue(late.getMessage().contains("epoch 2: the loss of step 2 is NaN"), late.getMessage());
        assertTrue(late.getMessage().contains("smaller learning rate"), late.getMessage());
        try (TrainedModel best = late.bestModel().orElseThrow()) {
            assertEquals(1, best.description().validation().epoch());
            assertEquals(2, best.classify(PhantomTraining.patients(2)).size());
        }
        TrainingDivergedException early = FailingBackbone.onClassPath(
                folder, 0, () -> assertThrows(TrainingDivergedException.class, () -> train(trainer)));
        assertEquals(Optional.empty(), early.bestModel());
    }

    @Test
    void bestEpochIsKept() throws IOException {
        TrainingConfiguration configuration = PhantomTraining.configuration("cnn1", "early-fusion").toBuilder()
                .settings(s -> s.epochs(8))
                .build();
        TrainingResult result = train(Trainer.of(configuration));
        try (TrainedModel model = result.model()) {
            EpochRecord best =
                    result.epochs().get(model.description().validation().epoch() - 1);
            for (EpochRecord epoch : result.epochs()) {
                assertFalse(epoch.isBetterThan(best), epoch + " is better than " + best);
            }
            List<LabelledPatient> patients = PhantomTraining.validation(6).patients();
            List<Prediction> predictions = model.classify(
                    patients.stream().map(LabelledPatient::patient).toList());
            assertEquals(best.validationLoss(), new ValidationMetrics(patients, predictions).loss());
        }
    }

    @Test
    void trainingStopsWhenTheRateArrivesAtItsFloor() throws IOException {
        TrainingConfiguration configuration = PhantomTraining.configuration("cnn1", "rest").toBuilder()
                .settings(s -> s.epochs(100).plateau(0.1, 1, 1e-4))
                .build();
        TrainingResult result = train(Trainer.of(configuration));
        result.model().close();
        assertTrue(result.epochs().size() < 100);
        assertEquals(1e-3, result.epochs().get(result.epochs().size() - 1).learningRate());
    }

    @Test
    void scalerSeesTrainingPatientsOnly() throws IOException {
        TrainingResult result = train(Trainer.of(PhantomTraining.configuration("cnn1", "rest")));
        result.model().close();
        List<ClinicalFeatures> training = PhantomTraining.training(9).patients().stream()
                .map(p -> p.patient().clinical())
                .toList();
        assertEquals(FeatureScaler.fit(training), result.model().description().scaler());
    }

    @Test
    void warmStartTakesTheWeightsThatFit() throws IOException {
        TrainingConfiguration late = PhantomTraining.configuration("cnn1", "late-fusion").toBuilder()
                .settings(s -> s.epochs(1))
                .build();
        TrainingConfiguration early = PhantomTraining.configuration("cnn1", "early-fusion").toBuilder()
                .settings(s -> s.epochs(1))
                .build();
        try (TrainedModel source = train(Trainer.of(late)).model()) {
            TrainingResult same = train(Trainer.of(late).withInitialWeights(source));
            same.model().close();
            assertEquals(List.of(), same.transfer().orElseThrow().fresh());
            assertEquals(List.of(), same.transfer().orElseThrow().adapted());
            assertEquals(
                    source.weightsFingerprint(),
                    same.model().description().data().initialWeights());

            TrainingResult other = train(Trainer.of(early).withInitialWeights(source));
            other.model().close();
            var transfer = other.transfer().orElseThrow();
            assertEquals(1, transfer.adapted().size(), transfer.toString());
            assertEquals(List.of("head_dense1/kernel"), transfer.fresh());
            assertTrue(transfer.copied().contains("head_logits/kernel"));

            Trainer wrong = Trainer.of(PhantomTraining.configuration("cnn2", "late-fusion"))
                    .withInitialWeights(source);
            String message = assertThrows(IllegalArgumentException.class, () -> train(wrong))
                    .getMessage();
            assertTrue(message.contains("cnn1") && message.contains("cnn2"), message);
        }
    }

    @Test
    void warmStartedTrainingResumesToo() throws IOException {
        TrainingConfiguration configuration = PhantomTraining.configuration("cnn1", "rest");
        try (TrainedModel source =
                train(Trainer.of(configuration.toBuilder().seed(9).build())).model()) {
            Trainer warm = Trainer.of(configuration).withInitialWeights(source);
            TrainingResult unbroken = train(warm);
            Trainer trainer = warm.withCheckpoint(folder.resolve("checkpoint.zip"), Duration.ZERO);
            TrainingStoppedException stopped = assertThrows(
                    TrainingCancelledException.class,
                    () -> trainer.train(
                            PhantomTraining.training(9), PhantomTraining.validation(6), cancellingAfter(8)));
            stopped.bestModel().ifPresent(TrainedModel::close);
            TrainingResult resumed = train(trainer);
            assertSame(unbroken, resumed);
            assertEquals(unbroken.transfer(), resumed.transfer());
            unbroken.model().close();
            resumed.model().close();
        }
    }

    @Test
    void validationPatientsOfOneClassHaveNoAucAndThresholdsOfHalf() throws IOException {
        List<LabelledPatient> healthy = PhantomTraining.validation(3).patients().stream()
                .map(p -> LabelledPatient.of(p.patient(), new VesselLabels(false, false, false)))
                .toList();
        TrainingResult result = Trainer.of(PhantomTraining.configuration("cnn1", "rest"))
                .train(PhantomTraining.training(4), TrainingData.of(healthy), TrainingListener.NONE);
        try (TrainedModel model = result.model()) {
            assertTrue(Double.isNaN(model.description().validation().auc()));
            assertEquals(Thresholds.HALF, model.thresholds());
            ModelFile.save(model, folder.resolve("model.zip"));
            assertEquals(model.description(), ModelFile.describe(folder.resolve("model.zip")));
        }
    }

    @Test
    void softLabelsTrain() throws IOException {
        List<LabelledPatient> soft = new ArrayList<>();
        for (LabelledPatient labelled : PhantomTraining.training(5).patients()) {
            soft.add(new LabelledPatient(labelled.patient(), 0.3, 0.6, 0.5));
        }
        TrainingResult result = Trainer.of(PhantomTraining.configuration("cnn1", "stress"))
                .train(TrainingData.of(soft), PhantomTraining.validation(3), TrainingListener.NONE);
        result.model().close();
        assertEquals(3, result.epochs().size());
    }

    @Test
    void patientsInBothPartsAreRefused() {
        Trainer trainer = Trainer.of(PhantomTraining.configuration("cnn1", "rest"));
        String id = PhantomTraining.training(1).patients().get(0).patient().patientId();
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> trainer.train(
                                PhantomTraining.training(3), PhantomTraining.training(1), TrainingListener.NONE))
                .getMessage();
        assertTrue(message.contains(id), message);
    }

    @Test
    void patientsThatLackWhatTheNetworkTakesAreNamed() {
        Trainer trainer = Trainer.of(PhantomTraining.configuration("cnn1", "early-fusion"));
        PatientStudy whole = PhantomTraining.patients(1).get(0);
        PatientStudy noStress = new PatientStudy(
                "no-stress",
                whole.rest(),
                Optional.empty(),
                whole.clinical(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        PatientStudy noAge = new PatientStudy(
                "no-age",
                whole.rest(),
                whole.stress(),
                ClinicalFeatures.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        for (PatientStudy lacking : List.of(noStress, noAge)) {
            TrainingData data =
                    TrainingData.of(List.of(LabelledPatient.of(lacking, new VesselLabels(true, false, false))));
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> trainer.train(data, PhantomTraining.validation(2), TrainingListener.NONE))
                    .getMessage();
            assertTrue(message.contains(lacking.patientId()), message);
        }
    }

    @Test
    void unknownBackboneIsNamed() {
        Trainer trainer = Trainer.of(PhantomTraining.configuration("cnn9", "early-fusion"));
        String message = assertThrows(ProviderNotFoundException.class, () -> train(trainer))
                .getMessage();
        assertTrue(message.contains("cnn9") && message.contains("cnn1"), message);
    }

    @Test
    void logHasALineForEachEpoch() throws IOException {
        TrainingResult result = train(Trainer.of(PhantomTraining.configuration("cnn1", "rest")));
        result.model().close();
        result.writeLog(folder.resolve("log.csv"));
        List<String> lines = Files.readAllLines(folder.resolve("log.csv"));
        assertEquals(EpochRecord.CSV_HEADER, lines.get(0));
        assertEquals(4, lines.size());
        assertTrue(lines.get(1).startsWith("1," + result.epochs().get(0).loss() + ","), lines.get(1));
        assertEquals(EpochRecord.CSV_HEADER.split(",").length, lines.get(1).split(",", -1).length);
    }

    @Test
    void listenerHearsEveryStepAndEpoch() throws IOException {
        List<String> heard = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepDone(int epoch, int step, int steps, double loss) {
                heard.add(epoch + " " + step + "/" + steps);
            }

            @Override
            public void epochDone(EpochRecord record) {
                heard.add("epoch " + record.epoch());
            }
        };
        TrainingConfiguration one = PhantomTraining.configuration("cnn1", "rest").toBuilder()
                .settings(s -> s.epochs(1))
                .build();
        // five patients in batches of two: the last step takes one
        Trainer.of(one)
                .train(PhantomTraining.training(5), PhantomTraining.validation(2), listener)
                .model()
                .close();
        assertEquals(List.of("1 1/3", "1 2/3", "1 3/3", "epoch 1"), heard);
    }
}
