package io.github.spectcad.nn.model;

import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * Everything of a trained model but its weights: the {@code model.json} of a model file.
 *
 * @param formatVersion version of the file format, {@value #FORMAT_VERSION}
 * @param intendedUse what the model may be used for
 * @param training how it was trained, the network included
 * @param inputs names, shapes and meaning of the inputs, in order
 * @param outputs meaning of the outputs, in order
 * @param maps standardises the maps, fitted on the training patients alone; null, as in files of version 1, leaves them
 *     as they are
 * @param scaler scales the clinical features, fitted on the training patients alone
 * @param averaging what its predictions are means of; null, as in files of version 1, is one network
 * @param thresholds decision thresholds for LAD, RCA, LCX: diseased where the probability is at least this
 * @param data what it was trained on
 * @param validation how the kept weights did on the validation patients
 * @param imageUse whether the network looks at the maps; null, as in files of version 1, is not known
 * @param notes how the training differs from the paper's, for people
 * @param versions what it was trained with
 * @param weights names and extents of the weights, in order
 */
public record ModelDescription(
        int formatVersion,
        String intendedUse,
        TrainingConfiguration training,
        List<Input> inputs,
        List<String> outputs,
        MapScaler maps,
        FeatureScaler scaler,
        Averaging averaging,
        List<Double> thresholds,
        Data data,
        Validation validation,
        ImageUse imageUse,
        List<String> notes,
        Versions versions,
        List<Weight> weights) {
    /** The version this library writes; it reads all from 1 to this. */
    public static final int FORMAT_VERSION = 2;

    /** What a model of this library may be used for, and what not. */
    public static final String INTENDED_USE = Prediction.RESEARCH_USE_ONLY
            + " Estimates, from SPECT myocardial-perfusion polar maps, the probability of disease of the LAD, RCA and LCX "
            + "as the reference standard of its training data defines it. Valid for maps made and normalised as those "
            + "it was trained on; not validated for any clinical decision.";

    /** Checks the values. */
    public ModelDescription {
        if (!(formatVersion >= 1 && formatVersion <= FORMAT_VERSION)) {
            throw new IllegalArgumentException(
                    "format version is " + formatVersion + ": this library knows 1 to " + FORMAT_VERSION);
        }
        Objects.requireNonNull(intendedUse, "intendedUse");
        Objects.requireNonNull(training, "training");
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        maps = Objects.requireNonNullElse(maps, MapScaler.IDENTITY);
        Objects.requireNonNull(scaler, "scaler");
        averaging = Objects.requireNonNullElse(averaging, Averaging.NONE);
        thresholds = List.copyOf(thresholds);
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(validation, "validation");
        imageUse = Objects.requireNonNullElse(imageUse, ImageUse.UNKNOWN);
        notes = notes == null ? List.of() : List.copyOf(notes);
        Objects.requireNonNull(versions, "versions");
        weights = List.copyOf(weights);
        if (!outputs.equals(vesselIds())) {
            throw new IllegalArgumentException("outputs are " + outputs + ": must be " + vesselIds());
        }
        if (thresholds.size() != outputs.size() || !thresholds.stream().allMatch(t -> t >= 0 && t <= 1)) {
            throw new IllegalArgumentException(
                    "thresholds are " + thresholds + ": needed are three (LAD, RCA, LCX) in [0, 1]");
        }
    }

    /**
     * The description of an ensemble of which this describes a member.
     *
     * @param all what its predictions are means of
     * @param configuration how its members were trained
     * @param decision decision thresholds for LAD, RCA, LCX
     * @param patients what all members together were trained on
     * @param figures figures on the validation patients of all folds
     * @param use whether it looks at the maps
     * @return the description, with the weights of the member
     */
    public ModelDescription ofEnsemble(
            Averaging all,
            TrainingConfiguration configuration,
            List<Double> decision,
            Data patients,
            Validation figures,
            ImageUse use) {
        return new ModelDescription(
                formatVersion,
                intendedUse,
                configuration,
                inputs,
                outputs,
                maps,
                scaler,
                all,
                decision,
                patients,
                figures,
                use,
                notes,
                versions,
                weights);
    }

    /** The same with these weights. */
    ModelDescription withWeights(List<Weight> own) {
        return new ModelDescription(
                formatVersion,
                intendedUse,
                training,
                inputs,
                outputs,
                maps,
                scaler,
                averaging,
                thresholds,
                data,
                validation,
                imageUse,
                notes,
                versions,
                own);
    }

    /** {@return the outputs every model has: lad, rca, lcx} */
    static List<String> vesselIds() {
        return VesselTerritory.ORDER.stream().map(VesselTerritory::id).toList();
    }

    /**
     * An input of the network.
     *
     * @param name name
     * @param shape extents without the batch
     * @param meaning what it holds, for people
     */
    public record Input(String name, List<Integer> shape, String meaning) {
        /** Checks the values. */
        public Input {
            Objects.requireNonNull(name, "name");
            shape = List.copyOf(shape);
            Objects.requireNonNull(meaning, "meaning");
        }
    }

    /**
     * What a model was trained on.
     *
     * @param trainingPatients number of training patients
     * @param trainingFingerprint SHA-256 over the training patients' ids, maps, clinical features and labels
     * @param validationPatients number of validation patients
     * @param validationFingerprint the same over the validation patients
     * @param initialWeights fingerprint of the weights of the model it started from; empty for a random start
     * @param patients which patients it has seen; {@link SeenPatients#UNKNOWN} in older files
     */
    public record Data(
            int trainingPatients,
            String trainingFingerprint,
            int validationPatients,
            String validationFingerprint,
            String initialWeights,
            SeenPatients patients) {
        /** Checks the values. */
        public Data {
            Objects.requireNonNull(trainingFingerprint, "trainingFingerprint");
            Objects.requireNonNull(validationFingerprint, "validationFingerprint");
            Objects.requireNonNull(initialWeights, "initialWeights");
            patients = Objects.requireNonNullElse(patients, SeenPatients.UNKNOWN);
        }
    }

    /**
     * Figures on the validation patients, after the epoch whose weights were kept. Of an ensemble of folds: those of its
     * out-of-fold predictions, each patient's by the networks that did not train on it.
     *
     * @param epoch the epoch, from 1; the last where several networks are averaged
     * @param epochs epochs trained in all, by all networks together
     * @param loss mean binary cross-entropy
     * @param accuracy accuracy by the configured rule
     * @param auc area under the ROC curve over all vessels; NaN where there is one class only
     * @param vesselAuc the same for LAD, RCA, LCX
     */
    public record Validation(int epoch, int epochs, double loss, double accuracy, double auc, List<Double> vesselAuc) {
        /** Copies the list. */
        public Validation {
            vesselAuc = List.copyOf(vesselAuc);
        }
    }

    /**
     * What a model was trained with.
     *
     * @param library version of this library, as its pom says; {@code development} where it was compiled without
     *     its resources
     * @param backend native backend: name, version, threads, oneDNN or not
     * @param java version of Java
     * @param platform operating system and processor architecture
     */
    public record Versions(String library, String backend, String java, String platform) {
        /** Checks the values. */
        public Versions {
            Objects.requireNonNull(library, "library");
            Objects.requireNonNull(backend, "backend");
            Objects.requireNonNull(java, "java");
            Objects.requireNonNull(platform, "platform");
        }

        /**
         * The versions of this process.
         *
         * @param backend describes the native backend
         * @return the versions
         */
        public static Versions current(String backend) {
            return new Versions(
                    ofLibrary(),
                    backend,
                    System.getProperty("java.version"),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        }

        /** From a resource: the manifest of a jar that an application merges with the library's is the application's. */
        private static String ofLibrary() {
            Properties properties = new Properties();
            try (InputStream in = Versions.class.getResourceAsStream("version.properties")) {
                if (in != null) {
                    properties.load(in);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return properties.getProperty("version", "development");
        }
    }

    /**
     * A weight array.
     *
     * @param name {@code layer/parameter}
     * @param dimensions extents, row-major
     */
    public record Weight(String name, List<Integer> dimensions) {
        /** Checks the values. */
        public Weight {
            Objects.requireNonNull(name, "name");
            dimensions = List.copyOf(dimensions);
        }
    }
}
