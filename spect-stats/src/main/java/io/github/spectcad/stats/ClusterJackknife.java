package io.github.spectcad.stats;

import java.util.Arrays;

/** Areas without one cluster each: the pairs of the cluster are taken away from the sum of all pairs. */
final class ClusterJackknife {

    private final int[] labels;
    private final int[][] members;

    private ClusterJackknife(int[] labels, int[][] members) {
        this.labels = labels;
        this.members = members;
    }

    static ClusterJackknife of(int[] labels, int[] clusters) {
        Arguments.requireBothClasses(labels);
        Clusters numbered = Clusters.of(clusters, labels.length, "labels");
        Arguments.requireAtLeast(2, numbered.count, "number of clusters");
        int[] sizes = new int[numbered.count];
        for (int number : numbered.of) {
            sizes[number]++;
        }
        int[][] members = new int[numbered.count][];
        Arrays.setAll(members, g -> new int[sizes[g]]);
        for (int i = labels.length - 1; i >= 0; i--) {
            members[numbered.of[i]][--sizes[numbered.of[i]]] = i;
        }
        return new ClusterJackknife(labels, members);
    }

    /** Twice the pairs that a score orders rightly plus the ties: of all, of each observation, and of any pair. */
    static final class Wins {

        private final long total;
        private final int[] ofObservation;
        private final double[][] scores;

        private Wins(long total, int[] ofObservation, double[][] scores) {
            this.total = total;
            this.ofObservation = ofObservation;
            this.scores = scores;
        }

        /** The wins of the first score minus those of another one. */
        Wins minus(Wins other) {
            int[] difference = new int[ofObservation.length];
            Arrays.setAll(difference, i -> ofObservation[i] - other.ofObservation[i]);
            return new Wins(total - other.total, difference, new double[][] {scores[0], other.scores[0]});
        }

        private int ofPair(int diseased, int healthy) {
            int first = of(scores[0][diseased], scores[0][healthy]);
            return scores.length == 1 ? first : first - of(scores[1][diseased], scores[1][healthy]);
        }

        private static int of(double diseased, double healthy) {
            return diseased > healthy ? 2 : diseased == healthy ? 1 : 0;
        }
    }

    static Wins wins(int[] labels, double[] scores) {
        Placements placements = Placements.of(labels, scores);
        int[] ofObservation = new int[labels.length];
        int p = 0;
        int n = 0;
        for (int i = 0; i < labels.length; i++) {
            ofObservation[i] = labels[i] == 1 ? placements.positive[p++] : placements.negative[n++];
        }
        return new Wins(placements.sum, ofObservation, new double[][] {scores});
    }

    double[] influence(Wins wins) {
        int g = members.length;
        int positives = Arrays.stream(labels).sum();
        double[] values = new double[g];
        for (int c = 0; c < g; c++) {
            long sum = wins.total;
            int m = positives;
            int n = labels.length - positives;
            for (int i : members[c]) {
                sum -= wins.ofObservation[i];
                m -= labels[i];
                n -= 1 - labels[i];
                for (int j : members[c]) {
                    if (labels[i] == 1 && labels[j] == 0) {
                        sum += wins.ofPair(i, j); // both took the pair away
                    }
                }
            }
            values[c] = m == 0 || n == 0 ? Double.NaN : Placements.auc(sum, m, n);
        }
        double mean = Arrays.stream(values).sum() / g;
        return Arrays.stream(values).map(value -> (g - 1) * (mean - value)).toArray();
    }
}
