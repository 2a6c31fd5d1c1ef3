package io.github.spectcad.nn.train;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.phantom.SimulatedPatient;
import io.github.spectcad.core.phantom.SimulatedPatients;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.FrozenNetwork;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.TrainingSession;
import io.github.spectcad.nn.kernel.Parallel;
import io.github.spectcad.nn.model.CohortProfile;
import io.github.spectcad.nn.model.LearningRateSchedule;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.MapScaling;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.PatientEncoder;
import io.github.spectcad.nn.model.SeenPatients;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.model.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * Makes weights to start from, out of {@link SimulatedPatients} alone: a network learns their true disease and, by
 * auxiliary outputs that are dropped afterwards, the segment scores of both maps and the summed scores. Patients are made as they are
 * needed, each is seen once and none is stored.
 *
 * <p>The result is a model like any other, so that it can be looked at and tried, with figures on further simulated
 * patients. They say nothing about a clinic: it is meant as {@link Trainer#withInitialWeights initial weights}.
 *
 * <p>Immutable. Same network, patients, seed and number of threads: same model, bit for bit, on one kind of processor.
 *
 * @since 0.1.0
 */
public final class Pretrainer {
    /** What stands in a model's description for the training strategy. */
    public static final String STRATEGY = "simulation";

    /** Patients between two reports. */
    public static final int EPOCH = 10_000;

    private static final int BATCH = 32;
    /** L2 penalty of the head: patients do not repeat, so that little is needed. */
    private static final double PENALTY = 1e-4;

    private static final int VALIDATION = 1000;
    private static final int SCALER = 1000;

    private final TrainingConfiguration configuration;
    private final int epochPatients;

    private Pretrainer(TrainingConfiguration configuration, int epochPatients) {
        this.configuration = configuration;
        this.epochPatients = epochPatients;
    }

    /**
     * A pre-training.
     *
     * @param network the network that the weights are for
     * @param epochs how often {@value #EPOCH} patients are seen, at least 1
     * @param seed seed of patients, weights and dropout
     * @return the pre-training
     * @throws IllegalArgumentException if epochs is not as said
     */
    public static Pretrainer of(NetworkSpec network, int epochs, long seed) {
        Objects.requireNonNull(network, "network");
        TrainingSettings settings = TrainingSettings.PAPER.toBuilder()
                .epochs(epochs)
                .batchSize(BATCH)
                .schedule(LearningRateSchedule.COSINE)
                .maps(MapScaling.STANDARDISED)
                .build();
        HeadSpec head = network.head();
        NetworkSpec penalised = new NetworkSpec(
                network.backbone(),
                network.fusion(),
                network.pixels(),
                new HeadSpec(head.units(), head.dropout(), PENALTY, head.clinicalFeatures()));
        return new Pretrainer(new TrainingConfiguration(penalised, STRATEGY, 0, settings, seed), EPOCH);
    }

    /** The same with another number of patients an epoch, for tests. */
    Pretrainer withEpochOf(int patients) {
        return new Pretrainer(configuration, patients);
    }

    /**
     * Trains.
     *
     * @param listener is told of the progress and can end the training
     * @return the model, to be closed; its validation figures are of simulated patients it has not seen
     * @throws IllegalArgumentException if the maps are too small for the backbone
     * @throws io.github.spectcad.core.spi.ProviderNotFoundException if the backbone or the fusion is not on the class path
     * @throws TrainingCancelledException if the listener asked for it, or the thread was interrupted
     * @throws TrainingDivergedException if loss or predictions became NaN or infinite
     */
    public TrainedModel train(TrainingListener listener) {
        Objects.requireNonNull(listener, "listener");
        NetworkSpec spec = configuration.network();
        Backbone backbone = Backbones.load().require(spec.backbone());
        FusionStrategy fusion = FusionStrategies.load().require(spec.fusion());
        long seed = Seeds.of(configuration.seed(), "weights", 0);
        Network network = spec.assemble(backbone, fusion, seed);
        try (Network taught = spec.assemble(backbone, fusion, AuxiliaryTargets.COUNT, seed);
                Run run = new Run(network, taught, fusion, listener)) {
            return run.train();
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** One pre-training under way: {@code network} gets the weights of {@code taught}, which has auxiliary outputs. */
    private final class Run implements AutoCloseable {
        private static final int OUTPUTS = HeadSpec.OUTPUTS + AuxiliaryTargets.COUNT;

        private final SimulatedPatients series = SimulatedPatients.of(configuration.seed());
        private final TrainingData first = labelled(LongStream.range(0, SCALER));
        private final TrainingData validation = labelled(LongStream.range(-VALIDATION, 0));
        private final Network network;
        private final Network taught;
        private final PatientEncoder encoder;
        private final TrainingListener listener;
        private final TrainingSession session;
        private final long steps = (long) configuration.settings().mostEpochs() * epochPatients / BATCH;
        private final List<float[]> inputs;
        private EpochRecord last;

        Run(Network network, Network taught, FusionStrategy fusion, TrainingListener listener) {
            this.network = network;
            this.taught = taught;
            this.listener = listener;
            List<PatientStudy> sample =
                    first.patients().stream().map(LabelledPatient::patient).toList();
            List<ClinicalFeatures> clinical =
                    sample.stream().map(PatientStudy::clinical).toList();
            encoder = new PatientEncoder(
                    fusion.inputs(),
                    configuration.network().pixels(),
                    MapScaler.fit(sample, fusion.states()),
                    configuration.network().head().clinicalFeatures() > 0,
                    FeatureScaler.fit(clinical));
            inputs = encoder.allocate(BATCH);
            session = taught.train(Adam.KERAS, configuration.settings().batchNorm());
        }

        private TrainingData labelled(LongStream numbers) {
            int pixels = configuration.network().pixels();
            return TrainingData.of(numbers.mapToObj(number -> {
                        PatientStudy study = series.patient(number, pixels).study();
                        return LabelledPatient.of(
                                study,
                                study.angiography().map(Angiography::labels).orElseThrow());
                    })
                    .toList());
        }

        TrainedModel train() {
            int epochs = configuration.settings().mostEpochs();
            listener.begun(epochs);
            for (int epoch = 1; epoch <= epochs; epoch++) {
                trainEpoch(epoch, steps * (epoch - 1) / epochs, steps * epoch / epochs);
            }
            MapExchange predictions;
            try (FrozenNetwork frozen = network.freeze()) {
                predictions = MapExchange.of(validation.patients(), patients -> encoder.predict(frozen, patients));
            }
            return new TrainedModel(description(predictions), encoder, network);
        }

        private void trainEpoch(int epoch, long from, long to) {
            long start = System.nanoTime();
            double sum = 0;
            for (long step = from; step < to; step++) {
                double loss = step(step, learningRate(step));
                if (!Double.isFinite(loss)) {
                    throw diverged(epoch, "the loss of step " + (step + 1) + " is " + loss);
                }
                sum += loss;
                listener.stepDone(epoch, (int) (step - from + 1), (int) (to - from), loss);
                if (listener.isCancelled() || Thread.currentThread().isInterrupted()) {
                    throw new TrainingCancelledException(epoch, null);
                }
            }
            for (Parameter parameter : network.parameters()) {
                network.setParameter(parameter.name(), taught.parameterValues(parameter.name()));
            }
            ValidationMetrics metrics = validate(epoch);
            last = new EpochRecord(
                    epoch,
                    sum / (to - from),
                    metrics.loss(),
                    metrics.accuracy(configuration.settings().accuracy()),
                    metrics.auc(),
                    learningRate(from),
                    (System.nanoTime() - start) / 1e9,
                    true);
            listener.epochDone(last);
        }

        /** Along half a cosine from the first rate to 0. */
        private double learningRate(long step) {
            return configuration.settings().learningRate() * (1 + StrictMath.cos(Math.PI * step / steps)) / 2;
        }

        private double step(long step, double learningRate) {
            SimulatedPatient[] patients = new SimulatedPatient[BATCH];
            int pixels = configuration.network().pixels();
            Parallel.run(BATCH, i -> patients[i] = series.patient(step * BATCH + i, pixels));
            float[] labels = new float[BATCH * OUTPUTS];
            for (int i = 0; i < BATCH; i++) {
                VesselLabels truth =
                        patients[i].study().angiography().orElseThrow().labels();
                for (VesselTerritory vessel : VesselTerritory.ORDER) {
                    labels[i * OUTPUTS + vessel.ordinal()] = truth.isPositive(vessel) ? 1 : 0;
                }
                AuxiliaryTargets.put(patients[i].scores(), labels, i * OUTPUTS + HeadSpec.OUTPUTS);
            }
            encoder.encode(Arrays.stream(patients).map(SimulatedPatient::study).toList(), inputs);
            return session.step(inputs, labels, learningRate, Seeds.of(configuration.seed(), "dropout", step));
        }

        private ValidationMetrics validate(int epoch) {
            List<PatientStudy> patients =
                    validation.patients().stream().map(LabelledPatient::patient).toList();
            try (FrozenNetwork frozen = network.freeze()) {
                return new ValidationMetrics(validation.patients(), encoder.predict(frozen, patients));
            } catch (ArithmeticException e) {
                throw diverged(epoch, e.getMessage());
            }
        }

        private TrainingDivergedException diverged(int epoch, String where) {
            return new TrainingDivergedException(
                    epoch, where, configuration.settings().learningRate(), null);
        }

        private ModelDescription description(MapExchange predictions) {
            ValidationMetrics metrics = new ValidationMetrics(validation.patients(), predictions.own());
            return TrainingDescription.of(
                    configuration,
                    encoder,
                    network,
                    new ModelDescription.Data(
                            Math.toIntExact(steps * BATCH),
                            first.fingerprint(),
                            validation.size(),
                            validation.fingerprint(),
                            "",
                            SeenPatients.UNKNOWN),
                    new ModelDescription.Validation(
                            last.epoch(),
                            last.epoch(),
                            last.validationLoss(),
                            last.validationAccuracy(),
                            last.validationAuc(),
                            VesselTerritory.ORDER.stream().map(metrics::auc).toList()),
                    CohortProfile.UNKNOWN,
                    predictions,
                    first.patients().stream().map(LabelledPatient::patient).toList());
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
