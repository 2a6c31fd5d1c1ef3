package io.github.spectcad.study.training;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.nn.model.Averaging;
import io.github.spectcad.nn.model.FirstWeights;
import io.github.spectcad.nn.model.InitialWeights;
import io.github.spectcad.nn.model.PretrainedModel;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.train.EnsembleTrainer;
import io.github.spectcad.nn.train.PseudoLabelRule;
import io.github.spectcad.nn.train.PseudoLabels;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingData;
import io.github.spectcad.nn.train.TrainingListener;
import io.github.spectcad.nn.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Trains the plan of a strategy: the one service that turns a plan into labels and a model, whoever asks for it.
 *
 * <p>Training and validation patients are labelled as their plan says. A teacher's labels follow one {@link PseudoLabelRule} in
 * both parts; without another rule they are the teacher's decisions by its own thresholds. The teacher is closed before the
 * training begins.
 *
 * <p>Immutable; each {@code with} returns a changed copy. As deterministic as {@link Trainer}.
 *
 * <pre>{@code
 * PlanResult result = PlanTraining.of(strategy.plan(cohort, split), cohort, configuration)
 *         .withTeacher(ModelSource.file(teacher))
 *         .train(TrainingListener.NONE);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PlanTraining {
    private final TrainingPlan plan;
    private final Cohort cohort;
    private final TrainingConfiguration configuration;

    // set in a copy before anyone sees it, never again
    private ModelSource initial;
    private InitialWeights weights;
    private ModelSource teacher;
    private PseudoLabelRule rule = PseudoLabelRule.TEACHER;
    private Averaging averaging = Averaging.NONE;
    private Path checkpoint;
    private Duration checkpointInterval;

    private PlanTraining(TrainingPlan plan, Cohort cohort, TrainingConfiguration configuration) {
        this.plan = Objects.requireNonNull(plan, "plan");
        this.cohort = Objects.requireNonNull(cohort, "cohort");
        this.configuration = Objects.requireNonNull(configuration, "configuration");
    }

    private PlanTraining copy() {
        PlanTraining copy = new PlanTraining(plan, cohort, configuration);
        copy.initial = initial;
        copy.weights = weights;
        copy.teacher = teacher;
        copy.rule = rule;
        copy.averaging = averaging;
        copy.checkpoint = checkpoint;
        copy.checkpointInterval = checkpointInterval;
        return copy;
    }

    /**
     * The training of a plan from the weights that the configuration names, without a teacher and checkpoints.
     *
     * @param plan who trains and validates with which labels
     * @param cohort the patients
     * @param configuration everything that decides the training besides the data
     * @return the training
     */
    public static PlanTraining of(TrainingPlan plan, Cohort cohort, TrainingConfiguration configuration) {
        return new PlanTraining(plan, cohort, configuration);
    }

    /**
     * Starts from the weights of a model, which stays open while it is needed.
     *
     * @param model a model of the same backbone
     * @return the changed training
     */
    public PlanTraining withInitialModel(ModelSource model) {
        PlanTraining copy = copy();
        copy.initial = Objects.requireNonNull(model, "model");
        copy.weights = null;
        return copy;
    }

    /**
     * Starts from weights that are no model of this library.
     *
     * @param weights the weights
     * @return the changed training
     */
    public PlanTraining withInitialWeights(InitialWeights weights) {
        PlanTraining copy = copy();
        copy.weights = Objects.requireNonNull(weights, "weights");
        copy.initial = null;
        return copy;
    }

    /**
     * Lets a model label the patients that the plan wants pseudo-labelled.
     *
     * @param model a model trained by the plan's teacher strategy on the same split
     * @return the changed training
     */
    public PlanTraining withTeacher(ModelSource model) {
        PlanTraining copy = copy();
        copy.teacher = Objects.requireNonNull(model, "model");
        return copy;
    }

    /**
     * Turns the teacher's probabilities into labels by another rule.
     *
     * @param labels the rule
     * @return the changed training
     */
    public PlanTraining withPseudoLabels(PseudoLabelRule labels) {
        PlanTraining copy = copy();
        copy.rule = Objects.requireNonNull(labels, "labels");
        return copy;
    }

    /**
     * Keeps checkpoints, and continues from them; see {@link Trainer#withCheckpoint} and
     * {@link EnsembleTrainer#withCheckpoint}.
     *
     * @param file the file
     * @param interval at least this much time lies between two checkpoints
     * @return the changed training
     */
    public PlanTraining withCheckpoint(Path file, Duration interval) {
        PlanTraining copy = copy();
        copy.checkpoint = Objects.requireNonNull(file, "file");
        copy.checkpointInterval = Objects.requireNonNull(interval, "interval");
        return copy;
    }

    /**
     * Trains several networks and averages them in one model; see {@link EnsembleTrainer}. With folds, the patients whose
     * labels come from where those of the validation patients come from take turns in validating, and all others train
     * every network.
     *
     * @param networks how many folds and seeds there are, and whether maps are turned to predict
     * @return the changed training
     */
    public PlanTraining withAveraging(Averaging networks) {
        PlanTraining copy = copy();
        copy.averaging = Objects.requireNonNull(networks, "networks");
        return copy;
    }

    /**
     * Trains.
     *
     * @param listener is told of the progress and can end the training
     * @return the model, its epochs and the labels
     * @throws IllegalArgumentException if the plan needs a teacher or initial weights and has none, has a teacher it does not
     *     need, the cohort lacks what the plan takes from it, or the initial weights do not fit
     * @throws io.github.spectcad.nn.train.TrainingCancelledException if the listener asked for it, or the thread was
     *     interrupted
     * @throws io.github.spectcad.nn.train.TrainingDivergedException if loss or predictions became NaN or infinite
     * @throws IOException if a model or a checkpoint cannot be read, or a checkpoint cannot be written
     */
    public PlanResult train(TrainingListener listener) throws IOException {
        requireModels();
        PseudoLabels labels = pseudoLabels();
        if (averaging.equals(Averaging.NONE)) {
            EnsembleTrainer.Fold only = data(plan, labels);
            Trainer trainer = Trainer.of(configuration);
            if (checkpoint != null) {
                trainer = trainer.withCheckpoint(checkpoint, checkpointInterval);
            }
            TrainingResult result = start(
                    trainer,
                    Trainer::withInitialWeights,
                    one -> one.train(only.training(), only.validation(), listener));
            return new PlanResult(result, List.of(only), labels);
        }
        List<EnsembleTrainer.Fold> folds = PlanFolds.of(plan, cohort, averaging.folds(), configuration.seed()).stream()
                .map(fold -> data(fold, labels))
                .toList();
        EnsembleTrainer ensemble = EnsembleTrainer.of(configuration, averaging);
        if (checkpoint != null) {
            ensemble = ensemble.withCheckpoint(checkpoint, checkpointInterval);
        }
        TrainingResult result = start(ensemble, EnsembleTrainer::withInitialWeights, all -> all.train(folds, listener));
        return new PlanResult(result, folds, labels);
    }

    private EnsembleTrainer.Fold data(TrainingPlan part, PseudoLabels labels) {
        return new EnsembleTrainer.Fold(
                TrainingData.of(part.train(), cohort, labels), TrainingData.of(part.validation(), cohort, labels));
    }

    private void requireModels() {
        String strategy = configuration.strategy();
        if (plan.teacher().isPresent() && teacher == null) {
            throw new IllegalArgumentException(strategy + " needs a teacher, a model trained by "
                    + plan.teacher().get() + ": train it first, and name it as the teacher");
        }
        if (plan.teacher().isEmpty() && teacher != null) {
            throw new IllegalArgumentException(
                    strategy + " has no patients for a teacher to label: leave the teacher out");
        }
        if (plan.initialWeights().isPresent() && initial == null && weights == null) {
            throw new IllegalArgumentException(strategy + " starts from a model trained by "
                    + plan.initialWeights().get() + ": train it first, and name it as the model to start from");
        }
    }

    private Optional<ModelSource> pretrained() throws IOException {
        return configuration.settings().firstWeights() == FirstWeights.PRETRAINED
                ? PretrainedModel.find(configuration.network()).map(model -> model::open)
                : Optional.empty();
    }

    private PseudoLabels pseudoLabels() throws IOException {
        if (teacher == null) {
            return PseudoLabels.NONE;
        }
        List<String> unlabelled = Stream.concat(plan.train().stream(), plan.validation().stream())
                .filter(assignment -> assignment.labels() == LabelSource.PSEUDO_LABEL)
                .map(TrainingPlan.Assignment::patientId)
                .toList();
        try (TrainedModel model = teacher.open()) {
            return PseudoLabels.of(model, cohort.patients(unlabelled), rule);
        }
    }

    /** A training once its initial weights are known. */
    private interface Start<T> {
        TrainingResult train(T trainer) throws IOException;
    }

    private <T> TrainingResult start(T fresh, BiFunction<T, InitialWeights, T> from, Start<T> training)
            throws IOException {
        if (weights != null) {
            return training.train(from.apply(fresh, weights));
        }
        Optional<ModelSource> source = initial == null ? pretrained() : Optional.of(initial);
        if (source.isEmpty()) {
            return training.train(fresh);
        }
        try (TrainedModel model = source.get().open()) {
            return training.train(from.apply(fresh, model));
        }
    }
}
