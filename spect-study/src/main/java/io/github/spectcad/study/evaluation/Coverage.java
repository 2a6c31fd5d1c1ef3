package io.github.spectcad.study.evaluation;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether predictions cover the patients they are measured on. Measures of some patients alone can be far off: whoever left
 * the others out may have known their predictions.
 *
 * @param expected how many patients of the cohort, or of its partition, have the reference standard
 * @param predicted how many patients are predicted
 * @param missing expected patients who are not predicted, in the order of the cohort
 * @param extra predicted patients who are not expected, in the order of the predictions: they are of another partition, have
 *     no reference standard, or are not in the cohort
 * @since 0.1.0
 */
public record Coverage(int expected, int predicted, List<String> missing, List<String> extra) {
    private static final int NAMED = 5;

    /** Copies the lists. */
    public Coverage {
        missing = List.copyOf(missing);
        extra = List.copyOf(extra);
    }

    /**
     * Compares predictions with a cohort.
     *
     * @param predictions the predictions, each patient once
     * @param cohort the patients
     * @param reference the reference standard
     * @param partition the partition to be measured; empty for the whole cohort
     * @return the coverage
     */
    public static Coverage of(
            List<Prediction> predictions, Cohort cohort, Reference reference, Optional<Partition> partition) {
        List<String> expected = cohort.patients().stream()
                .filter(patient -> patient.truth(reference).isPresent())
                .filter(patient -> partition.isEmpty() || patient.partition().equals(partition))
                .map(PatientStudy::patientId)
                .toList();
        Set<String> wanted = new HashSet<>(expected);
        Set<String> predicted = predictions.stream().map(Prediction::patientId).collect(Collectors.toSet());
        return new Coverage(
                expected.size(),
                predictions.size(),
                expected.stream().filter(id -> !predicted.contains(id)).toList(),
                predictions.stream()
                        .map(Prediction::patientId)
                        .filter(id -> !wanted.contains(id))
                        .toList());
    }

    /** {@return how many patients are both expected and predicted} */
    public int measured() {
        return expected - missing.size();
    }

    /**
     * Ids for a message.
     *
     * @param ids patient ids, at least one
     * @return the first few, and how many more there are
     */
    public static String named(List<String> ids) {
        return String.join(", ", ids.subList(0, Math.min(NAMED, ids.size())))
                + (ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "");
    }
}
