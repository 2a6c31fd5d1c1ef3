package io.github.spectcad.stats;

import java.util.Objects;

/** Obuchowski's (1997) covariance of areas of clustered observations. */
final class ClusterCovariance implements PlacementCovariance {

    private final int clusters;
    /** The cluster of each diseased and of each healthy observation, in the order of the placements. */
    private final int[] ofPositive;

    private final int[] ofNegative;
    private final int[] positives;
    private final int[] negatives;
    private final int withPositive;
    private final int withNegative;

    private ClusterCovariance(int clusters, int[] ofPositive, int[] ofNegative) {
        this.clusters = clusters;
        this.ofPositive = ofPositive;
        this.ofNegative = ofNegative;
        positives = sizes(ofPositive);
        negatives = sizes(ofNegative);
        withPositive = occupied(positives);
        withNegative = occupied(negatives);
    }

    private int[] sizes(int[] numbers) {
        int[] sizes = new int[clusters];
        for (int number : numbers) {
            sizes[number]++;
        }
        return sizes;
    }

    private static int occupied(int[] sizes) {
        int occupied = 0;
        for (int size : sizes) {
            occupied += size > 0 ? 1 : 0;
        }
        return occupied;
    }

    static ClusterCovariance of(int[] labels, int[] clusters) {
        Objects.requireNonNull(labels, "labels");
        int m = Arguments.requireBothClasses(labels);
        Clusters numbered = Clusters.of(clusters, labels.length, "labels");
        int[] ofPositive = new int[m];
        int[] ofNegative = new int[labels.length - m];
        int p = 0;
        int n = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == 1) {
                ofPositive[p++] = numbered.of[i];
            } else {
                ofNegative[n++] = numbered.of[i];
            }
        }
        return new ClusterCovariance(numbered.count, ofPositive, ofNegative);
    }

    @Override
    public double of(Placements a, Placements b) {
        if (withPositive < 2 || withNegative < 2) {
            return Double.NaN;
        }
        double m = ofPositive.length;
        double n = ofNegative.length;
        double[] positiveA = centred(a.positive, ofPositive, positives, a.sum);
        double[] negativeA = centred(a.negative, ofNegative, negatives, a.sum);
        double[] positiveB = a == b ? positiveA : centred(b.positive, ofPositive, positives, b.sum);
        double[] negativeB = a == b ? negativeA : centred(b.negative, ofNegative, negatives, b.sum);
        double within = 0;
        double healthy = 0;
        double between = 0;
        for (int g = 0; g < clusters; g++) {
            within += positiveA[g] * positiveB[g];
            healthy += negativeA[g] * negativeB[g];
            between += positiveA[g] * negativeB[g] + positiveB[g] * negativeA[g];
        }
        double covariance = withPositive / (withPositive - 1.0) * within
                + withNegative / (withNegative - 1.0) * healthy
                + clusters / (clusters - 1.0) * between;
        covariance /= 4 * (m * n) * (m * n);
        return a == b ? Math.max(0, covariance) : covariance;
    }

    /** For each cluster the sum of the placements minus its share of the total: the numbers are integers over the class size. */
    private double[] centred(int[] placements, int[] cluster, int[] sizes, long total) {
        long[] sums = new long[clusters];
        for (int i = 0; i < placements.length; i++) {
            sums[cluster[i]] += placements[i];
        }
        double[] centred = new double[clusters];
        for (int g = 0; g < clusters; g++) {
            centred[g] = ExactSums.difference(sums[g], placements.length, total, sizes[g]) / placements.length;
        }
        return centred;
    }

    @Override
    public Auc auc(Placements placements) {
        return new Auc(placements.auc(), of(placements, placements), withPositive, withNegative);
    }
}
