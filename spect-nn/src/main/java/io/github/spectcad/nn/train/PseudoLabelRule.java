package io.github.spectcad.nn.train;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How the probabilities of a teacher model become labels.
 *
 * <p>A teacher's label is the teacher's decision, as it would be reported: by its own thresholds, chosen on its validation
 * patients. A cut at 0.5 can differ much from that: networks trained on few patients are poorly calibrated, and one whose
 * probabilities of a vessel hardly reach 0.5 would label nearly nobody diseased.
 *
 * @param thresholds LAD, RCA, LCX: diseased where the probability is at least this; empty for the teacher's own thresholds;
 *     null, as in files that lack it, is empty; not used for soft labels
 * @param soft whether the probabilities themselves are the labels
 * @param confidence a patient is left out unless, for every vessel, the more probable answer has at least this
 *     probability; 0.5 leaves none out
 */
public record PseudoLabelRule(List<Double> thresholds, boolean soft, double confidence) {
    /** The teacher's own decisions; nobody is left out. */
    public static final PseudoLabelRule TEACHER = new PseudoLabelRule(List.of(), false, 0.5);

    /** The teacher's probabilities themselves, so that what it is not sure of teaches little; nobody is left out. */
    public static final PseudoLabelRule SOFT = new PseudoLabelRule(List.of(), true, 0.5);

    /** Checks the values; NaN fails. */
    public PseudoLabelRule {
        thresholds = List.copyOf(Objects.requireNonNullElse(thresholds, List.of()));
        if (!thresholds.isEmpty()) {
            Thresholds.of(thresholds);
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
     * @param teacher the teacher's own thresholds, used where the rule has none
     * @return the labelled patient, or nothing where the teacher is not sure enough
     * @throws IllegalArgumentException if the prediction is for another patient
     */
    Optional<LabelledPatient> label(PatientStudy patient, Prediction prediction, Thresholds teacher) {
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
        Thresholds cut = thresholds.isEmpty() ? teacher : Thresholds.of(thresholds);
        return Optional.of(
                soft ? LabelledPatient.soft(patient, prediction) : LabelledPatient.of(patient, cut.decide(prediction)));
    }
}
