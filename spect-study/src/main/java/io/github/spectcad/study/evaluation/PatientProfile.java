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
 * @param ica labels by angiography; null if not known
 * @param er labels by expert reading; null if not known
 * @param summedScores the readers' summed segment scores of LAD, RCA and LCX; empty if not known
 * @param sex {@code male} or {@code female}; empty if not known
 * @param ageYears the age; NaN if not known
 * @param bmi the body-mass index in kg/m2; NaN if not known
 */
public record PatientProfile(
        String id,
        VesselLabels ica,
        VesselLabels er,
        List<Integer> summedScores,
        String sex,
        double ageYears,
        double bmi) {
    /** Copies the list. */
    public PatientProfile {
        Objects.requireNonNull(id, "id");
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
                known(patient, Reference.ICA),
                known(patient, Reference.ER),
                summedScores(patient),
                clinical.sex().map(Sex::id).orElse(""),
                clinical.ageYears().orElse(Double.NaN),
                clinical.bmi().orElse(Double.NaN));
    }

    private static VesselLabels known(PatientStudy patient, Reference reference) {
        return patient.truth(reference).map(GroundTruth::labels).orElse(null);
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
        return Optional.ofNullable(reference == Reference.ICA ? ica : er);
    }
}
