package io.github.spectcad.core;

import java.util.Objects;

/**
 * When a patient counts as abnormal by segment scores. The paper's text calls a patient abnormal if any vessel's summed
 * score is at least 4, but its readers' figures per patient (sensitivity 0.78, specificity 0.42) cannot come from that
 * rule: 71 of the 100 test patients were called abnormal, where the figures per vessel allow 68 abnormal vessels in all. So
 * another measure or threshold was used, and both are free here. {@link #score} is the ordinal score to draw a ROC curve of.
 *
 * @param measure what is compared with the threshold
 * @param threshold the patient is abnormal from this value on, at least 1
 */
public record PatientRule(Measure measure, int threshold) {
    /** What a patient's segment scores are reduced to. */
    public enum Measure {
        /** The largest summed score of a vessel. */
        LARGEST_VESSEL_SUM,
        /** The largest score of a segment. */
        LARGEST_SEGMENT_SCORE,
        /** The sum over all 17 segments. */
        SUMMED_SCORE
    }

    /** The rule of the paper's text: the summed score of any vessel is at least 4. */
    public static final PatientRule ANY_VESSEL =
            new PatientRule(Measure.LARGEST_VESSEL_SUM, ExpertReading.ABNORMAL_SUM);

    /** Checks the values. */
    public PatientRule {
        Objects.requireNonNull(measure, "measure");
        if (threshold < 1) {
            throw new IllegalArgumentException(
                    "threshold is " + threshold + ": must be at least 1, or all patients are abnormal");
        }
    }

    /**
     * The score of a patient by this rule's measure.
     *
     * @param scores the segment scores
     * @param territories which vessel supplies which segment
     * @return the score, at least 0
     */
    public int score(SegmentScores scores, TerritoryMap territories) {
        return switch (measure) {
            case LARGEST_VESSEL_SUM ->
                VesselTerritory.ORDER.stream()
                        .mapToInt(vessel -> scores.sum(vessel, territories))
                        .max()
                        .orElseThrow();
            case LARGEST_SEGMENT_SCORE -> scores.maximum();
            case SUMMED_SCORE -> scores.sum();
        };
    }

    /**
     * Whether a patient is abnormal.
     *
     * @param scores the segment scores
     * @param territories which vessel supplies which segment
     * @return whether the score is at least the threshold
     */
    public boolean isAbnormal(SegmentScores scores, TerritoryMap territories) {
        return score(scores, territories) >= threshold;
    }
}
