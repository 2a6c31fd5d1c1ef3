package io.github.spectcad.stats;

/**
 * Exact distributions of rank statistics under the hypothesis that all arrangements are equally likely, given the ties.
 *
 * <p>The numbers of arrangements are summed in double precision: all terms are positive, so the relative error stays near
 * 1e-14.
 */
final class RankSumDistribution {

    private static final long CELL_LIMIT = 1L << 24;
    /** Additions, of which about a third is done: a second or two. */
    private static final double WORK_LIMIT = 0x1p33;

    /** Probability of each value of twice the statistic (of the statistic itself if scale is 1). */
    private final double[] probability;

    private final int scale;

    private RankSumDistribution(double[] probability, int scale) {
        this.probability = probability;
        this.scale = scale;
    }

    /**
     * The distribution of the Mann-Whitney count U of a sample of size m.
     *
     * @param tieCounts the sizes of the groups of tied values of both samples together, by ascending value
     * @param m size of the sample
     * @param n size of the other sample
     */
    static RankSumDistribution mannWhitney(int[] tieCounts, int m, int n) {
        boolean ties = tieCounts.length < m + n;
        int scale = ties ? 2 : 1;
        int k = Math.min(m, n); // the count of the smaller sample; U of the other is m n - U
        long top = (long) scale * m * n;
        if ((k + 1) * (top + 1) > CELL_LIMIT) {
            throw new IllegalArgumentException("the exact distribution for samples of " + m + " and " + n
                    + " values is too large: use PValueMethod.NORMAL");
        }
        double[] law = ties ? tied(tieCounts, m + n, k, (int) top + 1) : untied(k, Math.max(m, n));
        return new RankSumDistribution(m == k ? law : reversed(law), scale);
    }

    /**
     * Without ties the numbers of arrangements are the coefficients of the Gaussian binomial coefficient, the product of (1 -
     * q^(n+i)) / (1 - q^i) for i = 1 to k. Each factor is one pass over the lower half, where every sum is of about the size of
     * its result; the upper half is its mirror image. Integers up to 2^53 are exact.
     */
    private static double[] untied(int k, int n) {
        double[] before = {1};
        for (int i = 1; i <= k; i++) {
            int degree = i * n;
            double[] after = new double[degree + 1];
            for (int u = 0; u <= degree / 2; u++) {
                double ways = u < before.length ? before[u] : 0;
                if (u >= n + i) {
                    ways -= before[u - n - i];
                }
                after[u] = u < i ? ways : ways + after[u - i];
                after[degree - u] = after[u];
            }
            before = after;
        }
        return normalized(before);
    }

    private static double[] tied(int[] tieCounts, int total, int k, int size) {
        if ((double) total * (k + 1) * size > WORK_LIMIT) {
            throw new IllegalArgumentException("the exact distribution for samples of " + k + " and " + (total - k)
                    + " values with ties would take too long: use PValueMethod.NORMAL");
        }
        int scale = 2;
        double[][] ways = new double[k + 1][size];
        ways[0][0] = 1;
        int before = 0;
        for (int t : tieCounts) {
            int rank = scale * before + scale * (t + 1) / 2; // midrank of the group, times scale
            for (int copy = 0; copy < t; copy++) {
                int done = before + copy;
                for (int chosen = Math.min(k - 1, done); chosen >= 0; chosen--) {
                    int reached = scale * chosen * (before + t - chosen) + 1; // beyond it all is 0
                    add(ways[chosen], Math.min(size, reached), ways[chosen + 1], rank - scale * (chosen + 1));
                }
            }
            before += t;
        }
        return normalized(ways[k]);
    }

    /**
     * The distribution of the sum of the ranks of positive differences.
     *
     * @param tieCounts the sizes of the groups of tied absolute differences, by ascending value
     * @param n number of differences that are not zero
     */
    static RankSumDistribution signedRank(int[] tieCounts, int n) {
        int scale = tieCounts.length < n ? 2 : 1;
        long top = (long) scale * n * (n + 1) / 2;
        if (top * n > CELL_LIMIT * 100) {
            throw new IllegalArgumentException(
                    "the exact distribution for " + n + " differences is too large: use PValueMethod.NORMAL");
        }
        double[] law = new double[(int) top + 1]; // probabilities, not counts: 2^n would overflow
        law[0] = 1;
        int reached = 0;
        int before = 0;
        for (int t : tieCounts) {
            int rank = scale * before + scale * (t + 1) / 2;
            for (int copy = 0; copy < t; copy++) {
                reached += rank;
                for (int s = reached; s >= rank; s--) {
                    law[s] = (law[s] + law[s - rank]) / 2;
                }
                for (int s = rank - 1; s >= 0; s--) {
                    law[s] /= 2;
                }
            }
            before += t;
        }
        return new RankSumDistribution(law, scale);
    }

    private static void add(double[] from, int length, double[] to, int shift) {
        int start = Math.max(0, -shift);
        int end = Math.min(length, to.length - shift);
        for (int s = start; s < end; s++) {
            to[s + shift] += from[s];
        }
    }

    private static double[] normalized(double[] ways) {
        double total = 0;
        for (double w : ways) {
            total += w;
        }
        double[] law = new double[ways.length];
        for (int s = 0; s < law.length; s++) {
            law[s] = ways[s] / total;
        }
        return law;
    }

    private static double[] reversed(double[] law) {
        double[] reversed = new double[law.length];
        for (int s = 0; s < law.length; s++) {
            reversed[s] = law[law.length - 1 - s];
        }
        return reversed;
    }

    /** P(statistic &lt;= value). */
    double below(double value) {
        return sum(0, index(value));
    }

    /** P(statistic &gt;= value). */
    double above(double value) {
        return sum(index(value), probability.length - 1);
    }

    private int index(double value) {
        return (int) Math.rint(scale * value);
    }

    private double sum(int first, int last) {
        double sum = 0;
        for (int s = first; s <= last; s++) {
            sum += probability[s];
        }
        return Math.min(1, sum);
    }

    /** The p-value; two-sided is twice the smaller tail. */
    double pValue(double value, Alternative alternative) {
        return switch (alternative) {
            case TWO_SIDED -> Math.min(1, 2 * Math.min(below(value), above(value)));
            case LESS -> below(value);
            case GREATER -> above(value);
        };
    }

    /** P(|statistic - centre| &gt;= |value - centre|), where the centre is half the largest value. */
    double deviationPValue(double value) {
        int top = probability.length - 1;
        int distance = Math.abs(2 * index(value) - top);
        double sum = 0;
        for (int s = 0; s <= top; s++) {
            if (Math.abs(2 * s - top) >= distance) {
                sum += probability[s];
            }
        }
        return Math.min(1, sum);
    }

    /** The smallest value q with P(statistic &lt;= q) &gt;= p. */
    double quantile(double p) {
        int s = 0;
        double sum = probability[0];
        while (s < probability.length - 1 && sum < p * (1 - 64 * Math.ulp(1.0))) {
            sum += probability[++s];
        }
        return s / (double) scale;
    }
}
