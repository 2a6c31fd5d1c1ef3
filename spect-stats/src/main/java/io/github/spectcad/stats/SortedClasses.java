package io.github.spectcad.stats;

/**
 * The scores of the diseased and of the healthy subjects, each in ascending order: all that a ROC curve depends on.
 *
 * <p>Both zeros are stored as {@code 0.0}, because {@code 0.0} and {@code -0.0} are a tie.
 */
final class SortedClasses {

    final double[] positives;
    final double[] negatives;

    private SortedClasses(double[] positives, double[] negatives) {
        this.positives = positives;
        this.negatives = negatives;
    }

    /** Checks, splits and sorts; the arguments are not modified. */
    static SortedClasses of(int[] labels, double[] scores) {
        SortedClasses classes = split(labels, scores);
        Sorting.sortBoth(classes.positives, classes.negatives);
        return classes;
    }

    /** Checks and splits, both classes still in the order of the subjects. */
    static SortedClasses split(int[] labels, double[] scores) {
        Arguments.requireNoNaN(scores, "scores");
        int m = Arguments.requireBothClasses(labels);
        Arguments.requireSameLength(labels.length, "labels", scores.length, "scores");
        double[] positives = new double[m];
        double[] negatives = new double[labels.length - m];
        int p = 0;
        int n = 0;
        for (int i = 0; i < labels.length; i++) {
            double score = scores[i] + 0.0; // -0.0 + 0.0 is 0.0
            if (labels[i] == 1) {
                positives[p++] = score;
            } else {
                negatives[n++] = score;
            }
        }
        return new SortedClasses(positives, negatives);
    }
}
