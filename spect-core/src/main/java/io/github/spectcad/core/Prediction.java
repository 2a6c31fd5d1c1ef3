package io.github.spectcad.core;

import java.util.Objects;

/**
 * Predicted probabilities of disease for one patient. Research use only, not for diagnosis.
 *
 * @param patientId the patient, not empty
 * @param lad probability that the left anterior descending artery is diseased, in [0, 1]
 * @param rca probability that the right coronary artery is diseased, in [0, 1]
 * @param lcx probability that the left circumflex artery is diseased, in [0, 1]
 */
public record Prediction(String patientId, double lad, double rca, double lcx) {
    /** The notice that belongs beside every prediction shown to a person. */
    public static final String RESEARCH_USE_ONLY = "Research use only. Not for diagnosis.";

    /** Checks the values; NaN fails. */
    public Prediction {
        Objects.requireNonNull(patientId, "patientId");
        if (patientId.isBlank()) {
            throw new IllegalArgumentException("patient id of a prediction must not be empty");
        }
        check(patientId, "LAD", lad);
        check(patientId, "RCA", rca);
        check(patientId, "LCX", lcx);
    }

    private static void check(String patientId, String vessel, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(
                    "probability " + vessel + " of patient " + patientId + " is " + p + ": must lie in [0, 1]");
        }
    }

    /**
     * The probability for one vessel.
     *
     * @param vessel which vessel
     * @return its probability of disease
     */
    public double probability(VesselTerritory vessel) {
        return switch (Objects.requireNonNull(vessel, "vessel")) {
            case LAD -> lad;
            case RCA -> rca;
            case LCX -> lcx;
        };
    }

    /** {@return the patient's probability: the largest of the three, as in the paper} */
    public double patientProbability() {
        return Math.max(lad, Math.max(rca, lcx));
    }
}
