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
        double[] positiveA = positive(a);
        double[] negativeA = negative(a);
        double[] positiveB = a == b ? positiveA : positive(b);
        double[] negativeB = a == b ? negativeA : negative(b);
        double diseased = 0;
        double healthy = 0;
        double between = 0;
        for (int g = 0; g < clusters; g++) {
            diseased += positiveA[g] * positiveB[g];
            healthy += negativeA[g] * negativeB[g];
            between += positiveA[g] * negativeB[g] + positiveB[g] * negativeA[g];
        }
        double covariance = scaled(diseased, healthy, between);
        return a == b ? Math.max(0, covariance) : covariance;
    }

    /** The variance of the difference of two areas, given the {@link #positive} and {@link #negative} parts of both. */
    double ofDifference(double[] positiveA, double[] negativeA, double[] positiveB, double[] negativeB) {
        double diseased = 0;
        double healthy = 0;
        double between = 0;
        for (int g = 0; g < clusters; g++) {
            double positive = positiveA[g] - positiveB[g];
            double negative = negativeA[g] - negativeB[g];
            diseased += positive * positive;
            healthy += negative * negative;
            between += positive * negative;
        }
        return Math.max(0, scaled(diseased, healthy, 2 * between));
    }

    /** The covariance from the products of {@link #positive} and {@link #negative} parts, summed over clusters. */
    private double scaled(double diseased, double healthy, double between) {
        if (withPositive < 2 || withNegative < 2) {
            return Double.NaN;
        }
        double m = ofPositive.length;
        double n = ofNegative.length;
        double sum = withPositive / (withPositive - 1.0) * (diseased / (m * m))
                + withNegative / (withNegative - 1.0) * (healthy / (n * n))
                + clusters / (clusters - 1.0) * (between / (m * n));
        return sum / (4 * (m * n) * (m * n));
    }

    /** For each cluster the sum of its diseased placements less its share of the total, times the number of diseased: integers. */
    double[] positive(Placements placements) {
        return centred(placements.positive, ofPositive, positives, placements.sum);
    }

    /** The same for the healthy ones. */
    double[] negative(Placements placements) {
        return centred(placements.negative, ofNegative, negatives, placements.sum);
    }

    private double[] centred(int[] placements, int[] cluster, int[] sizes, long total) {
        long[] sums = new long[clusters];
        for (int i = 0; i < placements.length; i++) {
            sums[cluster[i]] += placements[i];
        }
        double[] centred = new double[clusters];
        for (int g = 0; g < clusters; g++) {
            centred[g] = ExactSums.difference(sums[g], placements.length, total, sizes[g]);
        }
        return centred;
    }

    @Override
    public Auc auc(Placements placements) {
        return new Auc(placements.auc(), of(placements, placements), withPositive, withNegative);
    }
}
