package io.github.spectcad.nn.train;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import java.util.List;
import java.util.Optional;

/**
 * How the probabilities of a teacher model become labels.
 *
 * @param thresholds LAD, RCA, LCX: diseased where the probability is at least this; not used for soft labels
 * @param soft whether the probabilities themselves are the labels
 * @param confidence a patient is left out unless, for every vessel, the more probable answer has at least this
 *     probability; 0.5 leaves none out
 */
public record PseudoLabelRule(List<Double> thresholds, boolean soft, double confidence) {
    /** Diseased where the probability is at least 0.5; nobody is left out. */
    public static final PseudoLabelRule HALF = new PseudoLabelRule(List.of(0.5, 0.5, 0.5), false, 0.5);

    /** Checks the values; NaN fails. */
    public PseudoLabelRule {
        thresholds = List.copyOf(thresholds);
        if (thresholds.size() != VesselTerritory.ORDER.size()
                || !thresholds.stream().allMatch(t -> t >= 0 && t <= 1)) {
            throw new IllegalArgumentException(
                    "thresholds are " + thresholds + ": needed are three (LAD, RCA, LCX) in [0, 1]");
        }
        if (!(confidence >= 0.5 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence is " + confidence + ": must lie in [0.5, 1]");
        }
    }

    /**
     * Labels one patient.
     *
     * @param patient the patient
     * @param prediction the teacher's prediction for this patient
     * @return the labelled patient, or nothing where the teacher is not sure enough
     */
    public Optional<LabelledPatient> label(PatientStudy patient, Prediction prediction) {
        if (!prediction.patientId().equals(patient.patientId())) {
            throw new IllegalArgumentException("the prediction for patient " + prediction.patientId()
                    + " cannot label patient " + patient.patientId());
        }
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            double p = prediction.probability(vessel);
            if (Math.max(p, 1 - p) < confidence) {
                return Optional.empty();
            }
        }
        return Optional.of(
                soft
                        ? LabelledPatient.soft(patient, prediction)
                        : new LabelledPatient(
                                patient,
                                prediction.lad() >= thresholds.get(0) ? 1 : 0,
                                prediction.rca() >= thresholds.get(1) ? 1 : 0,
                                prediction.lcx() >= thresholds.get(2) ? 1 : 0));
    }
}
