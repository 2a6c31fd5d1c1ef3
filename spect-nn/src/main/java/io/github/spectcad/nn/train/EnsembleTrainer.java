package io.github.spectcad.nn.train;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.nn.model.Assurance;
import io.github.spectcad.nn.model.Averaging;
import io.github.spectcad.nn.model.InitialWeights;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.SeenPatients;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.model.WeightTransfer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Trains several networks and puts them into one model that predicts by the mean of their logits: one network for each
 * fold and seed. Time and size are those of one network times their number.
 *
 * <p>Each network is trained as {@link Trainer} does, with the scalers of maps and clinical features fitted to the
 * training patients of all folds, so that all see the same inputs. Thresholds and validation figures come from
 * predictions of each validation patient by the networks of its own fold, none of which trained on it.
 *
 * @since 0.1.0
 */
public final class EnsembleTrainer {
    private final TrainingConfiguration configuration;
    private final Averaging averaging;
    private final InitialWeights initial;
    private final Path checkpoint;
    private final Duration checkpointInterval;

    private EnsembleTrainer(
            TrainingConfiguration configuration,
            Averaging averaging,
            InitialWeights initial,
            Path checkpoint,
            Duration checkpointInterval) {
        this.configuration = Objects.requireNonNull(configuration, "configuration");
        this.averaging = Objects.requireNonNull(averaging, "averaging");
        this.initial = initial;
        this.checkpoint = checkpoint;
        this.checkpointInterval = checkpointInterval;
    }

    /**
     * A trainer that starts from random weights.
     *
     * @param configuration everything that decides the training besides the data; network {@code i} of a fold is trained
     *     with its seed plus {@code i}, from 0
     * @param averaging how many folds and seeds there are
     * @return the trainer
     */
    public static EnsembleTrainer of(TrainingConfiguration configuration, Averaging averaging) {
        return new EnsembleTrainer(configuration, averaging, null, null, Duration.ZERO);
    }

    /**
     * Starts each network from given weights; where they are an ensemble's, from those of the member of its number.
     *
     * @param weights a model of the same backbone, or other weights for it
     * @return the changed trainer
     */
    public EnsembleTrainer withInitialWeights(InitialWeights weights) {
        return new EnsembleTrainer(
                configuration, averaging, Objects.requireNonNull(weights, "weights"), checkpoint, checkpointInterval);
    }

    /**
     * Keeps checkpoints, and continues from them: each network has its own file, that of network {@code i}, from 1, with
     * {@code .i} appended to the name. See {@link Trainer#withCheckpoint}.
     *
     * @param file what the names of the files begin with
     * @param interval at least this much time lies between two checkpoints of a network
     * @return the changed trainer
     */
    public EnsembleTrainer withCheckpoint(Path file, Duration interval) {
        return new EnsembleTrainer(
                configuration,
                averaging,
                initial,
                Objects.requireNonNull(file, "file"),
                Objects.requireNonNull(interval, "interval"));
    }

    /**
     * One division of the patients.
     *
     * @param training who trains
     * @param validation who validates
     */
    public record Fold(TrainingData training, TrainingData validation) {
        /** Checks the values. */
        public Fold {
            Objects.requireNonNull(training, "training");
            Objects.requireNonNull(validation, "validation");
        }
    }

    /**
     * Trains.
     *
     * @param folds as many as the averaging says; no patient validates in two
     * @param listener is told of the progress, epochs counted on from network to network, and can end the training
     * @return the model, the epochs of all networks, and the transfer of the last
     * @throws IllegalArgumentException if the number of folds differs, or as {@link Trainer#train} does
     * @throws TrainingStoppedException if the training was ended or diverged, with the best model of the network under way
     * @throws IOException if the initial weights or a checkpoint cannot be read, or a checkpoint cannot be written
     */
    public TrainingResult train(List<Fold> folds, TrainingListener listener) throws IOException {
        if (folds.size() != averaging.folds()) {
            throw new IllegalArgumentException(
                    "there are " + folds.size() + " folds: the averaging has " + averaging.folds());
        }
        Members members = new Members(folds, listener);
        try {
            return members.train();
        } finally {
            members.close();
        }
    }

    /** The networks trained so far. */
    private final class Members implements AutoCloseable {
        private final List<Fold> folds;
        private final TrainingListener listener;
        private final List<LabelledPatient> training;
        private final List<PatientStudy> scaled;
        private final List<TrainedModel> models = new ArrayList<>();
        private final List<EpochRecord> epochs = new ArrayList<>();
        private Optional<WeightTransfer> transfer = Optional.empty();

        Members(List<Fold> folds, TrainingListener listener) {
            this.folds = List.copyOf(folds);
            this.listener = Objects.requireNonNull(listener, "listener");
            training = distinct();
            scaled = training.stream().map(LabelledPatient::patient).toList();
        }

        TrainingResult train() throws IOException {
            MapExchange outOfFold = null;
            for (Fold fold : folds) {
                List<MapExchange> seeds = new ArrayList<>();
                for (int s = 0; s < averaging.seeds(); s++) {
                    TrainedModel model = train(fold, s);
                    models.add(model);
                    seeds.add(MapExchange.of(
                            fold.validation().patients(), patients -> model.classify(patients, MapGate.passed())));
                }
                MapExchange mean = MapExchange.mean(seeds);
                outOfFold = outOfFold == null ? mean : outOfFold.and(mean);
            }
            TrainedModel first = models.get(0);
            return new TrainingResult(
                    TrainedModel.ensemble(models, description(first.description(), outOfFold)),
                    epochs,
                    transfer,
                    outOfFold.own());
        }

        private TrainedModel train(Fold fold, int seed) throws IOException {
            int number = models.size() + 1;
            TrainingConfiguration own =
                    configuration.toBuilder().seed(configuration.seed() + seed).build();
            Trainer trainer = Trainer.of(own).asMember(number, scaled);
            if (checkpoint != null) {
                String name = checkpoint.getFileName() + "." + number;
                trainer = trainer.withCheckpoint(checkpoint.resolveSibling(name), checkpointInterval);
            }
            int earlier = epochs.size();
            TrainingResult result = (initial == null ? trainer : trainer.withInitialWeights(initial))
                    .train(fold.training(), fold.validation(), counting(earlier));
            result.epochs().forEach(epoch -> epochs.add(epoch.after(earlier)));
            transfer = result.transfer();
            return result.model();
        }

        private TrainingListener counting(int earlier) {
            int begun = models.size();
            return new TrainingListener() {
                @Override
                public void begun(int own) {
                    listener.begun(earlier + own * (averaging.members() - begun));
                }

                @Override
                public void stepDone(int epoch, int step, int steps, double loss) {
                    listener.stepDone(earlier + epoch, step, steps, loss);
                }

                @Override
                public void epochDone(EpochRecord epoch) {
                    listener.epochDone(epoch.after(earlier));
                }

                @Override
                public boolean isCancelled() {
                    return listener.isCancelled();
                }
            };
        }

        private ModelDescription description(ModelDescription first, MapExchange outOfFold) {
            ValidationMetrics metrics = new ValidationMetrics(outOfFold.patients(), outOfFold.own());
            TrainingData all = TrainingData.of(training);
            TrainingData validation = TrainingData.of(outOfFold.patients());
            return first.ofEnsemble(
                    averaging,
                    configuration,
                    metrics.thresholds(configuration.settings().thresholds()),
                    new ModelDescription.Data(
                            all.size(),
                            all.fingerprint(),
                            validation.size(),
                            validation.fingerprint(),
                            first.data().initialWeights(),
                            models.stream()
                                    .map(model -> model.description().data().patients())
                                    .reduce(SeenPatients::and)
                                    .orElseThrow()),
                    new ModelDescription.Validation(
                            first.validation().epoch(),
                            epochs.size(),
                            metrics.loss(),
                            metrics.accuracy(configuration.settings().accuracy()),
                            metrics.auc(),
                            VesselTerritory.ORDER.stream().map(metrics::auc).toList()),
                    outOfFold.imageUse(),
                    Assurance.of(outOfFold.outOfSample(), all.profile()));
        }

        private List<LabelledPatient> distinct() {
            Map<String, LabelledPatient> patients = new LinkedHashMap<>();
            folds.stream()
                    .flatMap(fold -> fold.training().patients().stream())
                    .forEach(p -> patients.putIfAbsent(p.patient().patientId(), p));
            return List.copyOf(patients.values());
        }

        @Override
        public void close() {
            models.forEach(TrainedModel::close);
        }
    }
}
