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

    private static final int SEARCH_SIZE = 2048;

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
        SortedClasses classes = SortedClasses.split(labels, scores);
        return labels.length < SEARCH_SIZE ? searched(classes) : merged(classes);
    }

    /** For small samples: each subject is looked up in the other class. */
    private static Placements searched(SortedClasses unsorted) {
        double[] sortedPositives = unsorted.positives.clone();
        double[] sortedNegatives = unsorted.negatives.clone();
        Sorting.sort(sortedPositives);
        Sorting.sort(sortedNegatives);
        int m = sortedPositives.length;
        int n = sortedNegatives.length;
        int[] positive = new int[m];
        for (int i = 0; i < m; i++) {
            positive[i] = below(sortedNegatives, unsorted.positives[i]);
        }
        int[] negative = new int[n];
        for (int j = 0; j < n; j++) {
            negative[j] = 2 * m - below(sortedPositives, unsorted.negatives[j]);
        }
        return new Placements(positive, negative);
    }

    /** Twice the number of smaller elements plus the number of equal ones. */
    private static int below(double[] sorted, double value) {
        int below = Sorting.countBelow(sorted, value);
        int upTo = below;
        while (upTo < sorted.length && sorted[upTo] == value) {
            upTo++;
        }
        return below + upTo;
    }

    /** For large samples: both classes are sorted and merged. Sorts the argument. */
    private static Placements merged(SortedClasses classes) {
        double[] positives = classes.positives;
        double[] negatives = classes.negatives;
        int[] positiveOrder = Sorting.sortWithOrder(positives);
        int[] negativeOrder = Sorting.sortWithOrder(negatives);
        int m = positives.length;
        int n = negatives.length;
        int[] positive = new int[m];
        int[] negative = new int[n];
        int i = 0;
        int j = 0;
        while (i < m || j < n) {
            double value = j == n || (i < m && positives[i] < negatives[j]) ? positives[i] : negatives[j];
            int firstI = i;
            int firstJ = j;
            while (i < m && positives[i] == value) {
                i++;
            }
            while (j < n && negatives[j] == value) {
                j++;
            }
            for (int k = firstI; k < i; k++) {
                positive[positiveOrder[k]] = firstJ + j;
            }
            for (int k = firstJ; k < j; k++) {
                negative[negativeOrder[k]] = 2 * m - firstI - i;
            }
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
