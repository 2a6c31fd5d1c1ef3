package io.github.spectcad.cli;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cohort without its maps, whose patients predictions are measured on.
 *
 * @param file its file
 * @param cohort the patients
 * @param reference the reference standard
 */
record MeasuredPatients(Path file, Cohort cohort, Reference reference) {
    static MeasuredPatients read(Path file, Reference reference) throws IOException {
        return new MeasuredPatients(
                file,
                CohortCsv.read(file, CohortReadOptions.DEFAULT.withStates()).cohort(),
                reference);
    }

    /**
     * The predictions for patients of a part, or of all, who have the reference.
     *
     * @throws IllegalArgumentException if there is none, or a prediction is for a patient whom the cohort lacks
     */
    LabelledPredictions label(List<Prediction> predictions, Optional<Partition> part) {
        List<Prediction> some = select(predictions, part);
        if (some.isEmpty()) {
            throw new IllegalArgumentException("no predicted patient has the reference " + reference.id()
                    + part.map(p -> " and the partition " + p.id()).orElse("") + " in " + file);
        }
        return LabelledPredictions.of(some, cohort, reference);
    }

    /** The same predictions without labels, possibly none. A patient whom the cohort lacks is kept, for its error. */
    List<Prediction> select(List<Prediction> predictions, Optional<Partition> part) {
        Map<String, Boolean> wanted = new HashMap<>();
        cohort.patients()
                .forEach(patient -> wanted.put(
                        patient.patientId(),
                        patient.truth(reference).isPresent()
                                && (part.isEmpty() || patient.partition().equals(part))));
        return predictions.stream()
                .filter(prediction -> wanted.getOrDefault(prediction.patientId(), true))
                .toList();
    }
}
