package io.github.spectcad.study.training;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.nn.model.InitialWeights;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
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
    private final Trainer trainer;
    private final ModelSource initial;
    private final boolean initialised;
    private final ModelSource teacher;
    private final PseudoLabelRule rule;

    private PlanTraining(
            TrainingPlan plan,
            Cohort cohort,
            TrainingConfiguration configuration,
            Trainer trainer,
            ModelSource initial,
            boolean initialised,
            ModelSource teacher,
            PseudoLabelRule rule) {
        this.plan = Objects.requireNonNull(plan, "plan");
        this.cohort = Objects.requireNonNull(cohort, "cohort");
        this.configuration = configuration;
        this.trainer = trainer;
        this.initial = initial;
        this.initialised = initialised;
        this.teacher = teacher;
        this.rule = rule;
    }

    /**
     * The training of a plan from random weights, without a teacher and checkpoints.
     *
     * @param plan who trains and validates with which labels
     * @param cohort the patients
     * @param configuration everything that decides the training besides the data
     * @return the training
     */
    public static PlanTraining of(TrainingPlan plan, Cohort cohort, TrainingConfiguration configuration) {
        return new PlanTraining(
                plan, cohort, configuration, Trainer.of(configuration), null, false, null, PseudoLabelRule.TEACHER);
    }

    /**
     * Starts from the weights of a model, which stays open while it is needed.
     *
     * @param model a model of the same backbone
     * @return the changed training
     */
    public PlanTraining withInitialModel(ModelSource model) {
        return new PlanTraining(
                plan, cohort, configuration, trainer, Objects.requireNonNull(model, "model"), true, teacher, rule);
    }

    /**
     * Starts from weights that are no model of this library.
     *
     * @param weights the weights
     * @return the changed training
     */
    public PlanTraining withInitialWeights(InitialWeights weights) {
        return new PlanTraining(
                plan, cohort, configuration, trainer.withInitialWeights(weights), null, true, teacher, rule);
    }

    /**
     * Lets a model label the patients that the plan wants pseudo-labelled.
     *
     * @param model a model trained by the plan's teacher strategy on the same split
     * @return the changed training
     */
    public PlanTraining withTeacher(ModelSource model) {
        return new PlanTraining(
                plan,
                cohort,
                configuration,
                trainer,
                initial,
                initialised,
                Objects.requireNonNull(model, "model"),
                rule);
    }

    /**
     * Turns the teacher's probabilities into labels by another rule.
     *
     * @param labels the rule
     * @return the changed training
     */
    public PlanTraining withPseudoLabels(PseudoLabelRule labels) {
        return new PlanTraining(
                plan,
                cohort,
                configuration,
                trainer,
                initial,
                initialised,
                teacher,
                Objects.requireNonNull(labels, "labels"));
    }

    /**
     * Keeps checkpoints, and continues from one; see {@link Trainer#withCheckpoint}.
     *
     * @param file the file
     * @param interval at least this much time lies between two checkpoints
     * @return the changed training
     */
    public PlanTraining withCheckpoint(Path file, Duration interval) {
        return new PlanTraining(
                plan,
                cohort,
                configuration,
                trainer.withCheckpoint(file, interval),
                initial,
                initialised,
                teacher,
                rule);
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
        TrainingData training = TrainingData.of(plan.train(), cohort, labels);
        TrainingData validation = TrainingData.of(plan.validation(), cohort, labels);
        return new PlanResult(train(training, validation, listener), training.size(), validation.size(), labels);
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
        if (plan.initialWeights().isPresent() && !initialised) {
            throw new IllegalArgumentException(strategy + " starts from a model trained by "
                    + plan.initialWeights().get() + ": train it first, and name it as the model to start from");
        }
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

    private TrainingResult train(TrainingData training, TrainingData validation, TrainingListener listener)
            throws IOException {
        if (initial == null) {
            return trainer.train(training, validation, listener);
        }
        try (TrainedModel model = initial.open()) {
            return trainer.withInitialWeights(model).train(training, validation, listener);
        }
    }
}
