package io.github.spectcad.nn.model;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.layer.BatchNormStatistics;
import java.util.Objects;

/**
 * Everything that decides a training besides the data; two trainings with equal configurations, data and number of
 * threads give equal models.
 *
 * @param network the network; its head takes no or all clinical features
 * @param strategy id of the training strategy the data came from, for the record
 * @param rotationDegrees augmentation: each map is turned by a uniform angle of at most this, the same for rest and
 *     stress; 0 for none
 * @param epochs the most epochs, at least 1
 * @param batchSize patients a step, at least 1; the last step of an epoch takes the rest
 * @param learningRate first learning rate of Adam (beta 0.9, 0.999, epsilon 1e-7), greater than 0
 * @param plateauFactor what the learning rate is multiplied by on a plateau, in (0, 1)
 * @param plateauPatience epochs without a better validation accuracy that make a plateau, at least 1
 * @param learningRateFloor training stops when a plateau brings the learning rate down to this, greater than 0
 * @param accuracy the accuracy watched
 * @param thresholds how decision thresholds are chosen
 * @param batchNorm what batch normalisations normalise by in training; null, as in descriptions that lack it, is Keras' way
 * @param seed seed of weights, order of patients, dropout and augmentation
 */
public record TrainingConfiguration(
        NetworkSpec network,
        String strategy,
        double rotationDegrees,
        int epochs,
        int batchSize,
        double learningRate,
        double plateauFactor,
        int plateauPatience,
        double learningRateFloor,
        AccuracyRule accuracy,
        ThresholdRule thresholds,
        BatchNormStatistics batchNorm,
        long seed) {
    /** The paper's augmentation, in degrees. */
    public static final double PAPER_ROTATION_DEGREES = 10;

    /** Checks the values; NaN fails. */
    public TrainingConfiguration {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(accuracy, "accuracy");
        Objects.requireNonNull(thresholds, "thresholds");
        batchNorm = Objects.requireNonNullElse(batchNorm, BatchNormStatistics.KERAS);
        int clinical = network.head().clinicalFeatures();
        check(
                clinical == 0 || clinical == ClinicalFeatures.NAMES.size(),
                "number of clinical features",
                clinical,
                "0 or " + ClinicalFeatures.NAMES.size());
        check(rotationDegrees >= 0 && rotationDegrees <= 180, "rotationDegrees", rotationDegrees, "in [0, 180]");
        check(epochs >= 1, "epochs", epochs, "at least 1");
        check(batchSize >= 1, "batchSize", batchSize, "at least 1");
        check(learningRate > 0 && learningRate <= 1, "learningRate", learningRate, "in (0, 1]");
        check(plateauFactor > 0 && plateauFactor < 1, "plateauFactor", plateauFactor, "in (0, 1)");
        check(plateauPatience >= 1, "plateauPatience", plateauPatience, "at least 1");
        check(
                learningRateFloor > 0 && learningRateFloor <= learningRate,
                "learningRateFloor",
                learningRateFloor,
                "in (0, learningRate]");
    }

    private static void check(boolean valid, String name, Number value, String allowed) {
        if (!valid) {
            throw new IllegalArgumentException(name + " is " + value + ": must be " + allowed);
        }
    }

    /**
     * The paper's protocol: 290 pixels, 300 epochs, batches of 2, learning rate 0.001 times 0.1 after 10 epochs without
     * a better validation accuracy down to 1e-7, no augmentation; binary accuracy, Youden thresholds, seed 1.
     *
     * @param backbone id of the backbone
     * @param fusion id of the fusion strategy (input)
     * @param strategy id of the training strategy
     * @return the configuration
     */
    public static TrainingConfiguration paper(String backbone, String fusion, String strategy) {
        return new TrainingConfiguration(
                new NetworkSpec(backbone, fusion, 290, HeadSpec.PAPER),
                strategy,
                0,
                300,
                2,
                1e-3,
                0.1,
                10,
                1e-7,
                AccuracyRule.BINARY,
                ThresholdRule.YOUDEN,
                BatchNormStatistics.KERAS,
                1);
    }

    /** {@return a builder that starts from these values} */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Changes single values of a configuration. */
    public static final class Builder {
        private NetworkSpec network;
        private final String strategy;
        private double rotationDegrees;
        private int epochs;
        private int batchSize;
        private double learningRate;
        private double plateauFactor;
        private int plateauPatience;
        private double learningRateFloor;
        private AccuracyRule accuracy;
        private ThresholdRule thresholds;
        private BatchNormStatistics batchNorm;
        private long seed;

        private Builder(TrainingConfiguration from) {
            network = from.network;
            strategy = from.strategy;
            rotationDegrees = from.rotationDegrees;
            epochs = from.epochs;
            batchSize = from.batchSize;
            learningRate = from.learningRate;
            plateauFactor = from.plateauFactor;
            plateauPatience = from.plateauPatience;
            learningRateFloor = from.learningRateFloor;
            accuracy = from.accuracy;
            thresholds = from.thresholds;
            batchNorm = from.batchNorm;
            seed = from.seed;
        }

        /**
         * Sets the size of the maps.
         *
         * @param value pixels
         * @return this
         */
        public Builder pixels(int value) {
            return network(new NetworkSpec(network.backbone(), network.fusion(), value, network.head()));
        }

        /**
         * Sets the network.
         *
         * @param value network
         * @return this
         */
        public Builder network(NetworkSpec value) {
            network = value;
            return this;
        }

        /**
         * Sets the augmentation.
         *
         * @param value degrees, 0 for none
         * @return this
         */
        public Builder rotationDegrees(double value) {
            rotationDegrees = value;
            return this;
        }

        /**
         * Sets the most epochs.
         *
         * @param value epochs
         * @return this
         */
        public Builder epochs(int value) {
            epochs = value;
            return this;
        }

        /**
         * Sets the patients a step.
         *
         * @param value patients
         * @return this
         */
        public Builder batchSize(int value) {
            batchSize = value;
            return this;
        }

        /**
         * Sets the first learning rate.
         *
         * @param value learning rate
         * @return this
         */
        public Builder learningRate(double value) {
            learningRate = value;
            return this;
        }

        /**
         * Sets what a plateau is and does.
         *
         * @param factor factor of the learning rate
         * @param patience epochs
         * @param floor smallest learning rate
         * @return this
         */
        public Builder plateau(double factor, int patience, double floor) {
            plateauFactor = factor;
            plateauPatience = patience;
            learningRateFloor = floor;
            return this;
        }

        /**
         * Sets the accuracy watched.
         *
         * @param value rule
         * @return this
         */
        public Builder accuracy(AccuracyRule value) {
            accuracy = value;
            return this;
        }

        /**
         * Sets how thresholds are chosen.
         *
         * @param value rule
         * @return this
         */
        public Builder thresholds(ThresholdRule value) {
            thresholds = value;
            return this;
        }

        /**
         * Sets what batch normalisations normalise by in training.
         *
         * @param value statistics
         * @return this
         */
        public Builder batchNorm(BatchNormStatistics value) {
            batchNorm = value;
            return this;
        }

        /**
         * Sets the seed.
         *
         * @param value seed
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** {@return the configuration} */
        public TrainingConfiguration build() {
            return new TrainingConfiguration(
                    network,
                    strategy,
                    rotationDegrees,
                    epochs,
                    batchSize,
                    learningRate,
                    plateauFactor,
                    plateauPatience,
                    learningRateFloor,
                    accuracy,
                    thresholds,
                    batchNorm,
                    seed);
        }
    }
}
