package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.LabelledPatient;
import io.github.spectcad.nn.train.PseudoLabels;
import io.github.spectcad.nn.train.TrainingListener;
import io.github.spectcad.nn.train.TrainingResult;
import io.github.spectcad.study.training.PlanResult;
import io.github.spectcad.study.training.PlanTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
        PlanTraining planned = PlanTraining.of(plan, cohort, study.protocol().configuration(cell, study.seed()))
                .withPseudoLabels(study.protocol().pseudoLabels())
                .withCheckpoint(work.resolve("checkpoint"), checkpointInterval);
        if (plan.teacher().isPresent()) {
            planned = planned.withTeacher(
                    folder.model(cell.withStrategy(plan.teacher().get())));
        }
        if (plan.initialWeights().isPresent()) {
            planned = planned.withInitialModel(
                    folder.model(cell.withStrategy(plan.initialWeights().get())));
        }
        PlanResult trained = planned.train(listener);
        TrainingResult training = trained.training();
        try (TrainedModel model = training.model()) {
            CellRecord record = record(cell, plan, trained);
            ModelFile.save(model, result.resolve("model.zip"));
            training.writeLog(result.resolve("log.csv"));
            CohortSplit split = folder.study().split();
            PredictionCsv.write(
                    result.resolve("validation.csv"),
                    model.classify(cohort.patients(split.validation()), MapGate.passed()));
            AtomicFile.write(result.resolve(ResultStore.COMMIT_FILE), out -> out.write(Json.write(record)));
            return record;
        }
    }

    private CellRecord.PseudoLabels report(Cell cell, TrainingPlan plan, PseudoLabels labels) {
        if (plan.teacher().isEmpty()) {
            return CellRecord.PseudoLabels.NONE;
        }
        List<LabelledPatient> labelled = Stream.concat(plan.train().stream(), plan.validation().stream())
                .filter(assignment -> assignment.labels() == LabelSource.PSEUDO_LABEL)
                .map(assignment -> cohort.patient(assignment.patientId()))
                .flatMap(patient -> labels.label(patient).stream())
                .toList();
        return new CellRecord.PseudoLabels(
                cell.withStrategy(plan.teacher().get()).id(), labels.candidates(), labels.used(), accuracy(labelled));
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

    private CellRecord record(Cell cell, TrainingPlan plan, PlanResult trained) {
        TrainingResult training = trained.training();
        List<EpochRecord> epochs = training.epochs();
        int best = epochs.stream()
                .filter(EpochRecord::best)
                .mapToInt(EpochRecord::epoch)
                .max()
                .orElseThrow();
        Optional<CellRecord.Transfer> transfer = training.transfer()
                .map(t -> new CellRecord.Transfer(
                        plan.initialWeights()
                                .map(strategy -> cell.withStrategy(strategy).id())
                                .orElse(CellRecord.Transfer.PRETRAINED),
                        t.copied(),
                        t.adapted(),
                        t.fresh()));
        return new CellRecord(
                CellRecord.FORMAT_VERSION,
                cell,
                folder.key(cell),
                plan.reference(),
                trained.trainingPatients(),
                trained.validationPatients(),
                epochs.size(),
                best,
                epochs.stream().mapToDouble(EpochRecord::seconds).sum(),
                training.model().thresholds(),
                training.model().weightsFingerprint(),
                transfer.orElse(CellRecord.Transfer.NONE),
                report(cell, plan, trained.pseudoLabels()),
                training.model().description().imageUse());
    }
}
