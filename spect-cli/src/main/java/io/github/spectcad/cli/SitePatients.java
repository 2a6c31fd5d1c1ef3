package io.github.spectcad.cli;

import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortFile;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.OutOfSample;
import io.github.spectcad.nn.model.SeenPatients;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The patients of a cohort who have a reference standard and did not train a model, with the model's uncalibrated
 * predictions.
 *
 * @param file the cohort, without maps, for its columns
 * @param patients the patients, with the maps the model takes
 * @param raw their uncalibrated predictions
 * @param labels their labels
 * @param trained number of patients left out because the model was trained on them
 */
record SitePatients(
        CohortFile file, List<PatientStudy> patients, List<Prediction> raw, List<VesselLabels> labels, int trained) {
    private static final int PATIENTS_AT_ONCE = 32;

    /** Reads and predicts; progress is shown. Patients with IDs of the training are left out unless they are new. */
    static SitePatients of(
            TrainedModel model,
            Path cohort,
            Reference reference,
            Optional<Partition> partition,
            boolean areNew,
            MapGate gate,
            Progress progress)
            throws IOException {
        CohortFile file = CohortCsv.read(cohort, CohortReadOptions.DEFAULT.withStates());
        SeenPatients seen = model.description().data().patients();
        List<PatientStudy> labelled = file.cohort().patients().stream()
                .filter(patient -> patient.truth(reference).isPresent())
                .filter(patient -> partition.isEmpty() || patient.partition().equals(partition))
                .toList();
        Set<String> wanted = labelled.stream()
                .map(PatientStudy::patientId)
                .filter(id -> areNew || !seen.partitionOf(id).equals(Optional.of(Partition.TRAIN)))
                .collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(cohort + ": no patient has the reference " + reference.id()
                    + partition
                            .map(part -> " and belongs to the partition " + part.id())
                            .orElse("")
                    + (labelled.isEmpty()
                            ? ""
                            : " but those with IDs of patients the model was trained on, who tell nothing of new ones:"
                                    + " give --new-patients if only their IDs are the same"));
        }
        PerfusionState[] states = FusionStrategies.load()
                .require(model.description().training().network().fusion())
                .states()
                .toArray(PerfusionState[]::new);
        List<PatientStudy> patients = CohortCsv.read(
                        cohort,
                        CohortReadOptions.DEFAULT
                                .withStates(states)
                                .withGate(gate)
                                .withPixels(
                                        model.description().training().network().pixels())
                                .withPatients(wanted))
                .cohort()
                .patients();
        List<Prediction> raw = new ArrayList<>();
        for (int from = 0; from < patients.size(); from += PATIENTS_AT_ONCE) {
            int to = Math.min(from + PATIENTS_AT_ONCE, patients.size());
            raw.addAll(model.classifyUncalibrated(patients.subList(from, to), gate));
            progress.update((double) to / patients.size(), to + " of " + patients.size() + " patients");
        }
        progress.done(raw.size() + " patients");
        return new SitePatients(
                file,
                patients,
                raw,
                patients.stream()
                        .map(patient -> patient.truth(reference).orElseThrow().labels())
                        .toList(),
                labelled.size() - wanted.size());
    }

    /** The predictions with their labels. */
    OutOfSample outOfSample() {
        return OutOfSample.of(raw, labels);
    }

    /** Calibrated predictions with their labels, to be measured. */
    LabelledPredictions labelled(Reference reference, Calibration calibration) {
        return new LabelledPredictions(
                reference, raw.stream().map(calibration::apply).toList(), labels);
    }
}
