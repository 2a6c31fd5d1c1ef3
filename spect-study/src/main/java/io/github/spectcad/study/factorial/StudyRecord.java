package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.GroundTruth;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a result folder says of its study: everything a report needs besides the predictions.
 *
 * @param configuration the study
 * @param dataFingerprint what identifies the data
 * @param library version of the library
 * @param split the parts of the cohort
 * @param truth the labels of the validation and test patients
 */
public record StudyRecord(
        StudyConfiguration configuration,
        String dataFingerprint,
        String library,
        CohortSplit split,
        List<PatientTruth> truth) {
    /** Copies the list. */
    public StudyRecord {
        Objects.requireNonNull(configuration, "configuration");
        Objects.requireNonNull(dataFingerprint, "dataFingerprint");
        Objects.requireNonNull(library, "library");
        Objects.requireNonNull(split, "split");
        truth = List.copyOf(truth);
    }

    /**
     * The labels of one patient.
     *
     * @param patientId the patient
     * @param ica pattern LAD, RCA, LCX by angiography, for example {@code 101}; empty if not known
     * @param er the same by expert reading
     */
    public record PatientTruth(String patientId, String ica, String er) {
        /**
         * The labels by one standard.
         *
         * @param reference which standard
         * @return the labels, if known
         */
        public Optional<VesselLabels> labels(Reference reference) {
            String pattern = reference == Reference.ICA ? ica : er;
            return pattern.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new VesselLabels(
                            pattern.charAt(0) == '1', pattern.charAt(1) == '1', pattern.charAt(2) == '1'));
        }
    }

    static List<PatientTruth> truthOf(Cohort cohort, CohortSplit split) {
        return Stream.concat(split.validation().stream(), split.test().stream())
                .map(cohort::patient)
                .map(p -> new PatientTruth(p.patientId(), pattern(p, Reference.ICA), pattern(p, Reference.ER)))
                .toList();
    }

    private static String pattern(PatientStudy patient, Reference reference) {
        return patient.truth(reference)
                .map(GroundTruth::labels)
                .map(VesselLabels::pattern)
                .orElse("");
    }
}
