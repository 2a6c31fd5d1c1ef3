package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.nn.model.LearningRateSchedule;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingSettings;
import io.github.spectcad.nn.train.LabelledPatient;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingCancelledException;
import io.github.spectcad.nn.train.TrainingData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * How long the cells of a study will take at most, forecast from a few training steps of each backbone and input at the
 * study's image size. Cells whose validation accuracy stops improving end earlier.
 *
 * @param seconds maximum seconds of each cell that is still to be trained; NaN where its network could not be tried
 * @param failures why networks could not be tried, by a cell that has them: these cells will fail
 * @param workers how many cells are trained at a time
 * @param needs the cells of {@code seconds} that a cell needs, each of which comes before it
 */
public record StudyForecast(
        Map<Cell, Double> seconds, Map<Cell, String> failures, int workers, Map<Cell, List<Cell>> needs) {
    private static final int MOST_EPOCHS = 10_000;

    /** Copies the maps. */
    public StudyForecast {
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
        seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
        needs = Map.copyOf(needs);
    }

    /**
     * Forecasts a whole study.
     *
     * @param study the study
     * @param cohort the patients, with maps of the protocol's size
     * @param workers how many cells are to be trained at a time; where empty, one for each core
     * @return the forecast
     * @throws InterruptedException if the thread was interrupted
     * @throws io.github.spectcad.core.spi.ProviderNotFoundException if a backbone, an input or a strategy is not on the class
     *     path
     * @throws IllegalArgumentException if the images are too small for a backbone, or the cohort lacks what a strategy needs
     */
    public static StudyForecast of(StudyConfiguration study, Cohort cohort, OptionalInt workers)
            throws InterruptedException {
        study.requireTrainable();
        CellGraph graph = CellGraph.of(study.cells(), cohort, CohortSplitter.split(cohort, study.seed()));
        Workers team = Workers.sharing(workers, Workers.threadsOfCell(workers));
        return measure(study, graph.inOrder(), graph, cohort, team, team.count());
    }

    static StudyForecast measure(
            StudyConfiguration study, List<Cell> cells, CellGraph graph, Cohort cohort, Workers pilots, int workers)
            throws InterruptedException {
        Set<String> pretrained = pretrained(study);
        ToIntFunction<Cell> epochs = cell -> {
            TrainingPlan plan = graph.plan(cell);
            boolean trained = plan.initialWeights().isPresent() || pretrained.contains(cell.network());
            return study.protocol().settings().epochs(plan.train().size(), trained);
        };
        Comparator<Cell> byWork = Comparator.<Cell>comparingLong(cell -> (long) epochs.applyAsInt(cell)
                        * graph.plan(cell).train().size())
                .thenComparing(Cell::augmented);
        Map<List<String>, Cell> networks = new LinkedHashMap<>();
        cells.forEach(cell -> networks.merge(network(cell), cell, BinaryOperator.maxBy(byWork)));
        Map<List<String>, Long> steps = new HashMap<>();
        cells.forEach(cell -> steps.merge(
                network(cell),
                epochs.applyAsInt(cell)
                        * stepsOfEpoch(graph.plan(cell), study.protocol().settings()),
                Long::sum));
        List<Pilot> trials = networks.entrySet().stream()
                .map(network -> new Pilot(network.getValue(), steps.get(network.getKey())))
                .toList();
        List<Pace> measured = paces(study, trials, graph, cohort, pilots, cells.size());
        Map<List<String>, Pace> paces = new HashMap<>();
        int next = 0;
        for (List<String> network : networks.keySet()) {
            paces.put(network, measured.get(next++));
        }
        Map<Cell, Double> seconds = new LinkedHashMap<>();
        for (Cell cell : cells) {
            Pace pace = paces.get(network(cell));
            seconds.put(cell, pace.epoch(graph.plan(cell), study.protocol().settings()) * epochs.applyAsInt(cell));
        }
        Map<Cell, String> failures = new LinkedHashMap<>();
        networks.forEach((network, cell) -> paces.get(network).failure().ifPresent(e -> failures.put(cell, e)));
        Map<Cell, List<Cell>> needs = new HashMap<>();
        cells.forEach(cell -> needs.put(
                cell, graph.needs(cell).stream().filter(seconds::containsKey).toList()));
        return new StudyForecast(seconds, failures, workers, needs);
    }

    /** The forecast of one cell; NaN where there is none. */
    double secondsOf(Cell cell) {
        return seconds.getOrDefault(cell, Double.NaN);
    }

    /**
     * The paces of networks, in their order. Each is measured while as many cells are trained as in the study: cells trained at a
     * time slow one another down, even where each has a core.
     */
    private static List<Pace> paces(
            StudyConfiguration study, List<Pilot> pilots, CellGraph graph, Cohort cohort, Workers workers, int cells)
            throws InterruptedException {
        AtomicInteger open = new AtomicInteger(pilots.size());
        List<Callable<Pace>> tasks = new ArrayList<>();
        for (Pilot pilot : pilots) {
            tasks.add(() -> {
                try {
                    Cell cell = pilot.cell();
                    return pace(study, cell, graph.plan(cell), cohort, () -> PilotTimes.untilKnown(pilot.steps()));
                } finally {
                    open.decrementAndGet();
                }
            });
        }
        for (int i = 1; i < Math.min(workers.count(), cells); i++) { // keep free workers busy until all is measured
            Cell cell = pilots.get(i % pilots.size()).cell();
            tasks.add(() -> open.get() == 0
                    ? null
                    : pace(study, cell, graph.plan(cell), cohort, () -> PilotTimes.until(() -> open.get() == 0)));
        }
        try {
            return workers.all(tasks).subList(0, pilots.size());
        } catch (IOException e) {
            throw new IllegalStateException("pilots write no files", e);
        }
    }

    private static Set<String> pretrained(StudyConfiguration study) {
        try {
            return study.pretrained().keySet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> network(Cell cell) {
        return List.of(cell.backbone(), cell.input());
    }

    private static long stepsOfEpoch(TrainingPlan plan, TrainingSettings settings) {
        return (plan.train().size() + settings.batchSize() - 1L) / settings.batchSize();
    }

    /** A network, tried by the cell that trains it longest, and the steps of all cells that train it. */
    private record Pilot(Cell cell, long steps) {}

    /** Seconds of a step, and of the validation of a patient. */
    private record Pace(double step, double validation, Optional<String> failure) {
        double epoch(TrainingPlan plan, TrainingSettings settings) {
            return step * stepsOfEpoch(plan, settings)
                    + validation * plan.validation().size();
        }
    }

    /** The pace of a training of a few patients that goes on until it is warm: of fewer, the longer a step takes. */
    private static Pace pace(
            StudyConfiguration study, Cell cell, TrainingPlan plan, Cohort cohort, Supplier<PilotTimes> begin) {
        try {
            PilotTimes first = PilotTimes.untilSecondStep();
            pilot(study, cell, plan, cohort, PilotSize.SMALLEST, first);
            PilotSize size = PilotSize.of(first.stepOfEpoch());
            PilotTimes times = begin.get();
            pilot(study, cell, plan, cohort, size, times);
            return new Pace(
                    times.step(),
                    times.validation()
                            / Math.min(size.validation(), plan.validation().size()),
                    Optional.empty());
        } catch (RuntimeException | IOException | LinkageError | VirtualMachineError e) {
            return new Pace(
                    Double.NaN, Double.NaN, Optional.of(Objects.requireNonNullElse(e.getMessage(), e.toString())));
        }
    }

    private static void pilot(
            StudyConfiguration study, Cell cell, TrainingPlan plan, Cohort cohort, PilotSize size, PilotTimes times)
            throws IOException {
        int batch = study.protocol().settings().batchSize();
        int steps = Math.max(1, Math.min(size.steps(), plan.train().size() / batch));
        List<LabelledPatient> training = pilots(plan.train(), steps * batch, cohort);
        List<LabelledPatient> validation = pilots(plan.validation(), size.validation(), cohort);
        try {
            Trainer.of(study.protocol().configuration(cell, study.seed()).toBuilder()
                            .settings(s ->
                                    s.epochs(MOST_EPOCHS).schedule(LearningRateSchedule.COSINE)) // ends at no plateau
                            .build())
                    .train(TrainingData.of(training), TrainingData.of(validation), times)
                    .model()
                    .close();
        } catch (TrainingCancelledException e) {
            e.bestModel().ifPresent(TrainedModel::close);
        }
    }

    /** Steps and validation patients of an epoch of a pilot. */
    private record PilotSize(int steps, int validation) {
        static final PilotSize SMALLEST = new PilotSize(2, 8);

        /** An epoch of some seconds, with so much work that what an epoch takes beside it does not count. */
        static PilotSize of(double secondsOfStep) {
            int steps = (int) Math.max(SMALLEST.steps(), Math.min(8, 5 / secondsOfStep));
            return new PilotSize(steps, Math.max(SMALLEST.validation(), Math.min(50, 7 * steps)));
        }
    }

    private static List<LabelledPatient> pilots(List<TrainingPlan.Assignment> plan, int count, Cohort cohort) {
        List<String> ids = plan.stream()
                .limit(count)
                .map(TrainingPlan.Assignment::patientId)
                .toList();
        return cohort.patients(ids).stream()
                .map(patient -> new LabelledPatient(patient, 0.5, 0.5, 0.5))
                .toList();
    }

    /**
     * The maximum time on more or fewer machines, given out as {@link Schedule} does: cells wait for those they need.
     *
     * @param machines how many cells are trained at a time, each as fast as here; at least 1
     * @return the time; cells whose network could not be tried take none
     */
    public Duration on(int machines) {
        if (machines < 1) {
            throw new IllegalArgumentException("number of machines is " + machines + ": must be at least 1");
        }
        record Running(Cell cell, double end) {}
        Schedule schedule =
                new Schedule(seconds.keySet(), cell -> needs.getOrDefault(cell, List.of()), this::secondsOf);
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::end));
        double now = 0;
        while (!schedule.isFinished()) {
            Optional<Cell> next = running.size() < machines ? schedule.next() : Optional.empty();
            if (next.isPresent()) {
                double own = secondsOf(next.get());
                running.add(new Running(next.get(), now + (own > 0 ? own : 0)));
            } else {
                Running first = running.remove();
                now = first.end();
                schedule.done(first.cell());
            }
        }
        return Duration.ofMillis(Math.round(1000 * now));
    }

    /**
     * The chain of cells, each of which needs the one before it, that takes longest: no number of machines is done sooner.
     *
     * @return the cells in their order; none where no network could be tried
     */
    public List<Cell> longestChain() {
        Map<Cell, List<Cell>> chains = new HashMap<>();
        List<Cell> longest = List.of();
        for (Cell cell : seconds.keySet()) { // each after those it needs
            List<Cell> chain = new ArrayList<>();
            for (Cell needed : needs.getOrDefault(cell, List.of())) {
                List<Cell> before = chains.getOrDefault(needed, List.of());
                if (seconds(before) > seconds(chain)) {
                    chain = new ArrayList<>(before);
                }
            }
            chain.add(cell);
            chains.put(cell, chain);
            longest = seconds(chain) > seconds(longest) ? chain : longest;
        }
        return List.copyOf(longest);
    }

    /** {@return the maximum time on as many machines as there are {@link #workers}} */
    public Duration total() {
        return on(workers);
    }

    /** Seconds of all cells one after the other, those whose network could not be tried left out. */
    double work() {
        return seconds(seconds.keySet());
    }

    private double seconds(Collection<Cell> cells) {
        return cells.stream()
                .mapToDouble(this::secondsOf)
                .filter(own -> !Double.isNaN(own))
                .sum();
    }
}
