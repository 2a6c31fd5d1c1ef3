package io.github.spectcad.study.report;

import io.github.spectcad.study.evaluation.Estimate;
import java.util.Locale;

/** How numbers are written in tables: the same everywhere, whatever the locale. */
public final class Numbers {
    private Numbers() {}

    /**
     * A measure in [0, 1].
     *
     * @param value the measure; NaN for undefined
     * @return two decimals, or {@code n/a}
     */
    public static String share(double value) {
        return Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%.2f", value);
    }

    /**
     * A difference, a slope or another number that may be negative.
     *
     * @param value the number; NaN for undefined
     * @return three decimals, or {@code n/a}
     */
    public static String decimals(double value) {
        return Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%.3f", value);
    }

    /**
     * A measure with its interval.
     *
     * @param estimate the measure
     * @return for example {@code 0.81 (0.74 to 0.88)}
     */
    public static String interval(Estimate estimate) {
        String value = share(estimate.value());
        return Double.isNaN(estimate.lower())
                ? value
                : value + " (" + share(estimate.lower()) + " to " + share(estimate.upper()) + ")";
    }

    /**
     * A p-value.
     *
     * @param p the p-value; NaN for undefined
     * @return three decimals, or {@code <0.001}
     */
    public static String pValue(double p) {
        if (Double.isNaN(p)) {
            return "n/a";
        }
        return p < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    /**
     * A count with its share.
     *
     * @param count how many
     * @param total of how many
     * @return for example {@code 87 (87.00 %)}; without share where the total is 0
     */
    public static String count(long count, long total) {
        return total == 0
                ? Long.toString(count)
                : String.format(Locale.ROOT, "%d (%.2f %%)", count, 100.0 * count / total);
    }
}
