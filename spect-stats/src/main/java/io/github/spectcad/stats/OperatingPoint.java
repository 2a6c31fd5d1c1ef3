package io.github.spectcad.stats;

import java.util.Objects;

/**
 * One point of a ROC curve: a threshold and the decisions it makes.
 *
 * @param threshold a subject is called diseased if its score is at least this; may be infinite
 * @param counts the decisions at this threshold
 * @since 0.1.0
 */
public record OperatingPoint(double threshold, ConfusionMatrix counts) {

    /**
     * Checks the values.
     *
     * @throws NullPointerException if the counts are null
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public OperatingPoint {
        Objects.requireNonNull(counts, "counts");
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold must be a number or infinite, got NaN");
        }
    }

    /**
     * The sensitivity at the threshold.
     *
     * @return TP / (TP + FN)
     */
    public double sensitivity() {
        return counts.sensitivity();
    }

    /**
     * The specificity at the threshold.
     *
     * @return TN / (TN + FP)
     */
    public double specificity() {
        return counts.specificity();
    }
}
