package io.github.spectcad.study.factorial;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.PseudoLabels;
import io.github.spectcad.nn.train.TrainingCancelledException;
import io.github.spectcad.nn.train.TrainingData;
import io.github.spectcad.nn.train.TrainingListener;
import io.github.spectcad.study.training.PlanBaselines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Trains all cells of a study into a result folder, and then opens the test set once.
 *
 * <p>Each cell is trained as soon as the cells it needs are finished. A cell that fails is recorded with its error, those that
 * need it as well, and the rest goes on; a later run tries them again. Several processes may run the same study on the same
 * folder. A run that was killed loses at most the epochs since the last checkpoint (20 seconds of training and one epoch), and
 * a later run continues with the same numbers as an unbroken one: the folder keeps the number of threads of the native library
 * that each cell is trained with, on which the last digits depend.
 *
 * <p>The test patients are predicted only when no cell is left to train, so no choice can depend on them; the opening is
 * logged in the folder.
 *
 * <p>Immutable; each {@code with} returns a changed copy.
 */
public final class StudyRunner {
    static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(500);

    private final StudyConfiguration configuration;
    private final Cohort cohort;
    private final Path root;
    private final OptionalInt workers;
    private final Duration budget;
    private final Map<String, VesselLabels> hiddenTruth;
    private final Duration checkpointInterval;

    private StudyRunner(
            StudyConfiguration configuration,
            Cohort cohort,
            Path root,
            OptionalInt workers,
            Duration budget,
            Map<String, VesselLabels> hiddenTruth,
            Duration checkpointInterval) {
        this.configuration = configuration;
        this.cohort = cohort;
        this.root = root;
        this.workers = workers;
        this.budget = budget;
        this.hiddenTruth = hiddenTruth;
        this.checkpointInterval = checkpointInterval;
    }

    /**
     * A runner that trains as many cells at a time as the native library has threads, each on one thread, which is faster
     * than one cell on all of them, without a budget.
     *
     * @param configuration the study
     * @param cohort the patients, with maps of the protocol's size
     * @param root the result folder
     * @return the runner
     */
    public static StudyRunner of(StudyConfiguration configuration, Cohort cohort, Path root) {
        Objects.requireNonNull(configuration, "configuration");
        Objects.requireNonNull(cohort, "cohort");
        Objects.requireNonNull(root, "root");
        return new StudyRunner(configuration, cohort, root, OptionalInt.empty(), null, Map.of(), CHECKPOINT_INTERVAL);
    }

    /**
     * Trains another number of cells at a time. The threads of the native library are divided among them when the folder
     * is begun; a later run keeps that number of threads for each.
     *
     * @param count how many, at least 1
     * @return the changed runner
     */
    public StudyRunner withWorkers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("number of workers is " + count + ": must be at least 1");
        }
        return new StudyRunner(
                configuration, cohort, root, OptionalInt.of(count), budget, hiddenTruth, checkpointInterval);
    }

    /**
     * Ends training after some time; what is done is kept, and a later run goes on.
     *
     * @param time the time, above zero
     * @return the changed runner
     */
    public StudyRunner withBudget(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("budget is " + time + ": must be above zero");
        }
        return new StudyRunner(configuration, cohort, root, workers, time, hiddenTruth, checkpointInterval);
    }

    /**
     * Reports how good pseudo-labels are, where the truth is known though no strategy may see it.
     *
     * @param labels true labels by patient id
     * @return the changed runner
     */
    public StudyRunner withHiddenTruth(Map<String, VesselLabels> labels) {
        return new StudyRunner(configuration, cohort, root, workers, budget, Map.copyOf(labels), checkpointInterval);
    }

    /** At least so much time lies between two checkpoints of a cell. */
    StudyRunner withCheckpointInterval(Duration interval) {
        return new StudyRunner(configuration, cohort, root, workers, budget, hiddenTruth, interval);
    }

    /**
     * How a run ended.
     *
     * @param done how many cells are finished
     * @param failed how many cells failed
     * @param total how many cells there are
     * @param testSetOpened whether the test predictions of all finished cells are there
     */
    public record Outcome(int done, int failed, int total, boolean testSetOpened) {}

    /**
     * Runs the study to its end, or to the end of the budget.
     *
     * @param listener is told of the progress
     * @return how the run ended
     * @throws StudyFileException if the folder holds something else
     * @throws IOException if the folder cannot be read or written
     * @throws InterruptedException if the thread was interrupted; what is done is kept
     * @throws IllegalArgumentException if the cohort lacks what a strategy needs
     */
    public Outcome run(StudyListener listener) throws IOException, InterruptedException {
        Objects.requireNonNull(listener, "listener");
        Instant deadline = budget == null ? Instant.MAX : Instant.now().plus(budget);
        CohortSplit split = CohortSplitter.split(cohort, configuration.seed());
        ResultFolder folder = ResultFolder.begin(root, study(split, Workers.threadsOfCell(workers)));
        Workers team = Workers.sharing(workers, folder.study().threads());
        CellGraph graph = CellGraph.of(configuration.cells(), cohort, split);
        List<Cell> open = new ArrayList<>();
        for (Cell cell : graph.inOrder()) {
            if (folder.isDone(cell)) {
                folder.clearAfterKill(cell);
            } else {
                folder.forgetFailure(cell);
                open.add(cell);
            }
        }
        StudyForecast forecast = StudyForecast.measure(configuration, open, graph, cohort, team);
        listener.forecast(forecast);
        Run run = new Run(folder, graph, forecast, listener, deadline);
        team.run(run::work);
        return run.finish();
    }

    private StudyRecord study(CohortSplit split, int threads) {
        String library = ModelDescription.Versions.current(NnBackend.require().describe())
                .library();
        return new StudyRecord(
                configuration,
                CohortFingerprint.of(cohort),
                library,
                threads,
                split,
                StudyRecord.patientsOf(cohort, split));
    }

    /** One run under way, shared by its workers. */
    private final class Run {
        private final ResultFolder folder;
        private final CellGraph graph;
        private final StudyForecast forecast;
        private final StudyListener listener;
        private final Instant deadline;
        private final CellTraining training;
        private final Instant begin = Instant.now();

        Run(ResultFolder folder, CellGraph graph, StudyForecast forecast, StudyListener listener, Instant deadline) {
            this.folder = folder;
            this.graph = graph;
            this.forecast = forecast;
            this.listener = listener;
            this.deadline = deadline;
            this.training = new CellTraining(folder, graph, cohort, hiddenTruth, checkpointInterval);
        }

        void work() throws IOException, InterruptedException {
            while (Instant.now().isBefore(deadline)) {
                boolean waiting = false;
                boolean worked = false;
                for (Cell cell : graph.inOrder()) {
                    if (isSettled(cell)) {
                        continue;
                    }
                    waiting = true;
                    if (isReady(cell) && trainIfUnclaimed(cell)) {
                        worked = true;
                        break;
                    }
                }
                if (!waiting) {
                    return;
                }
                if (!worked) {
                    Thread.sleep(POLL.toMillis()); // others train what this worker could go on with
                }
            }
        }

        private boolean isSettled(Cell cell) throws IOException {
            return folder.isDone(cell) || folder.failed(cell).isPresent();
        }

        /** Whether all needed cells are finished; where one failed, the cell fails with it. */
        private boolean isReady(Cell cell) throws IOException {
            for (Cell needed : graph.needs(cell)) {
                if (folder.failed(needed).isPresent()) {
                    fail(cell, "needs the cell " + needed.id() + ", which failed");
                    return false;
                }
                if (!folder.isDone(needed)) {
                    return false;
                }
            }
            return true;
        }

        private boolean trainIfUnclaimed(Cell cell) throws IOException, InterruptedException {
            Optional<ResultFolder.Claim> claim = folder.claim(cell);
            if (claim.isEmpty()) {
                return false;
            }
            try {
                if (!isSettled(cell)) {
                    train(cell);
                }
            } finally {
                if (isSettled(cell)) {
                    claim.get().discard();
                } else {
                    claim.get().release();
                }
            }
            return true;
        }

        private void train(Cell cell) throws IOException, InterruptedException {
            tell(() -> listener.started(cell));
            try {
                folder.finish(
                        cell, result -> training.train(cell, folder.workDirectory(cell), new Progress(cell), result));
            } catch (TrainingCancelledException e) {
                e.bestModel().ifPresent(TrainedModel::close);
                throwIfInterrupted();
                return;
            } catch (RuntimeException | LinkageError | VirtualMachineError e) {
                throwIfInterrupted(); // files that were being written are closed by an interrupt
                fail(cell, stackTrace(e)); // a broken plugin or too little memory for one network, too
                return;
            }
            Set<Cell> settled = settled();
            Duration remaining = forecast.remaining(settled, Duration.between(begin, Instant.now()));
            tell(() -> listener.finished(cell, settled.size(), graph.inOrder().size(), remaining));
        }

        private static void throwIfInterrupted() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("the study was interrupted");
            }
        }

        private void fail(Cell cell, String error) throws IOException {
            folder.recordFailure(cell, error);
            tell(() -> listener.failed(cell, error.lines().findFirst().orElse("")));
        }

        private static String stackTrace(Throwable e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString();
        }

        private Set<Cell> settled() throws IOException {
            Set<Cell> settled = new HashSet<>();
            for (Cell cell : graph.inOrder()) {
                if (isSettled(cell)) {
                    settled.add(cell);
                }
            }
            return settled;
        }

        private synchronized void tell(Runnable event) {
            event.run();
        }

        /** Opens the test set where nothing is left to train. */
        Outcome finish() throws IOException, InterruptedException {
            List<Cell> done = new ArrayList<>();
            int failed = 0;
            for (Cell cell : graph.inOrder()) {
                if (folder.isDone(cell)) {
                    done.add(cell);
                } else if (folder.failed(cell).isPresent()) {
                    failed++;
                }
            }
            int total = graph.inOrder().size();
            boolean complete = done.size() + failed == total;
            if (complete) {
                openTestSet(done);
            }
            return new Outcome(
                    done.size(), failed, total, complete && done.stream().allMatch(folder::hasTestPredictions));
        }

        private void openTestSet(List<Cell> done) throws IOException, InterruptedException {
            ResultFolder.Claim claim = folder.claimTestSet();
            try {
                List<Cell> unopened = done.stream()
                        .filter(cell -> !folder.hasTestPredictions(cell))
                        .toList();
                if (unopened.isEmpty()) {
                    return;
                }
                folder.logOpening(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " test set of "
                        + folder.study().split().test().size() + " patients opened for " + unopened.size() + " cells");
                tell(() -> listener.testSetOpened(unopened.size()));
                predictByBaselines(done);
                for (Cell cell : unopened) {
                    try (TrainedModel model = ModelFile.load(folder.model(cell))) {
                        folder.storeTestPredictions(
                                cell,
                                model.classify(
                                        cohort.patients(folder.study().split().test())));
                    }
                }
            } finally {
                claim.discard();
            }
        }

        /** Fits the baselines to the patients of each strategy without a teacher, whose labels would be a network's. */
        private void predictByBaselines(List<Cell> cells) throws IOException {
            List<PatientStudy> test = cohort.patients(folder.study().split().test());
            Map<String, TrainingPlan> plans = new TreeMap<>();
            cells.forEach(cell -> plans.computeIfAbsent(cell.strategy(), strategy -> graph.plan(cell)));
            plans.values().removeIf(plan -> plan.teacher().isPresent());
            for (Map.Entry<String, TrainingPlan> plan : plans.entrySet()) {
                TrainingData training = TrainingData.of(plan.getValue().train(), cohort, PseudoLabels.NONE);
                for (Baseline baseline : Baseline.values()) {
                    List<Prediction> predictions;
                    try (CadClassifier fitted = PlanBaselines.fit(baseline, training)) {
                        predictions = fitted.classify(test);
                    } catch (IllegalArgumentException e) {
                        continue; // maps too small for segments, or none of a common state: the report has no such row
                    }
                    folder.storeBaseline(baseline, plan.getKey(), predictions);
                }
            }
        }

        /** Reports epochs, leaves a trace for other processes, and ends training at the deadline. */
        private final class Progress implements TrainingListener {
            private final Cell cell;
            private final String started = Instant.now().toString();

            Progress(Cell cell) {
                this.cell = cell;
            }

            @Override
            public void epochDone(EpochRecord record) {
                int epochs = configuration.protocol().settings().epochs();
                try {
                    AtomicFile.write(
                            folder.workDirectory(cell).resolve(StudyStatus.PROGRESS),
                            out -> out.write(Json.write(new StudyStatus.Running(
                                    cell,
                                    record.epoch(),
                                    epochs,
                                    started,
                                    Instant.now().toString()))));
                } catch (IOException e) {
                    throw new UncheckedIOException("the progress of cell " + cell.id() + " cannot be written", e);
                }
                tell(() -> listener.epochDone(cell, record.epoch(), epochs));
            }

            @Override
            public boolean isCancelled() {
                return Instant.now().isAfter(deadline);
            }
        }
    }
}
