package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.LabelledPatient;
import io.github.spectcad.nn.train.PseudoLabelRule;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingData;
import io.github.spectcad.nn.train.TrainingListener;
import io.github.spectcad.nn.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Trains single cells of one study; the way from a plan to a stored result. */
final class CellTraining {
    private final ResultFolder folder;
    private final CellGraph graph;
    private final Cohort cohort;
    private final Map<String, VesselLabels> hiddenTruth;
    private final Duration checkpointInterval;

    CellTraining(
            ResultFolder folder,
            CellGraph graph,
            Cohort cohort,
            Map<String, VesselLabels> hiddenTruth,
            Duration checkpointInterval) {
        this.folder = folder;
        this.graph = graph;
        this.cohort = cohort;
        this.hiddenTruth = hiddenTruth;
        this.checkpointInterval = checkpointInterval;
    }

    /** Trains a cell, continuing from a checkpoint in {@code work} where there is one, and writes the result. */
    CellRecord train(Cell cell, Path work, TrainingListener listener, Path result) throws IOException {
        StudyConfiguration study = folder.study().configuration();
        TrainingPlan plan = graph.plan(cell);
        Labels labels = label(cell, plan);
        TrainingData validation = TrainingData.of(plan.validation(), cohort);
        Trainer trainer = Trainer.of(study.protocol().configuration(cell, study.seed()))
                .withCheckpoint(work.resolve("checkpoint"), checkpointInterval);
        TrainingResult training = train(cell, plan, trainer, labels.data(), validation, listener);
        try (TrainedModel model = training.model()) {
            CellRecord record = record(cell, plan, training, labels, validation);
            ModelFile.save(model, result.resolve("model.zip"));
            training.writeLog(result.resolve("log.csv"));
            CohortSplit split = folder.study().split();
            PredictionCsv.write(result.resolve("validation.csv"), model.classify(cohort.patients(split.validation())));
            AtomicFile.write(result.resolve("cell.json"), out -> out.write(Json.write(record)));
            return record;
        }
    }

    private TrainingResult train(
            Cell cell,
            TrainingPlan plan,
            Trainer trainer,
            TrainingData data,
            TrainingData validation,
            TrainingListener listener)
            throws IOException {
        if (plan.initialWeights().isEmpty()) {
            return trainer.train(data, validation, listener);
        }
        try (TrainedModel initial = ModelFile.load(
                folder.model(cell.withStrategy(plan.initialWeights().get())))) {
            return trainer.withInitialWeights(initial).train(data, validation, listener);
        }
    }

    private record Labels(TrainingData data, CellRecord.PseudoLabels report) {}

    private Labels label(Cell cell, TrainingPlan plan) throws IOException {
        if (plan.teacher().isEmpty()) {
            return new Labels(TrainingData.of(plan.train(), cohort), CellRecord.PseudoLabels.NONE);
        }
        Cell teacher = cell.withStrategy(plan.teacher().get());
        List<String> unlabelled = Stream.concat(plan.train().stream(), plan.validation().stream())
                .filter(assignment -> assignment.labels() == LabelSource.PSEUDO_LABEL)
                .map(TrainingPlan.Assignment::patientId)
                .toList();
        List<Prediction> predictions;
        try (TrainedModel model = ModelFile.load(folder.model(teacher))) {
            predictions = model.classify(cohort.patients(unlabelled));
        }
        PseudoLabelRule rule = folder.study().configuration().protocol().pseudoLabels();
        List<LabelledPatient> labelled = new ArrayList<>();
        for (Prediction prediction : predictions) {
            PatientStudy patient = cohort.patient(prediction.patientId());
            rule.label(patient, prediction).ifPresent(labelled::add);
        }
        return new Labels(
                TrainingData.of(plan.train(), cohort, predictions, rule),
                new CellRecord.PseudoLabels(teacher.id(), unlabelled.size(), labelled.size(), accuracy(labelled)));
    }

    private List<Double> accuracy(List<LabelledPatient> labelled) {
        List<LabelledPatient> known = labelled.stream()
                .filter(p -> hiddenTruth.containsKey(p.patient().patientId()))
                .toList();
        if (known.isEmpty()) {
            return List.of();
        }
        return VesselTerritory.ORDER.stream()
                .map(vessel -> known.stream()
                                .filter(p ->
                                        hiddenTruth.get(p.patient().patientId()).isPositive(vessel)
                                                == p.isPositive(vessel))
                                .count()
                        / (double) known.size())
                .toList();
    }

    private CellRecord record(
            Cell cell, TrainingPlan plan, TrainingResult training, Labels labels, TrainingData validation) {
        List<EpochRecord> epochs = training.epochs();
        int best = epochs.stream()
                .filter(EpochRecord::best)
                .mapToInt(EpochRecord::epoch)
                .max()
                .orElseThrow();
        Optional<CellRecord.Transfer> transfer = training.transfer()
                .map(t -> new CellRecord.Transfer(
                        cell.withStrategy(plan.initialWeights().orElseThrow()).id(),
                        t.copied(),
                        t.adapted(),
                        t.fresh()));
        return new CellRecord(
                cell,
                folder.key(cell),
                plan.reference(),
                labels.data().size(),
                validation.size(),
                epochs.size(),
                best,
                epochs.stream().mapToDouble(EpochRecord::seconds).sum(),
                training.model().thresholds(),
                training.model().weightsFingerprint(),
                transfer.orElse(CellRecord.Transfer.NONE),
                labels.report());
    }
}
