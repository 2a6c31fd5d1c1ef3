package io.github.spectcad.stats;

import java.util.Arrays;

/** The subjects of either class in ascending order of a score, for areas of weighted subjects without sorting again. */
final class RankedScores {

    private final int[] negatives;
    private final int[] positives;
    /** For each positive how many negatives have a lower score. */
    private final int[] below;
    /** For each positive how many negatives have a score that is not higher. */
    private final int[] upTo;

    private RankedScores(int[] negatives, int[] positives, int[] below, int[] upTo) {
        this.negatives = negatives;
        this.positives = positives;
        this.below = below;
        this.upTo = upTo;
    }

    static RankedScores of(int[] labels, double[] scores) {
        SortedClasses classes = SortedClasses.of(labels, scores);
        int[] negatives = new int[classes.negatives.length];
        int[] positives = new int[classes.positives.length];
        int[] nextNegative = new int[negatives.length];
        int[] nextPositive = new int[positives.length];
        for (int i = 0; i < labels.length; i++) {
            double[] sorted = labels[i] == 1 ? classes.positives : classes.negatives;
            int first = Sorting.countBelow(sorted, scores[i]);
            if (labels[i] == 1) {
                positives[first + nextPositive[first]++] = i;
            } else {
                negatives[first + nextNegative[first]++] = i;
            }
        }
        int[] below = new int[positives.length];
        int[] upTo = new int[positives.length];
        for (int p = 0; p < positives.length; p++) {
            below[p] = Sorting.countBelow(classes.negatives, classes.positives[p]);
            upTo[p] = Sorting.countUpTo(classes.negatives, classes.positives[p]);
        }
        return new RankedScores(negatives, positives, below, upTo);
    }

    /** The position of each subject when the negatives come first and both classes are in the order of the scores. */
    int[] position() {
        int[] position = new int[negatives.length + positives.length];
        for (int j = 0; j < negatives.length; j++) {
            position[negatives[j]] = j;
        }
        for (int p = 0; p < positives.length; p++) {
            position[positives[p]] = negatives.length + p;
        }
        return position;
    }

    /** The same scores for subjects moved to {@link #position}. */
    RankedScores inOrder() {
        int[] first = new int[negatives.length];
        int[] last = new int[positives.length];
        Arrays.setAll(first, j -> j);
        Arrays.setAll(last, p -> negatives.length + p);
        return new RankedScores(first, last, below, upTo);
    }

    /** The area where each subject counts as often as it was drawn; NaN if a class was not drawn. */
    double auc(int[] counts, int[] cumulative) {
        return area(wins(counts, cumulative), counts, cumulative);
    }

    /** The area minus that of another score of the same subjects, rounded once, so that equal differences are equal numbers. */
    double aucDifference(RankedScores other, int[] counts, int[] cumulative) {
        return area(wins(counts, cumulative) - other.wins(counts, cumulative), counts, cumulative);
    }

    private double area(long wins, int[] counts, int[] cumulative) {
        int n = cumulative[negatives.length];
        int m = 0;
        for (int positive : positives) {
            m += counts[positive];
        }
        return m == 0 || n == 0 ? Double.NaN : Placements.auc(wins, m, n);
    }

    /** Twice the pairs with the higher score in the diseased subject plus the pairs that tie: 2 m n times the area. */
    private long wins(int[] counts, int[] cumulative) {
        int n = 0;
        for (int j = 0; j < negatives.length; j++) {
            n += counts[negatives[j]];
            cumulative[j + 1] = n;
        }
        long total = 0;
        for (int p = 0; p < positives.length; p++) {
            total += (long) counts[positives[p]] * (cumulative[below[p]] + cumulative[upTo[p]]);
        }
        return total;
    }
}
