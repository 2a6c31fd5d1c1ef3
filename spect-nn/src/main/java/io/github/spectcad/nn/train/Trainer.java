package io.github.spectcad.nn.train;

import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.FrozenNetwork;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.TrainingSession;
import io.github.spectcad.nn.model.InitialWeights;
import io.github.spectcad.nn.model.LearningRateSchedule;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.MapScaling;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.PatientEncoder;
import io.github.spectcad.nn.model.SeenPatients;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.model.WeightTransfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains one network: Adam on the mean binary cross-entropy plus the head's L2 penalty. By the paper's schedule the
 * learning rate is reduced on plateaus of the validation accuracy until it arrives at its floor, and the weights are kept
 * of the epoch with the highest validation accuracy, among equals the lowest validation loss, then the first;
 * {@link LearningRateSchedule} has the other way.
 *
 * <p>The scalers of maps and clinical features are fitted on the training patients alone; validation patients decide the
 * thresholds and, by the paper's schedule, the learning rate and the epoch kept; nothing else is looked at.
 *
 * <p>Immutable; each {@code with} returns a changed copy. Same configuration, data, initial weights and number of threads:
 * same model, bit for bit, however often it was interrupted and resumed.
 *
 * <pre>{@code
 * TrainingResult result = Trainer.of(configuration)
 *         .withCheckpoint(file, Duration.ofSeconds(30))
 *         .train(training, validation, listener);
 * }</pre>
 */
public final class Trainer {
    private final TrainingConfiguration configuration;
    private final InitialWeights initial;
    private final int member;
    private final List<PatientStudy> scaled;
    private final Path checkpoint;
    private final Duration checkpointInterval;

    private Trainer(
            TrainingConfiguration configuration,
            InitialWeights initial,
            int member,
            List<PatientStudy> scaled,
            Path checkpoint,
            Duration checkpointInterval) {
        this.configuration = Objects.requireNonNull(configuration, "configuration");
        this.initial = initial;
        this.member = member;
        this.scaled = scaled;
        this.checkpoint = checkpoint;
        this.checkpointInterval = checkpointInterval;
    }

    /**
     * A trainer that starts from random weights and writes no checkpoints.
     *
     * @param configuration everything that decides the training besides the data
     * @return the trainer
     */
    public static Trainer of(TrainingConfiguration configuration) {
        return new Trainer(configuration, null, 1, null, null, Duration.ZERO);
    }

    /**
     * Starts from given weights, as far as they fit; see {@link WeightTransfer}.
     *
     * @param weights a model of the same backbone, or other weights for it; needed only until training has begun
     * @return the changed trainer
     */
    public Trainer withInitialWeights(InitialWeights weights) {
        return new Trainer(
                configuration,
                Objects.requireNonNull(weights, "weights"),
                member,
                scaled,
                checkpoint,
                checkpointInterval);
    }

    /**
     * Trains a member of an ensemble, from 1. The scalers of maps and clinical features are fitted to these patients in place
     * of the training patients, so that all members see the same inputs.
     */
    Trainer asMember(int number, List<PatientStudy> patients) {
        return new Trainer(configuration, initial, number, List.copyOf(patients), checkpoint, checkpointInterval);
    }

    /**
     * Keeps the state of the training in a file at ends of epochs, the last included, and continues from that file where it
     * exists. The file is left behind when training ends, to be removed by whoever has saved the model.
     *
     * @param file the file; replaced atomically
     * @param interval at least this much time lies between two checkpoints; zero for one each epoch
     * @return the changed trainer
     */
    public Trainer withCheckpoint(Path file, Duration interval) {
        return new Trainer(
                configuration,
                initial,
                member,
                scaled,
                Objects.requireNonNull(file, "file"),
                Objects.requireNonNull(interval, "interval"));
    }

    /**
     * Trains.
     *
     * @param training the training patients
     * @param validation the validation patients, none of whom train
     * @param listener is told of the progress and can end the training
     * @return the model and its epochs
     * @throws IllegalArgumentException if a patient lacks a map or a clinical feature the network takes, a patient is in
     *     both parts, or the initial weights do not fit
     * @throws io.github.spectcad.core.spi.ProviderNotFoundException if the backbone or the fusion is not on the class path
     * @throws TrainingCancelledException if the listener asked for it, or the thread was interrupted
     * @throws TrainingDivergedException if loss or predictions became NaN or infinite
     * @throws IOException if a checkpoint or the initial weights cannot be read, or a checkpoint cannot be written
     */
    public TrainingResult train(TrainingData training, TrainingData validation, TrainingListener listener)
            throws IOException {
        Objects.requireNonNull(listener, "listener");
        requireDisjoint(training, validation);
        NetworkSpec spec = configuration.network();
        FusionStrategy fusion = FusionStrategies.load().require(spec.fusion());
        PatientEncoder encoder = encoder(fusion, training, validation);
        Network network = spec.assemble(
                Backbones.load().require(spec.backbone()), fusion, Seeds.of(configuration.seed(), "weights", 0));
        try (Run run = new Run(network, encoder, training, validation, listener)) {
            return run.train();
        } catch (TrainingStoppedException e) {
            if (e.bestModel().isEmpty()) { // else the network is the model's
                network.close();
            }
            throw e;
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static void requireDisjoint(TrainingData training, TrainingData validation) {
        List<String> shared = new ArrayList<>(ids(training));
        shared.retainAll(ids(validation));
        if (!shared.isEmpty()) {
            throw new IllegalArgumentException("patients " + shared + " are in both training and validation data");
        }
    }

    private static List<String> ids(TrainingData data) {
        return data.patients().stream().map(p -> p.patient().patientId()).toList();
    }

    /** The encoder with the scaler fitted on the training patients; checks that all patients have what it needs. */
    private PatientEncoder encoder(FusionStrategy fusion, TrainingData training, TrainingData validation) {
        NetworkSpec spec = configuration.network();
        boolean clinical = spec.head().clinicalFeatures() > 0;
        PatientEncoder unscaled = new PatientEncoder(
                fusion.inputs(), spec.pixels(), MapScaler.IDENTITY, clinical, FeatureScaler.IDENTITY);
        training.patients().forEach(p -> unscaled.check(p.patient()));
        validation.patients().forEach(p -> unscaled.check(p.patient()));
        List<PatientStudy> fitted = fitted(training);
        return new PatientEncoder(
                fusion.inputs(),
                spec.pixels(),
                configuration.settings().maps() == MapScaling.STANDARDISED
                        ? MapScaler.fit(fitted, fusion.states())
                        : MapScaler.IDENTITY,
                clinical,
                clinical
                        ? FeatureScaler.fit(
                                fitted.stream().map(PatientStudy::clinical).toList())
                        : FeatureScaler.IDENTITY);
    }

    /** The patients that scalers and the account of the maps are fitted to. */
    private List<PatientStudy> fitted(TrainingData training) {
        return scaled != null
                ? scaled
                : training.patients().stream().map(LabelledPatient::patient).toList();
    }

    /** One training under way. */
    private final class Run implements AutoCloseable {
        private final Network network;
        private final PatientEncoder encoder;
        private final TrainingData training;
        private final TrainingData validation;
        private final TrainingListener listener;
        private final TrainingSession session;
        private final RotationAugmentation augmentation = new RotationAugmentation(configuration.rotationDegrees());
        private final List<EpochRecord> epochs = new ArrayList<>();
        private final Checkpoint.Identity identity;
        private final INDArray bestParameters;
        private final int lastEpoch;
        private PlateauSchedule schedule = PlateauSchedule.start(configuration.settings());
        private WeightTransfer transfer;
        private List<Prediction> validated = List.of();
        private long lastCheckpoint = System.nanoTime();
        private boolean saved;

        Run(
                Network network,
                PatientEncoder encoder,
                TrainingData training,
                TrainingData validation,
                TrainingListener listener) {
            this.network = network;
            this.encoder = encoder;
            this.training = training;
            this.validation = validation;
            this.listener = listener;
            identity = Checkpoint.Identity.of(
                    configuration,
                    training.fingerprint(),
                    validation.fingerprint(),
                    initial == null ? "" : initial.weightsFingerprint(),
                    encoder.maps(),
                    encoder.scaler());
            session = network.train(Adam.KERAS, configuration.settings().batchNorm());
            bestParameters = network.flatParameters().dup();
            lastEpoch = configuration.settings().epochs(training.size(), initial != null);
        }

        TrainingResult train() throws IOException {
            if (checkpoint != null && Files.exists(checkpoint)) {
                restore();
            } else if (initial != null) {
                transfer = initial.initialise(configuration.network(), member, network);
            }
            listener.begun(lastEpoch);
            while (epochs.size() < lastEpoch && !schedule.isAtFloor(configuration.settings())) {
                trainEpoch(epochs.size() + 1);
            }
            if (checkpoint != null && !saved) {
                save();
            }
            TrainedModel model = bestModel();
            return new TrainingResult(model, epochs, Optional.ofNullable(transfer), validated);
        }

        private void trainEpoch(int epoch) throws IOException {
            long start = System.nanoTime();
            double loss = descend(epoch);
            ValidationMetrics metrics = validate(epoch);
            double accuracy = metrics.accuracy(configuration.settings().accuracy());
            double seconds = (System.nanoTime() - start) / 1e9;
            double rate = learningRate(epoch, 1, 1);
            EpochRecord record =
                    new EpochRecord(epoch, loss, metrics.loss(), accuracy, metrics.auc(), rate, seconds, false);
            if (epochs.isEmpty() || cosine() || record.isBetterThan(bestEpoch())) {
                record = record.asBest();
                bestParameters.assign(network.flatParameters());
            }
            epochs.add(record);
            saved = false;
            if (!cosine()) {
                schedule = schedule.after(accuracy, configuration.settings());
            }
            if (checkpoint != null && System.nanoTime() - lastCheckpoint >= checkpointInterval.toNanos()) {
                save();
            }
            listener.epochDone(record);
        }

        private boolean cosine() {
            return configuration.settings().schedule() == LearningRateSchedule.COSINE;
        }

        /** The learning rate of a step, both counted from 1. */
        private double learningRate(int epoch, int step, int steps) {
            double start = initial == null ? 1 : configuration.settings().fineTuningFactor();
            if (!cosine()) {
                return start * schedule.learningRate();
            }
            double done = (epoch - 1 + (step - 1.0) / steps) / lastEpoch;
            return start * configuration.settings().learningRate() * (1 + Math.cos(Math.PI * done)) / 2;
        }

        /** One pass over the training patients in an order of its own; returns the mean loss. */
        private double descend(int epoch) {
            List<LabelledPatient> order = new ArrayList<>(training.patients());
            shuffle(order, new SplittableRandom(Seeds.of(configuration.seed(), "order", epoch)));
            int steps = (order.size() + configuration.settings().batchSize() - 1)
                    / configuration.settings().batchSize();
            List<float[]> inputs =
                    encoder.allocate(Math.min(configuration.settings().batchSize(), order.size()));
            double sum = 0;
            for (int step = 1; step <= steps; step++) {
                int from = (step - 1) * configuration.settings().batchSize();
                List<LabelledPatient> batch = order.subList(
                        from,
                        Math.min(order.size(), from + configuration.settings().batchSize()));
                if (step == steps) {
                    inputs = encoder.allocate(batch.size());
                }
                double loss = descend(epoch, step, batch, inputs, learningRate(epoch, step, steps));
                sum += loss * batch.size();
                listener.stepDone(epoch, step, steps, loss);
                if (listener.isCancelled() || Thread.currentThread().isInterrupted()) {
                    throw new TrainingCancelledException(epoch, bestModelSoFar());
                }
            }
            return sum / order.size();
        }

        private double descend(
                int epoch, int step, List<LabelledPatient> batch, List<float[]> inputs, double learningRate) {
            List<PatientStudy> patients = new ArrayList<>(batch.size());
            float[] labels = new float[batch.size() * VesselTerritory.ORDER.size()];
            int i = 0;
            for (LabelledPatient labelled : batch) {
                patients.add(augmentation.apply(labelled.patient(), configuration.seed(), epoch));
                for (VesselTerritory vessel : VesselTerritory.ORDER) {
                    labels[i++] = (float) labelled.label(vessel);
                }
            }
            encoder.encode(patients, inputs);
            long dropoutSeed = Seeds.of(configuration.seed(), "dropout " + epoch, step);
            double loss = session.step(inputs, labels, learningRate, dropoutSeed);
            if (!Double.isFinite(loss)) {
                throw diverged(epoch, "the loss of step " + step + " is " + loss);
            }
            return loss;
        }

        private void shuffle(List<LabelledPatient> patients, SplittableRandom random) {
            for (int i = patients.size() - 1; i > 0; i--) {
                Collections.swap(patients, i, random.nextInt(i + 1));
            }
        }

        private ValidationMetrics validate(int epoch) {
            try (FrozenNetwork frozen = network.freeze()) {
                return new ValidationMetrics(validation.patients(), encoder.predict(frozen, validationPatients()));
            } catch (ArithmeticException e) {
                throw diverged(epoch, e.getMessage());
            }
        }

        private List<PatientStudy> validationPatients() {
            return validation.patients().stream().map(LabelledPatient::patient).toList();
        }

        private TrainingDivergedException diverged(int epoch, String where) {
            return new TrainingDivergedException(epoch, where, schedule.learningRate(), bestModelSoFar());
        }

        private EpochRecord bestEpoch() {
            return epochs.stream()
                    .filter(EpochRecord::best)
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
        }

        private void save() throws IOException {
            Checkpoint.write(
                    checkpoint,
                    new Checkpoint.State(identity, epochs, schedule, session.steps(), transfer),
                    network.flatParameters().data().asFloat(),
                    bestParameters.data().asFloat(),
                    session.state());
            lastCheckpoint = System.nanoTime();
            saved = true;
        }

        private void restore() throws IOException {
            Checkpoint.Restored restored =
                    Checkpoint.read(checkpoint, identity, network.parameterCount(), network.trainableCount());
            network.flatParameters().data().setData(restored.parameters());
            bestParameters.data().setData(restored.best());
            session.restore(restored.optimizer());
            epochs.addAll(restored.state().epochs());
            schedule = restored.state().schedule();
            transfer = restored.state().transfer();
            saved = true;
        }

        private TrainedModel bestModelSoFar() {
            return epochs.isEmpty() ? null : bestModel();
        }

        /** The model of the best epoch; takes the network over. */
        private TrainedModel bestModel() {
            network.flatParameters().assign(bestParameters);
            MapExchange predictions;
            try (FrozenNetwork frozen = network.freeze()) {
                predictions = MapExchange.of(validation.patients(), patients -> encoder.predict(frozen, patients));
            }
            validated = predictions.own();
            return new TrainedModel(description(predictions), encoder, network);
        }

        private ModelDescription description(MapExchange predictions) {
            EpochRecord best = bestEpoch();
            ValidationMetrics metrics = new ValidationMetrics(validation.patients(), predictions.own());
            return TrainingDescription.of(
                    configuration,
                    encoder,
                    network,
                    new ModelDescription.Data(
                            training.size(),
                            identity.trainingFingerprint(),
                            validation.size(),
                            identity.validationFingerprint(),
                            identity.initialWeights(),
                            seenPatients()),
                    new ModelDescription.Validation(
                            best.epoch(),
                            epochs.size(),
                            best.validationLoss(),
                            best.validationAccuracy(),
                            best.validationAuc(),
                            VesselTerritory.ORDER.stream().map(metrics::auc).toList()),
                    training.profile(),
                    predictions,
                    fitted(training));
        }

        private SeenPatients seenPatients() {
            SeenPatients own = SeenPatients.of(ids(training), ids(validation));
            return initial instanceof TrainedModel model
                    ? own.and(model.description().data().patients())
                    : own;
        }

        @Override
        public void close() {
            session.close();
            bestParameters.close();
        }
    }
}
