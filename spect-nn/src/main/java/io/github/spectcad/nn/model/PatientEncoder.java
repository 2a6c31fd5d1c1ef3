package io.github.spectcad.nn.model;

import io.github.spectcad.core.ClassifierInputs;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.fusion.ImageInput;
import io.github.spectcad.nn.graph.FrozenNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns patients into the inputs of a network: each image input {@code [batch, channels, pixels, pixels]}, the maps
 * as the {@link MapScaler} leaves them, then the z-scored clinical features {@code [batch, 4]} where the network takes them. Immutable.
 */
public final class PatientEncoder {
    private static final int CLINICAL_FEATURES = 4;

    private final List<ImageInput> images;
    private final int pixels;
    private final MapScaler maps;
    private final FeatureScaler scaler;
    private final boolean clinical;
    private final ClassifierInputs required;

    /**
     * An encoder.
     *
     * @param images the image inputs of the network
     * @param pixels width and height of the maps
     * @param maps standardises the maps
     * @param clinical whether the network takes the clinical features
     * @param scaler scales the clinical features
     */
    public PatientEncoder(List<ImageInput> images, int pixels, MapScaler maps, boolean clinical, FeatureScaler scaler) {
        this.images = List.copyOf(images);
        this.pixels = pixels;
        this.maps = Objects.requireNonNull(maps, "maps");
        this.clinical = clinical;
        this.scaler = Objects.requireNonNull(scaler, "scaler");
        this.required = new ClassifierInputs(
                pixels,
                this.images.stream().flatMap(image -> image.channels().stream()).collect(Collectors.toSet()),
                clinical);
    }

    /** The encoder of a described model. */
    static PatientEncoder of(ModelDescription model, FusionStrategy fusion) {
        NetworkSpec spec = model.training().network();
        boolean clinical = spec.head().clinicalFeatures() > 0;
        return new PatientEncoder(fusion.inputs(), spec.pixels(), model.maps(), clinical, model.scaler());
    }

    /** {@return the image inputs} */
    public List<ImageInput> images() {
        return images;
    }

    /** {@return standardises the maps} */
    public MapScaler maps() {
        return maps;
    }

    /** {@return the states whose maps the network takes} */
    public Set<PerfusionState> states() {
        return required.states();
    }

    /** {@return scales the clinical features} */
    public FeatureScaler scaler() {
        return scaler;
    }

    /** {@return the inputs of the network with their meaning, for people} */
    public List<ModelDescription.Input> describeInputs() {
        List<ModelDescription.Input> inputs = new ArrayList<>();
        for (ImageInput image : images) {
            inputs.add(new ModelDescription.Input(
                    image.name(),
                    List.of(image.channels().size(), pixels, pixels),
                    "polar maps, one a channel: "
                            + String.join(
                                    ", ",
                                    image.channels().stream().map(s -> s.id()).toList())
                            + "; [channel, row, column], in [0, 1] with maximum 1, background 0, anterior up, "
                            + "septum left"
                            + (maps.equals(MapScaler.IDENTITY)
                                    ? ""
                                    : "; then within the disc minus the mean of the state's maps, divided by their"
                                            + " standard deviation, 0 outside")));
        }
        if (clinical) {
            inputs.add(new ModelDescription.Input(
                    NetworkSpec.CLINICAL_INPUT,
                    List.of(ClinicalFeatures.NAMES.size()),
                    String.join(", ", ClinicalFeatures.NAMES)
                            + "; sex 1 male, 2 female; each minus the scaler's mean, divided by its standard "
                            + "deviation"));
        }
        return inputs;
    }

    /**
     * Checks that a patient has what the network takes.
     *
     * @param patient the patient
     * @throws IllegalArgumentException if a map or a clinical feature is missing, or a map has another size; the message
     *     names the patient and what is missing
     */
    public void check(PatientStudy patient) {
        required.check(patient);
    }

    /**
     * Arrays for a batch, to be filled again and again.
     *
     * @param batch number of patients
     * @return an array for each input of the network
     */
    public List<float[]> allocate(int batch) {
        List<float[]> inputs = new ArrayList<>();
        for (ImageInput image : images) {
            inputs.add(new float[Math.toIntExact((long) batch * image.channels().size() * pixels * pixels)]);
        }
        if (clinical) {
            inputs.add(new float[batch * CLINICAL_FEATURES]);
        }
        return inputs;
    }

    /**
     * Encodes patients.
     *
     * @param patients the patients, as many as the arrays were allocated for
     * @param inputs where to
     * @throws IllegalArgumentException as {@link #check} does
     */
    public void encode(List<PatientStudy> patients, List<float[]> inputs) {
        for (int p = 0; p < patients.size(); p++) {
            PatientStudy patient = patients.get(p);
            check(patient);
            for (int i = 0; i < images.size(); i++) {
                List<PerfusionState> channels = images.get(i).channels();
                for (int c = 0; c < channels.size(); c++) {
                    int offset = (p * channels.size() + c) * pixels * pixels;
                    maps.copy(required.map(patient, channels.get(c)), inputs.get(i), offset);
                }
            }
            if (clinical) {
                double[] features = scaler.transform(patient.clinical());
                for (int f = 0; f < features.length; f++) {
                    inputs.get(images.size())[p * CLINICAL_FEATURES + f] = (float) features[f];
                }
            }
        }
    }

    /**
     * Predicts patients one by one, so that a prediction does not depend on who else is predicted.
     *
     * @param network the network
     * @param patients the patients
     * @return a prediction for each
     * @throws IllegalArgumentException as {@link #check} does
     * @throws ArithmeticException if the network gives NaN
     */
    public List<Prediction> predict(FrozenNetwork network, List<PatientStudy> patients) {
        return predict(network, patients, Averaging.NONE);
    }

    /** Predicts by the mean of the probabilities at all angles. */
    List<Prediction> predict(FrozenNetwork network, List<PatientStudy> patients, Averaging averaging) {
        patients.forEach(this::check);
        List<float[]> inputs = allocate(1);
        List<Prediction> predictions = new ArrayList<>();
        for (PatientStudy patient : patients) {
            double[] p = new double[VesselTerritory.ORDER.size()];
            List<Double> angles = averaging.angles();
            for (double angle : angles) {
                encode(List.of(patient.rotated(angle)), inputs);
                double[] turned = network.probabilities(inputs, 1);
                for (int i = 0; i < p.length; i++) {
                    p[i] += turned[i] / angles.size();
                }
            }
            if (Double.isNaN(p[0] + p[1] + p[2])) {
                throw new ArithmeticException("the network gives NaN for patient '" + patient.patientId() + "'");
            }
            predictions.add(new Prediction(patient.patientId(), p[0], p[1], p[2]));
        }
        return predictions;
    }
}
