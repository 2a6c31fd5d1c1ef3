package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Objects;

/**
 * Adjustments of p-values for multiple comparisons, with the results of R's {@code p.adjust}.
 *
 * <p>A NaN stays NaN and does not count as a comparison. The number of comparisons may be set to more than the number of
 * p-values given (the missing ones then count as not significant). Adjusted values lie in [0, 1] and keep the order of the
 * p-values. {@link #HOMMEL} takes O(n log n) time instead of R's O(n^2).
 *
 * @since 0.1.0
 */
public enum PValueAdjustment {
    /** No adjustment. */
    NONE {
        @Override
        double[] adjustSorted(double[] p, int n) {
            return p.clone();
        }
    },
    /** Bonferroni: n p. Controls the family-wise error under any dependence. */
    BONFERRONI {
        @Override
        double[] adjustSorted(double[] p, int n) {
            double[] adjusted = new double[p.length];
            for (int i = 0; i < p.length; i++) {
                adjusted[i] = Math.min(1, n * p[i]);
            }
            return adjusted;
        }
    },
    /** Holm's step-down method: as general as Bonferroni and never weaker. Scandinavian Journal of Statistics 6 (1979), 65-70. */
    HOLM {
        @Override
        double[] adjustSorted(double[] p, int n) {
            double[] adjusted = new double[p.length];
            double largest = 0;
            for (int i = 0; i < p.length; i++) {
                largest = Math.max(largest, (n - i) * p[i]);
                adjusted[i] = Math.min(1, largest);
            }
            return adjusted;
        }
    },
    /**
     * Hochberg's step-up method, for independent or positively dependent tests.
     * <a href="https://doi.org/10.1093/biomet/75.4.800">doi:10.1093/biomet/75.4.800</a>.
     */
    HOCHBERG {
        @Override
        double[] adjustSorted(double[] p, int n) {
            double[] adjusted = new double[p.length];
            double smallest = 1;
            for (int i = p.length - 1; i >= 0; i--) {
                smallest = Math.min(smallest, (n - i) * p[i]);
                adjusted[i] = smallest;
            }
            return adjusted;
        }
    },
    /**
     * Hommel's method, for independent or positively dependent tests; never weaker than Hochberg's.
     * <a href="https://doi.org/10.1093/biomet/75.2.383">doi:10.1093/biomet/75.2.383</a>; computed in the manner of Meijer, Krebs
     * and Goeman (2019), <a href="https://doi.org/10.1002/bimj.201700316">doi:10.1002/bimj.201700316</a>.
     */
    HOMMEL {
        @Override
        double[] adjustSorted(double[] p, int n) {
            return Hommel.adjust(p, n);
        }
    },
    /**
     * Benjamini and Hochberg: controls the false discovery rate for independent or positively dependent tests.
     * <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">doi:10.1111/j.2517-6161.1995.tb02031.x</a>.
     */
    BENJAMINI_HOCHBERG {
        @Override
        double[] adjustSorted(double[] p, int n) {
            return falseDiscoveryRate(p, n, 1);
        }
    },
    /**
     * Benjamini and Yekutieli: controls the false discovery rate under any dependence.
     * <a href="https://doi.org/10.1214/aos/1013699998">doi:10.1214/aos/1013699998</a>.
     */
    BENJAMINI_YEKUTIELI {
        @Override
        double[] adjustSorted(double[] p, int n) {
            double harmonic = 0;
            for (int i = n; i >= 1; i--) {
                harmonic += 1.0 / i;
            }
            return falseDiscoveryRate(p, n, harmonic);
        }
    };

    /** Adjusts p-values in ascending order for n comparisons. */
    abstract double[] adjustSorted(double[] p, int n);

    private static double[] falseDiscoveryRate(double[] p, int n, double factor) {
        double[] adjusted = new double[p.length];
        double smallest = 1;
        for (int i = p.length - 1; i >= 0; i--) {
            smallest = Math.min(smallest, factor * n / (i + 1.0) * p[i]);
            adjusted[i] = smallest;
        }
        return adjusted;
    }

    /**
     * Adjusts p-values for as many comparisons as there are p-values that are not NaN.
     *
     * @param pValues the p-values, in [0, 1] or NaN
     * @return adjusted p-values in the same order
     * @throws NullPointerException if the array is null
     * @throws IllegalArgumentException if a p-value is outside [0, 1]
     */
    public double[] adjust(double... pValues) {
        Objects.requireNonNull(pValues, "pValues");
        return adjust(pValues, pValues.length - countNaN(pValues));
    }

    /**
     * Adjusts p-values for a given number of comparisons.
     *
     * @param pValues the p-values, in [0, 1] or NaN
     * @param comparisons number of comparisons, at least the number of p-values that are not NaN
     * @return adjusted p-values in the same order
     * @throws NullPointerException if the array is null
     * @throws IllegalArgumentException if a p-value is outside [0, 1] or there are fewer comparisons than p-values
     */
    public double[] adjust(double[] pValues, int comparisons) {
        Objects.requireNonNull(pValues, "pValues");
        int count = pValues.length - countNaN(pValues);
        if (comparisons < count) {
            throw new IllegalArgumentException(
                    "number of comparisons must be at least the number of p-values, " + count + ", got " + comparisons);
        }
        double[] sorted = new double[count];
        int next = 0;
        for (int i = 0; i < pValues.length; i++) {
            double p = pValues[i];
            if (!Double.isNaN(p)) {
                if (!(p >= 0 && p <= 1)) {
                    throw new IllegalArgumentException("pValues[" + i + "] must lie in [0, 1] or be NaN, got " + p);
                }
                sorted[next++] = p + 0.0;
            }
        }
        Arrays.sort(sorted);
        double[] adjustedSorted = comparisons <= 1 ? sorted : adjustSorted(sorted, comparisons);
        double[] adjusted = new double[pValues.length];
        for (int i = 0; i < pValues.length; i++) {
            // tied p-values share their adjusted value, so any of them may be read
            adjusted[i] =
                    Double.isNaN(pValues[i]) ? Double.NaN : adjustedSorted[Sorting.countBelow(sorted, pValues[i])];
        }
        return adjusted;
    }

    private static int countNaN(double[] values) {
        int count = 0;
        for (double value : values) {
            if (Double.isNaN(value)) {
                count++;
            }
        }
        return count;
    }
}
