package io.github.spectcad.nn.model;

import io.github.spectcad.nn.layer.BatchNormStatistics;
import java.util.Objects;

/**
 * How networks are trained, whatever the network, the patients and the seed: what one {@link TrainingConfiguration} and all
 * cells of a study have in common. The values are checked here and nowhere else.
 *
 * <p>In JSON its fields stand beside those of the record that holds it. The last six may be missing there: files written
 * before they existed, and studies that leave them alone, mean the paper's.
 *
 * @param epochs maximum number of epochs, at least 1; along a cosine the number of epochs. null means as many as the
 *     training patients ask for, see {@link #epochs(int, boolean)}
 * @param batchSize patients per step, at least 1; the last step of an epoch takes the rest
 * @param learningRate first learning rate of Adam (beta 0.9, 0.999, epsilon 1e-7), in (0, 1]
 * @param plateauFactor what the learning rate is multiplied by on a plateau, in (0, 1)
 * @param plateauPatience epochs without a better validation accuracy that make a plateau, at least 1
 * @param learningRateFloor training stops when a plateau brings the learning rate down to this, in (0, learningRate]
 * @param accuracy the accuracy watched
 * @param thresholds how decision thresholds are chosen; null means {@link ThresholdRule#YOUDEN}
 * @param batchNorm what batch normalisations normalise by in training; null means {@link BatchNormStatistics#KERAS}
 * @param schedule how the learning rate falls and which weights are kept; null means {@link LearningRateSchedule#PLATEAU}
 * @param maps what happens to the maps first; null means {@link MapScaling#NONE}
 * @param firstWeights what a training starts from that is given no other weights; null means {@link FirstWeights#RANDOM}
 * @param fineTuningFactor what the learning rate is multiplied by where a training starts from trained weights, in (0, 1];
 *     null means 1
 * @since 0.1.0
 */
public record TrainingSettings(
        Integer epochs,
        int batchSize,
        double learningRate,
        double plateauFactor,
        int plateauPatience,
        double learningRateFloor,
        AccuracyRule accuracy,
        ThresholdRule thresholds,
        BatchNormStatistics batchNorm,
        LearningRateSchedule schedule,
        MapScaling maps,
        FirstWeights firstWeights,
        Double fineTuningFactor) {
    private static final int MOST_EPOCHS = 24;

    /**
     * The paper's: 300 epochs, batches of 2, learning rate 0.001 times 0.1 after 10 epochs without a better validation
     * accuracy down to 1e-7; binary accuracy and Youden thresholds, which the paper leaves open.
     */
    public static final TrainingSettings PAPER = new TrainingSettings(
            300,
            2,
            1e-3,
            0.1,
            10,
            1e-7,
            AccuracyRule.BINARY,
            ThresholdRule.YOUDEN,
            BatchNormStatistics.KERAS,
            LearningRateSchedule.PLATEAU,
            MapScaling.NONE,
            FirstWeights.RANDOM,
            1.0);

    /**
     * What this library recommends; docs/protocols.md says where it differs from the paper and why: as many epochs as the
     * patients ask for, batches of 8, the learning rate along a cosine, standardised maps, running statistics of batch normalisations that follow
     * within about 10 steps.
     */
    public static final TrainingSettings RECOMMENDED = PAPER.toBuilder()
            .epochs(null)
            .batchSize(8)
            .batchNorm(new BatchNormStatistics(0.9, false))
            .schedule(LearningRateSchedule.COSINE)
            .maps(MapScaling.STANDARDISED)
            .firstWeights(FirstWeights.PRETRAINED)
            .fineTuningFactor(0.3)
            .build();

    /** Checks the values; NaN fails. */
    public TrainingSettings {
        Objects.requireNonNull(accuracy, "accuracy");
        thresholds = Objects.requireNonNullElse(thresholds, ThresholdRule.YOUDEN);
        batchNorm = Objects.requireNonNullElse(batchNorm, BatchNormStatistics.KERAS);
        schedule = Objects.requireNonNullElse(schedule, LearningRateSchedule.PLATEAU);
        maps = Objects.requireNonNullElse(maps, MapScaling.NONE);
        firstWeights = Objects.requireNonNullElse(firstWeights, FirstWeights.RANDOM);
        fineTuningFactor = Objects.requireNonNullElse(fineTuningFactor, 1.0);
        check(epochs == null || epochs >= 1, "epochs", epochs, "at least 1");
        if (epochs == null && schedule == LearningRateSchedule.PLATEAU) {
            throw new IllegalArgumentException("epochs is missing: on plateaus a training needs a maximum");
        }
        check(batchSize >= 1, "batchSize", batchSize, "at least 1");
        check(learningRate > 0 && learningRate <= 1, "learningRate", learningRate, "in (0, 1]");
        check(plateauFactor > 0 && plateauFactor < 1, "plateauFactor", plateauFactor, "in (0, 1)");
        check(plateauPatience >= 1, "plateauPatience", plateauPatience, "at least 1");
        check(
                learningRateFloor > 0 && learningRateFloor <= learningRate,
                "learningRateFloor",
                learningRateFloor,
                "in (0, learningRate]");
        check(fineTuningFactor > 0 && fineTuningFactor <= 1, "fineTuningFactor", fineTuningFactor, "in (0, 1]");
    }

    private static void check(boolean valid, String name, Number value, String allowed) {
        if (!valid) {
            throw new IllegalArgumentException(name + " is " + value + ": must be " + allowed);
        }
    }

    /**
     * How many epochs a training has at most; along a cosine it has that many. Where the settings do not say, as many as
     * show the network 4800 patients, from 6 to 24: few patients need to be seen more often, and many are overfitted. A
     * network that starts from trained weights is shown 2400, in 2 to 10 epochs.
     *
     * @param patients number of training patients
     * @param trained whether the training starts from trained weights
     * @return epochs
     */
    public int epochs(int patients, boolean trained) {
        if (epochs != null) {
            return epochs;
        }
        return trained ? epochs(patients, 2400, 2, 10) : epochs(patients, 4800, 6, MOST_EPOCHS);
    }

    private static int epochs(int patients, int shown, int fewest, int most) {
        return Math.max(fewest, Math.min(most, (shown + patients - 1) / patients));
    }

    /** {@return the most epochs any training has, whatever its patients} */
    public int mostEpochs() {
        return epochs != null ? epochs : MOST_EPOCHS;
    }

    /** {@return a builder that starts from these values} */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Changes single settings. */
    public static final class Builder {
        private Integer epochs;
        private int batchSize;
        private double learningRate;
        private double plateauFactor;
        private int plateauPatience;
        private double learningRateFloor;
        private AccuracyRule accuracy;
        private ThresholdRule thresholds;
        private BatchNormStatistics batchNorm;
        private LearningRateSchedule schedule;
        private MapScaling maps;
        private FirstWeights firstWeights;
        private double fineTuningFactor;

        private Builder(TrainingSettings from) {
            epochs = from.epochs;
            batchSize = from.batchSize;
            learningRate = from.learningRate;
            plateauFactor = from.plateauFactor;
            plateauPatience = from.plateauPatience;
            learningRateFloor = from.learningRateFloor;
            accuracy = from.accuracy;
            thresholds = from.thresholds;
            batchNorm = from.batchNorm;
            schedule = from.schedule;
            maps = from.maps;
            firstWeights = from.firstWeights;
            fineTuningFactor = from.fineTuningFactor;
        }

        /**
         * Sets the maximum number of epochs.
         *
         * @param value epochs; null for as many as the training patients ask for
         * @return this
         */
        public Builder epochs(Integer value) {
            epochs = value;
            return this;
        }

        /**
         * Sets the patients per step.
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
         * Sets how the learning rate falls and which weights are kept.
         *
         * @param value schedule
         * @return this
         */
        public Builder schedule(LearningRateSchedule value) {
            schedule = value;
            return this;
        }

        /**
         * Sets what happens to the maps first.
         *
         * @param value scaling
         * @return this
         */
        public Builder maps(MapScaling value) {
            maps = value;
            return this;
        }

        /**
         * Sets what a training starts from that is given no other weights.
         *
         * @param value weights
         * @return this
         */
        public Builder firstWeights(FirstWeights value) {
            firstWeights = value;
            return this;
        }

        /**
         * Sets what the learning rate is multiplied by where a training starts from trained weights.
         *
         * @param value factor
         * @return this
         */
        public Builder fineTuningFactor(double value) {
            fineTuningFactor = value;
            return this;
        }

        /** {@return the settings} */
        public TrainingSettings build() {
            return new TrainingSettings(
                    epochs,
                    batchSize,
                    learningRate,
                    plateauFactor,
                    plateauPatience,
                    learningRateFloor,
                    accuracy,
                    thresholds,
                    batchNorm,
                    schedule,
                    maps,
                    firstWeights,
                    fineTuningFactor);
        }
    }
}
