package io.github.spectcad.nn.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Everything that decides a training besides the data; two trainings with equal configurations, data and number of
 * threads give equal models.
 *
 * @param network the network; its head takes no or all clinical features
 * @param strategy id of the training strategy the data came from, for the record
 * @param rotationDegrees augmentation: each map is turned by a uniform angle of at most this, the same for rest and
 *     stress; 0 for none
 * @param settings how it is trained; in JSON its fields stand beside the others
 * @param seed seed of weights, order of patients, dropout and augmentation
 */
public record TrainingConfiguration(
        NetworkSpec network,
        String strategy,
        double rotationDegrees,
        @JsonUnwrapped TrainingSettings settings,
        long seed) {
    /** The paper's augmentation, in degrees. */
    public static final double PAPER_ROTATION_DEGREES = 10;

    /** The size of maps this library recommends, width and height. */
    public static final int RECOMMENDED_PIXELS = 32;

    /** Checks the values; NaN fails. */
    public TrainingConfiguration {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(settings, "settings");
        int clinical = network.head().clinicalFeatures();
        if (clinical != 0 && clinical != ClinicalFeatures.NAMES.size()) {
            throw new IllegalArgumentException(
                    "number of clinical features is " + clinical + ": must be 0 or " + ClinicalFeatures.NAMES.size());
        }
        if (!(rotationDegrees >= 0 && rotationDegrees <= 180)) {
            throw new IllegalArgumentException("rotationDegrees is " + rotationDegrees + ": must lie in [0, 180]");
        }
    }

    /**
     * The paper's protocol: 290 pixels, {@link TrainingSettings#PAPER}, no augmentation, seed 1.
     *
     * @param backbone id of the backbone
     * @param fusion id of the fusion strategy (input)
     * @param strategy id of the training strategy
     * @return the configuration
     */
    public static TrainingConfiguration paper(String backbone, String fusion, String strategy) {
        return new TrainingConfiguration(
                new NetworkSpec(backbone, fusion, 290, HeadSpec.PAPER), strategy, 0, TrainingSettings.PAPER, 1);
    }

    /**
     * What this library recommends: {@value #RECOMMENDED_PIXELS} pixels, {@link HeadSpec#RECOMMENDED},
     * {@link TrainingSettings#RECOMMENDED}, no augmentation, seed 1.
     *
     * @param backbone id of the backbone
     * @param fusion id of the fusion strategy (input)
     * @param strategy id of the training strategy
     * @return the configuration
     */
    public static TrainingConfiguration recommended(String backbone, String fusion, String strategy) {
        return new TrainingConfiguration(
                new NetworkSpec(backbone, fusion, RECOMMENDED_PIXELS, HeadSpec.RECOMMENDED),
                strategy,
                0,
                TrainingSettings.RECOMMENDED,
                1);
    }

    /**
     * How this training differs from the paper's, for people.
     *
     * @return one phrase for each value that differs, the paper's in parentheses; empty for the paper's protocol
     */
    public List<String> differencesFromPaper() {
        List<String> differences = new ArrayList<>();
        TrainingConfiguration paper = paper(network.backbone(), network.fusion(), strategy);
        note(differences, "maps of %s pixels", network.pixels(), paper.network.pixels());
        note(
                differences,
                "hidden units of the head %s",
                network.head().units(),
                paper.network.head().units());
        note(
                differences,
                "L2 penalty %s",
                network.head().l2(),
                paper.network.head().l2());
        note(
                differences,
                "dropout %s",
                network.head().dropout(),
                paper.network.head().dropout());
        note(
                differences,
                "clinical features %s",
                network.head().clinicalFeatures(),
                paper.network.head().clinicalFeatures());
        note(
                differences,
                settings.epochs() == null ? "epochs by the number of training patients" : "maximum number of epochs %s",
                settings.epochs(),
                paper.settings.epochs());
        note(differences, "patients per step %s", settings.batchSize(), paper.settings.batchSize());
        note(differences, "first learning rate %s", settings.learningRate(), paper.settings.learningRate());
        note(differences, "learning rate schedule %s", settings.schedule(), paper.settings.schedule());
        if (settings.schedule() == LearningRateSchedule.PLATEAU) {
            note(differences, "plateau factor %s", settings.plateauFactor(), paper.settings.plateauFactor());
            note(differences, "plateau patience %s", settings.plateauPatience(), paper.settings.plateauPatience());
            note(
                    differences,
                    "learning rate floor %s",
                    settings.learningRateFloor(),
                    paper.settings.learningRateFloor());
        }
        note(differences, "map scaling %s", settings.maps(), paper.settings.maps());
        note(differences, "first weights %s", settings.firstWeights(), paper.settings.firstWeights());
        note(
                differences,
                "learning rate times %s from trained weights",
                settings.fineTuningFactor(),
                paper.settings.fineTuningFactor());
        note(
                differences,
                "momentum of batch normalisations %s",
                settings.batchNorm().momentum(),
                paper.settings.batchNorm().momentum());
        note(
                differences,
                "batch normalisations frozen: %s",
                settings.batchNorm().frozen(),
                paper.settings.batchNorm().frozen());
        return List.copyOf(differences);
    }

    private static void note(List<String> differences, String phrase, Object value, Object paper) {
        if (!paper.equals(value)) {
            differences.add(String.format(Locale.ROOT, phrase, value) + " (paper: " + paper + ")");
        }
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
        private TrainingSettings settings;
        private long seed;

        private Builder(TrainingConfiguration from) {
            network = from.network;
            strategy = from.strategy;
            rotationDegrees = from.rotationDegrees;
            settings = from.settings;
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
         * Changes the settings: {@code settings(s -> s.epochs(40).batchSize(8))}.
         *
         * @param change changes the builder of the present settings
         * @return this
         */
        public Builder settings(UnaryOperator<TrainingSettings.Builder> change) {
            settings = change.apply(settings.toBuilder()).build();
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
            return new TrainingConfiguration(network, strategy, rotationDegrees, settings, seed);
        }
    }
}
