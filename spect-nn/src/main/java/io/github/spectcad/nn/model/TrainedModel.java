package io.github.spectcad.nn.model;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.file.Sha256;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.core.spi.Lifetime;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.graph.FrozenNetwork;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A trained network that predicts patients. Research use only, not for diagnosis.
 *
 * <p>Safe for concurrent use, closing included, so that an application can swap models at any time: calls under way end
 * normally, later ones throw {@link IllegalStateException}, and the native memory is released, once, when the last call
 * and the last saliency session have ended. A patient's prediction is the same whoever else is predicted with it.
 */
public final class TrainedModel implements CadClassifier, InitialWeights {
    private final ModelDescription description;
    private final PatientEncoder encoder;
    private final Network network;
    private final FrozenNetwork frozen;
    private final Lifetime lifetime;

    /**
     * A model.
     *
     * @param description what it is
     * @param encoder makes its inputs
     * @param network the trained network; belongs to the model from now on and is closed with it
     */
    public TrainedModel(ModelDescription description, PatientEncoder encoder, Network network) {
        this.description = Objects.requireNonNull(description, "description");
        this.encoder = Objects.requireNonNull(encoder, "encoder");
        this.network = Objects.requireNonNull(network, "network");
        this.frozen = network.freezeSharing();
        this.lifetime = new Lifetime("model", () -> {
            frozen.close();
            network.close();
        });
    }

    /**
     * The model of an ensemble.
     *
     * @param members its members, of one kind and with the same scalers; they stay as they are and open
     * @param description what it is; the list of its weights is made here
     * @return the model, to be closed
     */
    public static TrainedModel ensemble(List<TrainedModel> members, ModelDescription description) {
        TrainedModel first = members.get(0);
        Network network = EnsembleNetwork.of(
                description.training().network(),
                members.stream().map(m -> m.network).toList());
        List<ModelDescription.Weight> weights = network.parameters().stream()
                .map(p -> new ModelDescription.Weight(p.name(), p.dimensions()))
                .toList();
        return new TrainedModel(description.withWeights(weights), first.encoder, network);
    }

    /** {@return everything of the model but its weights} */
    public ModelDescription description() {
        return description;
    }

    /** {@return makes the inputs of the network from patients} */
    public PatientEncoder encoder() {
        return encoder;
    }

    @Override
    public OptionalInt pixels() {
        return OptionalInt.of(description.training().network().pixels());
    }

    @Override
    public Set<PerfusionState> states() {
        return encoder.states();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Probabilities go through the model's {@link Calibration}, if it has one.
     */
    @Override
    public List<Prediction> classify(List<PatientStudy> patients, MapGate gate) {
        Calibration calibration = description.assurance().calibration();
        return classifyUncalibrated(patients, gate).stream()
                .map(calibration::apply)
                .toList();
    }

    /**
     * Predicts as {@link #classify(List, MapGate)} does, without the model's calibration.
     *
     * @param patients the patients, each with the maps the model takes and known clinical features
     * @param gate looks at the maps the model takes before anything is computed
     * @return one prediction per patient, in the same order, as the network gives it
     * @throws io.github.spectcad.core.quality.MapRefusedException if the gate refuses a map
     * @throws IllegalArgumentException if a patient lacks what the model needs, naming patient and what is missing
     * @throws IllegalStateException if the model is closed
     * @since 0.1.0
     */
    public List<Prediction> classifyUncalibrated(List<PatientStudy> patients, MapGate gate) {
        return lifetime.use(() -> {
            patients.forEach(encoder::check);
            patients.forEach(patient -> gate.check(patient, encoder.states()));
            return encoder.predict(frozen, patients, description.averaging());
        });
    }

    @Override
    public Thresholds thresholds() {
        return Thresholds.of(description.thresholds());
    }

    /**
     * Measures how much the prediction of a patient varies; see {@link PredictionSpread}.
     *
     * @param patient a patient with the maps the model takes and known clinical features
     * @param gate looks at the maps the model takes before anything is computed
     * @return the prediction with its spread, the same for the same patient
     * @throws io.github.spectcad.core.quality.MapRefusedException if the gate refuses a map
     * @throws IllegalArgumentException if the patient lacks what the model needs
     * @throws IllegalStateException if the model is closed
     * @since 0.1.0
     */
    public PredictionSpread spread(PatientStudy patient, MapGate gate) {
        Prediction prediction = classify(List.of(patient), gate).get(0);
        return lifetime.use(() -> PredictionSpread.of(description, encoder, network, patient, prediction));
    }

    /**
     * Copies the network, to try what it does with other weights.
     *
     * @return the copy, to be closed; the model stays as it is whatever is done to it
     * @throws IllegalStateException if the model is closed
     * @since 0.1.0
     */
    public Network copyNetwork() {
        return lifetime.use(() -> {
            NetworkSpec spec = description.training().network();
            NetworkBuilder builder = new NetworkBuilder();
            Tensor logits = EnsembleNetwork.build(
                    builder,
                    spec,
                    description.averaging().members(),
                    Backbones.load().require(spec.backbone()),
                    FusionStrategies.load().require(spec.fusion()));
            Network copy = builder.allocate(logits, network.dataType());
            copy.copyParametersFrom(network);
            return copy;
        });
    }

    /**
     * Starts computing gradients with respect to the inputs.
     *
     * @return a session, for one thread; it stays usable until it is closed itself
     * @throws IllegalStateException if the model is closed
     */
    public SaliencySession saliencySession() {
        return lifetime.use(network::saliency);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the backbones differ or no parameter fits
     * @throws IllegalStateException if the model is closed
     */
    @Override
    public WeightTransfer initialise(NetworkSpec spec, int member, Network target) {
        String own = description.training().network().backbone();
        if (!own.equals(spec.backbone())) {
            throw new IllegalArgumentException("the model to start from is a " + own + " and the network to train a "
                    + spec.backbone() + ": start from a model of the same backbone");
        }
        int source = 1 + (member - 1) % description.averaging().members();
        WeightTransfer transfer = lifetime.use(() -> WeightTransfer.copy(network, source, target));
        if (transfer.copied().isEmpty()) {
            throw new IllegalArgumentException("no weight of the model to start from fits the network to train");
        }
        return transfer;
    }

    /** {@return SHA-256 in hex of names and values of all weights} */
    @Override
    public String weightsFingerprint() {
        return lifetime.use(this::digest);
    }

    private String digest() {
        MessageDigest sha = Sha256.digest();
        for (Parameter parameter : network.parameters()) {
            sha.update((parameter.name() + ' ' + parameter.dimensions() + '\n').getBytes(StandardCharsets.UTF_8));
            float[] values = network.parameterValues(parameter.name());
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            sha.update(bytes);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Something to do with the network that may fail as files do. */
    @FunctionalInterface
    public interface NetworkUse {
        /**
         * Uses the network.
         *
         * @param network the network; must not be changed, kept or closed
         * @throws IOException if a file fails
         */
        void accept(Network network) throws IOException;
    }

    /**
     * Uses the network, which stays open meanwhile.
     *
     * @param body what to do with it
     * @throws IOException as the body does
     * @throws IllegalStateException if the model is closed
     */
    public void use(NetworkUse body) throws IOException {
        lifetime.begin();
        try {
            body.accept(network);
        } finally {
            lifetime.end();
        }
    }

    /** Ends the model without waiting for calls under way. Does nothing the second time. */
    @Override
    public void close() {
        lifetime.close();
    }
}
