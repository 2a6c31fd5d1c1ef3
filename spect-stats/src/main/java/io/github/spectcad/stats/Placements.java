package io.github.spectcad.stats;

/**
 * Placement values as integers: for a diseased subject twice the number of healthy subjects with a lower score plus the
 * number with the same score, for a healthy subject twice the number of diseased subjects with a higher score plus the
 * number with the same score.
 *
 * <p>Divided by 2n (by 2m for the healthy) they are DeLong's V10 and V01. As integers their sums, and the differences of two
 * models, have no rounding error.
 */
final class Placements {

    /** One value in [0, 2n] for each diseased subject, in the order of the subjects. */
    final int[] positive;
    /** One value in [0, 2m] for each healthy subject, in the order of the subjects. */
    final int[] negative;
    /** The sum of either array: 2 m n AUC. */
    final long sum;

    private Placements(int[] positive, int[] negative) {
        this.positive = positive;
        this.negative = negative;
        this.sum = ExactSums.sum(positive);
    }

    static Placements of(int[] labels, double[] scores) {
        SortedClasses unsorted = SortedClasses.split(labels, scores);
        double[] sortedPositives = unsorted.positives.clone();
        double[] sortedNegatives = unsorted.negatives.clone();
        Sorting.sort(sortedPositives);
        Sorting.sort(sortedNegatives);
        int m = sortedPositives.length;
        int n = sortedNegatives.length;
        int[] positive = new int[m];
        for (int i = 0; i < m; i++) {
            double x = unsorted.positives[i];
            positive[i] = Sorting.countBelow(sortedNegatives, x) + Sorting.countUpTo(sortedNegatives, x);
        }
        int[] negative = new int[n];
        for (int j = 0; j < n; j++) {
            double y = unsorted.negatives[j];
            negative[j] = 2 * m - Sorting.countBelow(sortedPositives, y) - Sorting.countUpTo(sortedPositives, y);
        }
        return new Placements(positive, negative);
    }

    int positives() {
        return positive.length;
    }

    int negatives() {
        return negative.length;
    }

    /** The AUC, correctly rounded. */
    double auc() {
        return auc(sum, positives(), negatives());
    }

    /** The AUC of a sum of placements. */
    static double auc(long sum, long m, long n) {
        return sum / (2.0 * m * n);
    }

    /** DeLong's covariance of the AUCs of two models on the same subjects; NaN if a class has one subject. */
    static double covariance(Placements a, Placements b) {
        return variance(
                ExactSums.coSpread(a.positive, b.positive, 2L * a.negatives()),
                ExactSums.coSpread(a.negative, b.negative, 2L * a.positives()),
                a.positives(),
                a.negatives());
    }

    /** The variance of the AUC of model a minus that of model b, from the differences of their placements. */
    static double varianceOfDifference(Placements a, Placements b) {
        Placements difference = difference(a, b);
        return covariance(difference, difference);
    }

    /** The placements of model a minus those of model b, whose "AUC" is the difference of the AUCs. */
    static Placements difference(Placements a, Placements b) {
        return new Placements(subtract(a.positive, b.positive), subtract(a.negative, b.negative));
    }

    /** DeLong's variance or covariance from {@code n sum(xy) - sum(x) sum(y)} of either class. */
    static double variance(double positiveSpread, double negativeSpread, double m, double n) {
        if (m < 2 || n < 2) {
            return Double.NaN;
        }
        double scale = 4 * (m * n) * (m * n);
        return positiveSpread / (scale * (m - 1)) + negativeSpread / (scale * (n - 1));
    }

    private static int[] subtract(int[] a, int[] b) {
        int[] difference = new int[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }
}
