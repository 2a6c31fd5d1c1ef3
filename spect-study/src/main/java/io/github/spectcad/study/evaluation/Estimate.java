package io.github.spectcad.study.evaluation;

import io.github.spectcad.stats.ConfidenceInterval;

/**
 * A measure with its confidence interval.
 *
 * @param value the estimate; NaN where the measure is undefined, as precision is where nobody is called diseased
 * @param lower lower limit; NaN where undefined
 * @param upper upper limit; NaN where undefined
 */
public record Estimate(double value, double lower, double upper) {
    static final Estimate UNDEFINED = new Estimate(Double.NaN, Double.NaN, Double.NaN);

    /**
     * A measure with an interval.
     *
     * @param value the estimate
     * @param interval its interval
     * @return both
     */
    public static Estimate of(double value, ConfidenceInterval interval) {
        return new Estimate(value, interval.lower(), interval.upper());
    }
}
