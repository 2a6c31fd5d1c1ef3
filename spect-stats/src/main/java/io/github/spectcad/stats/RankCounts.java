package io.github.spectcad.stats;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Two samples merged: twice the Mann-Whitney count and the tie term, both exact.
 *
 * <p>Each sample is kept as its distinct values in ascending order with their counts, so that samples with few distinct values
 * are merged quickly.
 */
final class RankCounts {

    /** Below this many values, t^3 - t summed over all ties fits a long. */
    private static final int CUBE_LIMIT = 2_000_000;

    /** Twice #{x &gt; y} plus #{x = y}. */
    final long twiceU;
    /** The sum of t^3 - t over all groups of t tied values, exact below 2^53. */
    final double tieSum;
    /** Whether all values are equal. */
    final boolean constant;

    private RankCounts(long twiceU, double tieSum, boolean constant) {
        this.twiceU = twiceU;
        this.tieSum = tieSum;
        this.constant = constant;
    }

    boolean ties() {
        return tieSum > 0;
    }

    /** A sample as ascending distinct values and their counts. */
    static final class Sample {

        final int size;
        final double[] values;
        final int[] counts;

        private Sample(int size, double[] values, int[] counts) {
            this.size = size;
            this.values = values;
            this.counts = counts;
        }

        /** Checks and sorts; the argument is not modified. */
        static Sample of(double[] sample, String name) {
            Arguments.requireSample(sample, name);
            double[] sorted = new double[sample.length];
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = sample[i] + 0.0; // -0.0 + 0.0 is 0.0
            }
            Sorting.sort(sorted);
            int[] counts = new int[sorted.length];
            int distinct = 0;
            for (int i = 0; i < sorted.length; i++) {
                if (distinct == 0 || sorted[i] != sorted[distinct - 1]) {
                    sorted[distinct++] = sorted[i];
                }
                counts[distinct - 1]++;
            }
            return distinct == sorted.length
                    ? new Sample(distinct, sorted, counts)
                    : new Sample(sample.length, Arrays.copyOf(sorted, distinct), Arrays.copyOf(counts, distinct));
        }
    }

    static RankCounts of(Sample x, Sample y) {
        double[] xs = x.values;
        double[] ys = y.values;
        boolean big = (long) x.size + y.size > CUBE_LIMIT;
        BigInteger bigTies = BigInteger.ZERO;
        long ties = 0;
        long twiceU = 0;
        long below = 0;
        int groups = 0;
        int i = 0;
        int j = 0;
        while (i < xs.length || j < ys.length) {
            int fromX = 0;
            int fromY = 0;
            if (j == ys.length || (i < xs.length && xs[i] <= ys[j])) {
                fromX = x.counts[i];
            }
            if (i == xs.length || (j < ys.length && ys[j] <= xs[i])) {
                fromY = y.counts[j];
            }
            i += fromX > 0 ? 1 : 0;
            j += fromY > 0 ? 1 : 0;
            twiceU += fromX * (2 * below + fromY);
            below += fromY;
            groups++;
            long t = (long) fromX + fromY;
            if (t > 1) {
                if (big) {
                    BigInteger b = BigInteger.valueOf(t);
                    bigTies = bigTies.add(b.pow(3).subtract(b));
                } else {
                    ties += t * t * t - t;
                }
            }
        }
        return new RankCounts(twiceU, big ? bigTies.doubleValue() : (double) ties, groups == 1);
    }
}
