package io.github.spectcad.stats;

/** The differences of all pairs of models and their variances, from the inner products of the models' placements. */
abstract class PlacementProducts {

    final Placements[] models;

    private PlacementProducts(Placements[] models) {
        this.models = models;
    }

    /** Takes 32-bit products where they cannot overflow, and placements one pair at a time otherwise. */
    static PlacementProducts of(Placements[] models) {
        double m = models[0].positives();
        double n = models[0].negatives();
        boolean small = 4 * m * n * Math.max(m, n) <= Integer.MAX_VALUE;
        return small && m >= 2 && n >= 2 ? new Small(models) : new General(models);
    }

    /** The products of clustered observations. */
    static PlacementProducts of(Placements[] models, ClusterCovariance covariances) {
        return new Clustered(models, covariances);
    }

    double difference(int a, int b) {
        return Placements.auc(models[a].sum - models[b].sum, models[a].positives(), models[a].negatives());
    }

    abstract double varianceOfDifference(int a, int b);

    private static final class General extends PlacementProducts {

        General(Placements[] models) {
            super(models);
        }

        @Override
        double varianceOfDifference(int a, int b) {
            return Placements.varianceOfDifference(models[a], models[b]);
        }
    }

    /** Obuchowski's variance from the parts of the clusters, which are known beforehand. */
    private static final class Clustered extends PlacementProducts {

        private final ClusterCovariance covariances;
        private final double[][] positive;
        private final double[][] negative;

        Clustered(Placements[] models, ClusterCovariance covariances) {
            super(models);
            this.covariances = covariances;
            positive = new double[models.length][];
            negative = new double[models.length][];
            for (int i = 0; i < models.length; i++) {
                positive[i] = covariances.positive(models[i]);
                negative[i] = covariances.negative(models[i]);
            }
        }

        @Override
        double varianceOfDifference(int a, int b) {
            return covariances.ofDifference(positive[a], negative[a], positive[b], negative[b]);
        }
    }

    /** The variance of the difference is (qa + qb - 2 a.b) in exact integers, with the self-products q known beforehand. */
    private static final class Small extends PlacementProducts {

        private final long[] positiveSquares;
        private final long[] negativeSquares;
        private final long m;
        private final long n;
        private final double positiveScale;
        private final double negativeScale;

        Small(Placements[] models) {
            super(models);
            m = models[0].positives();
            n = models[0].negatives();
            double scale = 4.0 * (m * n) * (m * n);
            positiveScale = scale * (m - 1);
            negativeScale = scale * (n - 1);
            positiveSquares = new long[models.length];
            negativeSquares = new long[models.length];
            for (int i = 0; i < models.length; i++) {
                positiveSquares[i] = dot(models[i].positive, models[i].positive);
                negativeSquares[i] = dot(models[i].negative, models[i].negative);
            }
        }

        @Override
        double varianceOfDifference(int a, int b) {
            long sum = models[a].sum - models[b].sum;
            long positive = positiveSquares[a] + positiveSquares[b] - 2L * dot(models[a].positive, models[b].positive);
            long negative = negativeSquares[a] + negativeSquares[b] - 2L * dot(models[a].negative, models[b].negative);
            return (m * positive - sum * sum) / positiveScale + (n * negative - sum * sum) / negativeScale;
        }

        private static int dot(int[] a, int[] b) {
            int sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }
}
