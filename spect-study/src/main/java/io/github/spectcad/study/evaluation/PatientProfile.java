package io.github.spectcad.study.evaluation;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.GroundTruth;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a report needs of one patient besides the predictions.
 *
 * @param id the patient
 * @param ica pattern LAD, RCA, LCX by angiography, for example {@code 101}; empty if not known
 * @param er the same by expert reading
 * @param summedScores the readers' summed segment scores of LAD, RCA and LCX; empty if not known
 * @param sex {@code male} or {@code female}; empty if not known
 * @param ageYears the age; NaN if not known
 * @param bmi the body-mass index in kg/m2; NaN if not known
 */
public record PatientProfile(
        String id, String ica, String er, List<Integer> summedScores, String sex, double ageYears, double bmi) {
    /** Copies the list. */
    public PatientProfile {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(ica, "ica");
        Objects.requireNonNull(er, "er");
        Objects.requireNonNull(sex, "sex");
        summedScores = List.copyOf(summedScores);
    }

    /**
     * The profile of a patient.
     *
     * @param patient the patient
     * @return the profile
     */
    public static PatientProfile of(PatientStudy patient) {
        ClinicalFeatures clinical = patient.clinical();
        return new PatientProfile(
                patient.patientId(),
                pattern(patient, Reference.ICA),
                pattern(patient, Reference.ER),
                summedScores(patient),
                clinical.sex().map(Sex::id).orElse(""),
                clinical.ageYears().orElse(Double.NaN),
                clinical.bmi().orElse(Double.NaN));
    }

    private static String pattern(PatientStudy patient, Reference reference) {
        return patient.truth(reference)
                .map(GroundTruth::labels)
                .map(VesselLabels::pattern)
                .orElse("");
    }

    private static List<Integer> summedScores(PatientStudy patient) {
        return patient.expertReading()
                .flatMap(ExpertReading::stressScores)
                .map(scores -> VesselTerritory.ORDER.stream()
                        .map(vessel -> scores.sum(vessel, TerritoryMap.standard()))
                        .toList())
                .orElse(List.of());
    }

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
                : Optional.of(
                        new VesselLabels(pattern.charAt(0) == '1', pattern.charAt(1) == '1', pattern.charAt(2) == '1'));
    }
}
