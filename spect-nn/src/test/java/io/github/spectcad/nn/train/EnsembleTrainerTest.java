package io.github.spectcad.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.explain.Explainer;
import io.github.spectcad.nn.model.Averaging;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleTrainerTest {
    private static final TrainingConfiguration CONFIGURATION =
            TrainingConfiguration.recommended("cnn1", "early-fusion", "task-1").toBuilder()
                    .network(new NetworkSpec(
                            "cnn1", "early-fusion", PhantomTraining.PIXELS, new HeadSpec(8, 0.3, 0.001, 4)))
                    .settings(s -> s.epochs(2))
                    .build();
    private static final List<EnsembleTrainer.Fold> FOLDS = List.of(
            new EnsembleTrainer.Fold(PhantomTraining.training(24), PhantomTraining.validation(12)),
            new EnsembleTrainer.Fold(PhantomTraining.validation(12), PhantomTraining.training(24)));

    @TempDir
    Path folder;

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    @Test
    void predictsByTheMeanOfTheLogitsOfItsMembersAlsoFromAFile() throws IOException {
        List<PatientStudy> patients = PhantomTraining.patients(5);
        TrainingResult result = EnsembleTrainer.of(CONFIGURATION, new Averaging(1, 2, 0))
                .train(FOLDS.subList(0, 1), TrainingListener.NONE);
        double[] mean = new double[patients.size()];
        for (long seed = CONFIGURATION.seed(); seed < CONFIGURATION.seed() + 2; seed++) {
            try (TrainedModel member = Trainer.of(
                            CONFIGURATION.toBuilder().seed(seed).build())
                    .train(FOLDS.get(0).training(), FOLDS.get(0).validation(), TrainingListener.NONE)
                    .model()) {
                List<Prediction> predictions = member.classify(patients);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += logit(predictions.get(i).rca()) / 2;
                }
            }
        }
        Path file = folder.resolve("ensemble.zip");
        try (TrainedModel model = result.model()) {
            List<Prediction> predictions = model.classify(patients);
            for (int i = 0; i < mean.length; i++) {
                assertEquals(mean[i], logit(predictions.get(i).rca()), 1e-4);
            }
            ModelFile.save(model, file);
            try (TrainedModel loaded = ModelFile.load(file)) {
                assertEquals(predictions, loaded.classify(patients));
                assertEquals(model.description(), loaded.description());
            }
        }
    }

    @Test
    void validationFiguresAreThoseOfPredictionsOutOfFold() throws IOException {
        TrainingResult result =
                EnsembleTrainer.of(CONFIGURATION, new Averaging(2, 1, 0)).train(FOLDS, TrainingListener.NONE);
        try (TrainedModel model = result.model()) {
            assertEquals(36, model.description().data().trainingPatients());
            assertEquals(36, model.description().data().validationPatients());
            assertEquals(36, result.validation().size());
            List<LabelledPatient> patients = java.util.stream.Stream.of(FOLDS.get(0), FOLDS.get(1))
                    .flatMap(fold -> fold.validation().patients().stream())
                    .toList();
            assertEquals(
                    new ValidationMetrics(patients, result.validation()).auc(),
                    model.description().validation().auc());
            assertEquals(4, result.epochs().size());
            assertEquals(
                    List.of(1, 2, 3, 4),
                    result.epochs().stream().map(EpochRecord::epoch).toList());
            assertTrue(
                    !model.classify(FOLDS.get(0).validation().patients().get(0).patient())
                            .equals(result.validation().get(0)));
        }
    }

    @Test
    void turnsMapsToPredictAndExplainsWhereAskedTo() throws IOException {
        PatientStudy patient = PhantomTraining.patients(1).get(0);
        TrainingResult result =
                EnsembleTrainer.of(CONFIGURATION, new Averaging(2, 1, 8)).train(FOLDS, TrainingListener.NONE);
        TrainingResult plain =
                EnsembleTrainer.of(CONFIGURATION, new Averaging(2, 1, 0)).train(FOLDS, TrainingListener.NONE);
        try (TrainedModel model = result.model();
                TrainedModel straight = plain.model();
                Explainer explainer = Explainer.of(model)) {
            double mean = 0;
            for (double angle : new double[] {-8, 0, 8}) {
                mean += straight.classify(patient.rotated(angle)).lcx() / 3;
            }
            assertEquals(mean, model.classify(patient).lcx(), 1e-7);
            double shares = explainer.explain(patient).territoryShares().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            assertEquals(1, shares, 1e-6);
        }
    }

    @Test
    void memberOfAnEnsembleMayStartAnotherTraining() throws IOException {
        try (TrainedModel ensemble = EnsembleTrainer.of(CONFIGURATION, new Averaging(2, 1, 0))
                .train(FOLDS, TrainingListener.NONE)
                .model()) {
            TrainingResult next = EnsembleTrainer.of(CONFIGURATION, new Averaging(1, 1, 5))
                    .withInitialWeights(ensemble)
                    .train(FOLDS.subList(0, 1), TrainingListener.NONE);
            next.model().close();
            assertTrue(next.transfer().orElseThrow().fresh().isEmpty(), next.transfer()::toString);
        }
    }

    @Test
    void eachMemberStartsFromTheMemberOfItsNumber() throws IOException {
        TrainingConfiguration still = CONFIGURATION.toBuilder()
                .settings(s -> s.epochs(1).learningRate(1e-12).plateau(0.1, 1, 1e-13))
                .build();
        Averaging two = new Averaging(2, 1, 0);
        List<PatientStudy> patients = PhantomTraining.patients(4);
        try (TrainedModel first = EnsembleTrainer.of(CONFIGURATION, two)
                        .train(FOLDS, TrainingListener.NONE)
                        .model();
                TrainedModel second = EnsembleTrainer.of(still, two)
                        .withInitialWeights(first)
                        .train(FOLDS, TrainingListener.NONE)
                        .model()) {
            for (int i = 0; i < patients.size(); i++) {
                assertEquals(
                        first.classify(patients).get(i).lad(),
                        second.classify(patients).get(i).lad(),
                        1e-5);
            }
        }
    }

    @Test
    void anInterruptedEnsembleResumesToTheSameModel() throws IOException {
        EnsembleTrainer trainer = EnsembleTrainer.of(CONFIGURATION, new Averaging(2, 1, 0));
        List<Integer> begun = new ArrayList<>();
        TrainingListener stopsInTheSecondNetwork = new TrainingListener() {
            @Override
            public void stepDone(int epoch, int step, int steps, double loss) {
                begun.add(epoch);
            }

            @Override
            public boolean isCancelled() {
                return begun.contains(3);
            }
        };
        EnsembleTrainer resumable = trainer.withCheckpoint(folder.resolve("checkpoint"), Duration.ZERO);
        assertThrows(TrainingCancelledException.class, () -> resumable.train(FOLDS, stopsInTheSecondNetwork));
        begun.clear();
        List<Integer> most = new ArrayList<>();
        TrainingListener counts = new TrainingListener() {
            @Override
            public void begun(int epochs) {
                most.add(epochs);
            }

            @Override
            public void stepDone(int epoch, int step, int steps, double loss) {
                begun.add(epoch);
            }
        };
        try (TrainedModel once = trainer.train(FOLDS, TrainingListener.NONE).model();
                TrainedModel resumed = resumable.train(FOLDS, counts).model()) {
            assertEquals(once.weightsFingerprint(), resumed.weightsFingerprint());
            assertEquals(once.description().validation(), resumed.description().validation());
        }
        assertEquals(Set.of(3, 4), Set.copyOf(begun), "the first network is not trained again");
        assertEquals(List.of(4, 4), most, "two networks of two epochs");
    }

    @Test
    void numberOfFoldsMustAgree() {
        assertThrows(
                IllegalArgumentException.class,
                () -> EnsembleTrainer.of(CONFIGURATION, new Averaging(3, 1, 0)).train(FOLDS, TrainingListener.NONE));
    }
}
