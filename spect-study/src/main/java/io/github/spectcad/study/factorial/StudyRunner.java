package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.model.ModelDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Trains all cells of a study into a result folder, and then opens the test set once.
 *
 * <p>Each cell is trained as soon as the cells it needs are finished. A cell that fails is recorded with its error, those that
 * need it as well, and the rest goes on; a later run tries them again. Several processes may run the same study on the same
 * folder; of those that give cells to a cluster one at a time, which holds a lease. Where the first eight cells all fail for
 * the same reason, which then lies with the machines and not with the cells, the run ends. An error of reading or writing ends all workers. A run that was killed loses at most the epochs since the last checkpoint (20 seconds of training and one epoch), and
 * a later run continues with the same numbers as an unbroken one: the folder keeps the number of threads of the native library
 * that each cell is trained with, on which the last digits depend.
 *
 * <p>The test patients are predicted only when every cell is finished and none has failed, so no choice can depend on them;
 * the opening is logged in the folder. A cell that cannot be trained is taken out of the configuration, which is logged, too.
 *
 * <p>Immutable; each {@code with} returns a changed copy.
 */
public final class StudyRunner {
    static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(20);

    private final StudyConfiguration configuration;
    private final Cohort cohort;
    private final ResultStore store;
    private final OptionalInt workers;
    private final Duration budget;
    private final Optional<StudyExecutor> executor;
    private final Map<String, VesselLabels> hiddenTruth;
    private final Duration checkpointInterval;

    private StudyRunner(
            StudyConfiguration configuration,
            Cohort cohort,
            ResultStore store,
            OptionalInt workers,
            Duration budget,
            Optional<StudyExecutor> executor,
            Map<String, VesselLabels> hiddenTruth,
            Duration checkpointInterval) {
        this.configuration = configuration;
        this.cohort = cohort;
        this.store = store;
        this.workers = workers;
        this.budget = budget;
        this.executor = executor;
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
        return of(configuration, cohort, ResultStore.local(root));
    }

    /**
     * The same for results that may be elsewhere.
     *
     * @param configuration the study
     * @param cohort the patients, with maps of the protocol's size
     * @param store where the results are kept
     * @return the runner
     */
    public static StudyRunner of(StudyConfiguration configuration, Cohort cohort, ResultStore store) {
        Objects.requireNonNull(configuration, "configuration");
        Objects.requireNonNull(cohort, "cohort");
        Objects.requireNonNull(store, "store");
        return new StudyRunner(
                configuration,
                cohort,
                store,
                OptionalInt.empty(),
                null,
                Optional.empty(),
                Map.of(),
                CHECKPOINT_INTERVAL);
    }

    /**
     * Works on the cells elsewhere than in threads of this process. {@link #withWorkers} then only divides the threads of the
     * forecast.
     *
     * @param other the executor
     * @return the changed runner
     */
    public StudyRunner withExecutor(StudyExecutor other) {
        return new StudyRunner(
                configuration, cohort, store, workers, budget, Optional.of(other), hiddenTruth, checkpointInterval);
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
                configuration, cohort, store, OptionalInt.of(count), budget, executor, hiddenTruth, checkpointInterval);
    }

    /**
     * Ends training after some time; what is done is kept, and a later run goes on.
     *
     * @param time the time, above zero
     * @return the changed runner
     */
    public StudyRunner withBudget(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("the budget is " + time.toSeconds() + " seconds: must be above zero");
        }
        return new StudyRunner(configuration, cohort, store, workers, time, executor, hiddenTruth, checkpointInterval);
    }

    /**
     * Reports how good pseudo-labels are, where the truth is known though no strategy may see it.
     *
     * @param labels true labels by patient id
     * @return the changed runner
     */
    public StudyRunner withHiddenTruth(Map<String, VesselLabels> labels) {
        return new StudyRunner(
                configuration, cohort, store, workers, budget, executor, Map.copyOf(labels), checkpointInterval);
    }

    /** At least so much time lies between two checkpoints of a cell. */
    StudyRunner withCheckpointInterval(Duration interval) {
        return new StudyRunner(configuration, cohort, store, workers, budget, executor, hiddenTruth, interval);
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
     * Runs the study to its end, or to the end of the budget. Everything that can be checked is checked before the folder is
     * made.
     *
     * @param listener is told of the progress
     * @return how the run ended
     * @throws StudyFileException if the folder holds something else, or a cluster's run is at work on it, saying whose
     * @throws IOException if the folder cannot be read or written, or the first cells all fail for the same reason; all
     *     workers have stopped then
     * @throws InterruptedException if the thread was interrupted; what is done is kept
     * @throws io.github.spectcad.core.spi.ProviderNotFoundException if a backbone, an input or a strategy is not on the class
     *     path
     * @throws IllegalArgumentException if the images are too small for a backbone, or the cohort lacks what a strategy needs
     */
    public Outcome run(StudyListener listener) throws IOException, InterruptedException {
        Objects.requireNonNull(listener, "listener");
        BooleanSupplier over = clock(budget);
        configuration.requireTrainable();
        CohortSplit split = CohortSplitter.split(cohort, configuration.seed());
        CellGraph graph = CellGraph.of(configuration.cells(), cohort, split);
        StudyRecord study =
                study(split, executor.map(StudyExecutor::threads).orElseGet(() -> Workers.threadsOfCell(workers)));
        if (store.keepsOut()) {
            RunLease.requireFree(store, RunLease.Times.USUAL, listener);
            return run(study, graph, listener, over);
        }
        Outcome outcome;
        try (RunLease lease = RunLease.take(store, RunLease.Times.USUAL, listener)) {
            outcome = run(study, graph, listener, () -> lease.isLost() || over.getAsBoolean());
            lease.requireHeld();
        }
        if (outcome.done() + outcome.failed() == outcome.total()) {
            store.removeRemains(ResultFolder.open(store).finishedNames());
        }
        return outcome;
    }

    private Outcome run(StudyRecord study, CellGraph graph, StudyListener listener, BooleanSupplier over)
            throws IOException, InterruptedException {
        ResultFolder folder = StudyBeginning.begin(store, study);
        StudyExecutor cells = executor.orElseGet(
                () -> new LocalExecutor(Workers.sharing(workers, folder.study().threads())));
        List<Cell> open = open(folder, graph);
        Workers pilots = Workers.sharing(workers, folder.study().threads());
        StudyForecast forecast = StudyForecast.measure(configuration, open, graph, cohort, pilots, cells.workers());
        listener.forecast(forecast);
        CellWorker worker = new CellWorker(folder, graph, cohort, hiddenTruth, checkpointInterval);
        cells.execute(new StudyJob(CellTask.TRAIN, folder, worker, open, graph, forecast, listener, over));
        Set<String> finished = folder.finishedNames();
        Set<String> failures = folder.failedNames();
        List<String> names = graph.inOrder().stream().map(folder::name).toList();
        int done = (int) names.stream().filter(finished::contains).count();
        int failed = (int) names.stream()
                .filter(name -> !finished.contains(name) && failures.contains(name))
                .count();
        boolean opened = done == names.size();
        if (opened) {
            TestSet.open(cells, folder, worker, graph, cohort, forecast, listener);
        }
        return new Outcome(done, failed, names.size(), opened);
    }

    /** Whether the budget is used up; clocks that are set meanwhile do not matter. */
    private static BooleanSupplier clock(Duration budget) {
        long begin = System.nanoTime();
        return budget == null ? () -> false : () -> System.nanoTime() - begin >= budget.toNanos();
    }

    private static List<Cell> open(ResultFolder folder, CellGraph graph) throws IOException {
        Set<String> finished = folder.finishedNames();
        Set<String> failures = folder.failedNames();
        List<Cell> open = new ArrayList<>();
        for (Cell cell : graph.inOrder()) {
            if (finished.contains(folder.name(cell))) {
                folder.work(cell).clearAfterKill();
            } else {
                if (failures.contains(folder.name(cell))) {
                    folder.work(cell).forgetFailure();
                }
                open.add(cell);
            }
        }
        return open;
    }

    private StudyRecord study(CohortSplit split, int threads) throws IOException {
        String library = ModelDescription.Versions.current(NnBackend.require().describe())
                .library();
        return new StudyRecord(
                StudyRecord.FORMAT_VERSION,
                configuration,
                CohortFingerprint.of(cohort),
                configuration.pretrained(),
                library,
                threads,
                split,
                StudyRecord.patientsOf(cohort, split));
    }
}
