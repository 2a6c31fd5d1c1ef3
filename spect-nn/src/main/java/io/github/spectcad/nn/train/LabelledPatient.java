package io.github.spectcad.nn.train;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.util.Objects;

/**
 * A patient and what the network shall answer.
 *
 * @param patient the patient
 * @param lad label of the left anterior descending artery: 1 diseased, 0 not, between for a soft label
 * @param rca label of the right coronary artery
 * @param lcx label of the left circumflex artery
 */
public record LabelledPatient(PatientStudy patient, double lad, double rca, double lcx) {
    /** Checks the values; NaN fails. */
    public LabelledPatient {
        Objects.requireNonNull(patient, "patient");
        for (double label : new double[] {lad, rca, lcx}) {
            if (!(label >= 0 && label <= 1)) {
                throw new IllegalArgumentException(
                        "a label of patient " + patient.patientId() + " is " + label + ": must lie in [0, 1]");
            }
        }
    }

    /**
     * A patient with known labels.
     *
     * @param patient the patient
     * @param labels diseased or not
     * @return the labelled patient
     */
    public static LabelledPatient of(PatientStudy patient, VesselLabels labels) {
        return new LabelledPatient(patient, labels.lad() ? 1 : 0, labels.rca() ? 1 : 0, labels.lcx() ? 1 : 0);
    }

    /**
     * A patient whose labels are the probabilities a model predicted.
     *
     * @param patient the patient
     * @param prediction the probabilities
     * @return the labelled patient
     */
    public static LabelledPatient soft(PatientStudy patient, Prediction prediction) {
        return new LabelledPatient(patient, prediction.lad(), prediction.rca(), prediction.lcx());
    }

    /**
     * The label of one vessel.
     *
     * @param vessel which vessel
     * @return its label
     */
    public double label(VesselTerritory vessel) {
        return switch (Objects.requireNonNull(vessel, "vessel")) {
            case LAD -> lad;
            case RCA -> rca;
            case LCX -> lcx;
        };
    }

    /**
     * Whether a vessel counts as diseased.
     *
     * @param vessel which vessel
     * @return whether its label is at least 0.5
     */
    public boolean isPositive(VesselTerritory vessel) {
        return label(vessel) >= 0.5;
    }

    /** {@return which vessels count as diseased} */
    public VesselLabels decided() {
        return new VesselLabels(
                isPositive(VesselTerritory.LAD), isPositive(VesselTerritory.RCA), isPositive(VesselTerritory.LCX));
    }
}
