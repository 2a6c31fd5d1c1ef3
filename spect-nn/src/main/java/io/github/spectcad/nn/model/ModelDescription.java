package io.github.spectcad.nn.model;

import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.TrainingMaps;
import io.github.spectcad.core.spi.ProviderCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * Everything of a trained model but its weights: the {@code model.json} of a model file.
 *
 * <p>Every value is checked here, by the constructors of this record and of those it is made of, whether it comes from a
 * training or from a file: what a file must match of the network (inputs, weights) {@link ModelFile} checks besides.
 * Texts are of one line and short, for they reach terminals and reports.
 *
 * <p><b>Versions of the format.</b> A field that older files lack is null or absent in them, and its record says what that
 * means; only where an older library would misread a file does {@link #FORMAT_VERSION} rise. Every version from
 * {@value #OLDEST_FORMAT_VERSION} on stays readable.
 *
 * @param formatVersion version of the file format, {@value #OLDEST_FORMAT_VERSION} to {@value #FORMAT_VERSION}
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
 * @param trainingMaps how the maps look that it was trained on; null, as in older files, is not known
 * @param assurance calibration and what it comes from; null, as in files of version 2, is none
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
        TrainingMaps trainingMaps,
        Assurance assurance,
        List<String> notes,
        Versions versions,
        List<Weight> weights) {
    /** The version this library writes, and the newest it reads. */
    public static final int FORMAT_VERSION = 3;

    /** The oldest version this library reads. */
    public static final int OLDEST_FORMAT_VERSION = 1;

    private static final int MAX_TEXT = 2000;

    /** What a model of this library may be used for, and what not. */
    public static final String INTENDED_USE = Prediction.RESEARCH_USE_ONLY
            + " Estimates, from SPECT myocardial-perfusion polar maps, the probability of disease of the LAD, RCA and LCX "
            + "as the reference standard of its training data defines it. Valid for maps made and normalised as those "
            + "it was trained on; not validated for any clinical decision.";

    /** Checks the values. */
    public ModelDescription {
        if (!isKnown(formatVersion)) {
            throw new IllegalArgumentException("format version is " + formatVersion + ": this library knows "
                    + OLDEST_FORMAT_VERSION + " to " + FORMAT_VERSION);
        }
        requireText("intendedUse", intendedUse);
        Objects.requireNonNull(training, "training");
        ProviderCatalog.requireId("backbone", training.network().backbone());
        ProviderCatalog.requireId("fusion", training.network().fusion());
        ProviderCatalog.requireId("training strategy", training.strategy());
        inputs = list("inputs", inputs);
        outputs = list("outputs", outputs);
        maps = Objects.requireNonNullElse(maps, MapScaler.IDENTITY);
        Objects.requireNonNull(scaler, "scaler");
        averaging = Objects.requireNonNullElse(averaging, Averaging.NONE);
        thresholds = list("thresholds", thresholds);
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(validation, "validation");
        imageUse = Objects.requireNonNullElse(imageUse, ImageUse.UNKNOWN);
        trainingMaps = Objects.requireNonNullElse(trainingMaps, TrainingMaps.UNKNOWN);
        assurance = Objects.requireNonNullElse(assurance, Assurance.NONE);
        notes = notes == null ? List.of() : list("notes", notes);
        notes.forEach(note -> requireText("a note", note));
        Objects.requireNonNull(versions, "versions");
        weights = list("weights", weights);
        Set<String> names = new HashSet<>();
        for (Weight weight : weights) {
            if (!names.add(weight.name())) {
                throw new IllegalArgumentException("the weights " + weight.name() + " are described twice");
            }
        }
        if (!outputs.equals(vesselIds())) {
            throw new IllegalArgumentException("outputs are " + outputs + ": must be " + vesselIds());
        }
        if (thresholds.size() != outputs.size() || !thresholds.stream().allMatch(t -> t >= 0 && t <= 1)) {
            throw new IllegalArgumentException(
                    "thresholds are " + thresholds + ": needed are three (LAD, RCA, LCX) in [0, 1]");
        }
    }

    static boolean isKnown(int formatVersion) {
        return formatVersion >= OLDEST_FORMAT_VERSION && formatVersion <= FORMAT_VERSION;
    }

    private static <T> List<T> list(String name, List<T> values) {
        if (Objects.requireNonNull(values, name).stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(name + " has an empty place");
        }
        return List.copyOf(values);
    }

    private static void requireText(String name, String text) {
        Objects.requireNonNull(text, name);
        if (text.length() > MAX_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    name + " is not one line of at most " + MAX_TEXT + " characters without control characters");
        }
    }

    private static void requireExtents(String name, List<Integer> extents) {
        if (extents.isEmpty() || extents.size() > 8 || !extents.stream().allMatch(extent -> extent >= 1)) {
            throw new IllegalArgumentException(
                    "extents of " + name + " are " + extents + ": needed are 1 to 8 numbers of at least 1");
        }
    }

    private static void require(boolean valid, String name, Object value, String allowed) {
        if (!valid) {
            throw new IllegalArgumentException(name + " is " + value + ": must be " + allowed);
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
     * @param predictions its out-of-fold predictions and its patients
     * @return the description, with the weights of the member
     */
    public ModelDescription ofEnsemble(
            Averaging all,
            TrainingConfiguration configuration,
            List<Double> decision,
            Data patients,
            Validation figures,
            ImageUse use,
            Assurance predictions) {
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
                trainingMaps,
                predictions,
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
                trainingMaps,
                assurance,
                notes,
                versions,
                own);
    }

    /**
     * The description of the same network with other calibration and thresholds.
     *
     * @param changed the calibration and where it comes from
     * @param decision decision thresholds on calibrated probabilities for LAD, RCA, LCX
     * @param selected the patients these were learned from
     * @return the description, of the newest version of the format
     */
    public ModelDescription withAssurance(Assurance changed, List<Double> decision, SeenPatients selected) {
        return new ModelDescription(
                FORMAT_VERSION,
                intendedUse,
                training,
                inputs,
                outputs,
                maps,
                scaler,
                averaging,
                decision,
                new Data(
                        data.trainingPatients(),
                        data.trainingFingerprint(),
                        data.validationPatients(),
                        data.validationFingerprint(),
                        data.initialWeights(),
                        data.patients().and(selected)),
                validation,
                imageUse,
                trainingMaps,
                changed,
                notes,
                versions,
                weights);
    }

    /**
     * The description without what is about single patients: the digests of the patients it has seen, and the out-of-sample
     * predictions with their labels. Numbers of patients and the fingerprints of whole cohorts stay, so do the calibration and
     * means over the training patients. For files that leave the place where the model was made.
     *
     * @return the description, of the same network
     */
    public ModelDescription withoutPatients() {
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
                new Data(
                        data.trainingPatients(),
                        data.trainingFingerprint(),
                        data.validationPatients(),
                        data.validationFingerprint(),
                        data.initialWeights(),
                        SeenPatients.UNKNOWN),
                validation,
                imageUse,
                trainingMaps,
                assurance.withoutPatients(),
                notes,
                versions,
                weights);
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
            requireText("name of an input", name);
            shape = list("shape", shape);
            requireExtents("input " + name, shape);
            requireText("meaning of input " + name, meaning);
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
            require(trainingPatients >= 0, "trainingPatients", trainingPatients, "at least 0");
            require(validationPatients >= 0, "validationPatients", validationPatients, "at least 0");
            requireText("trainingFingerprint", trainingFingerprint);
            requireText("validationFingerprint", validationFingerprint);
            requireText("initialWeights", initialWeights);
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
        /** Checks the values. */
        public Validation {
            require(epoch >= 0 && epoch <= epochs, "epoch", epoch, "in [0, epochs], epochs is " + epochs);
            vesselAuc = list("vesselAuc", vesselAuc);
            require(vesselAuc.size() <= 3, "number of vesselAuc", vesselAuc.size(), "at most 3");
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
            requireText("library", library);
            requireText("backend", backend);
            requireText("java", java);
            requireText("platform", platform);
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
            requireText("name of a weight", name);
            dimensions = list("dimensions", dimensions);
            requireExtents("weights " + name, dimensions);
        }
    }
}
