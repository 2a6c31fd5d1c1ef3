package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.LabelledPatient;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingData;
import io.github.spectcad.nn.train.TrainingListener;
import io.github.spectcad.nn.train.TrainingResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/**
 * How long the cells of a study will take at most, forecast from a few training steps of each backbone and input at the
 * study's image size. Cells whose validation accuracy stops improving end earlier.
 *
 * @param seconds maximum seconds of each cell that is still to be trained; NaN where its network could not be tried
 * @param failures why networks could not be tried, by a cell that has them: these cells will fail
 * @param workers how many cells are trained at a time
 */
public record StudyForecast(Map<Cell, Double> seconds, Map<Cell, String> failures, int workers) {
    private static final int STEPS = 4;
    private static final int VALIDATION_PATIENTS = 4;

    /** Copies the maps. */
    public StudyForecast {
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
        seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
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
        Map<List<String>, Cell> networks = new LinkedHashMap<>();
        cells.forEach(cell -> networks.putIfAbsent(network(cell), cell));
        List<Pace> measured = measure(
                pilots,
                networks.values().stream()
                        .<Callable<Pace>>map(cell -> () -> pace(study, cell, graph.plan(cell), cohort))
                        .toList());
        Map<List<String>, Pace> paces = new HashMap<>();
        int next = 0;
        for (List<String> network : networks.keySet()) {
            paces.put(network, measured.get(next++));
        }
        Map<Cell, Double> seconds = new LinkedHashMap<>();
        for (Cell cell : cells) {
            TrainingPlan plan = graph.plan(cell);
            int epochs = study.protocol()
                    .settings()
                    .epochs(plan.train().size(), plan.initialWeights().isPresent());
            seconds.put(cell, paces.get(network(cell)).epoch(plan) * epochs);
        }
        Map<Cell, String> failures = new LinkedHashMap<>();
        networks.forEach((network, cell) -> paces.get(network).failure().ifPresent(e -> failures.put(cell, e)));
        return new StudyForecast(seconds, failures, workers);
    }

    /** The forecast of one cell; NaN where there is none. */
    double secondsOf(Cell cell) {
        return seconds.getOrDefault(cell, Double.NaN);
    }

    private static List<Pace> measure(Workers workers, List<Callable<Pace>> pilots) throws InterruptedException {
        try {
            return workers.all(pilots);
        } catch (IOException e) {
            throw new IllegalStateException("pilots write no files", e);
        }
    }

    private static List<String> network(Cell cell) {
        return List.of(cell.backbone(), cell.input());
    }

    /** Seconds for each patient in training and in validation. */
    private record Pace(double training, double validation, Optional<String> failure) {
        double epoch(TrainingPlan plan) {
            return training * plan.train().size()
                    + validation * plan.validation().size();
        }
    }

    /** The pace of the fastest step of one short epoch but the first: the others warm up. */
    private static Pace pace(StudyConfiguration study, Cell cell, TrainingPlan plan, Cohort cohort) {
        int batch = study.protocol().settings().batchSize();
        int steps = Math.max(1, Math.min(STEPS, plan.train().size() / batch)); // whole ones
        List<LabelledPatient> training = pilots(plan.train(), steps * batch, cohort);
        List<LabelledPatient> validation = pilots(plan.validation(), VALIDATION_PATIENTS, cohort);
        StepTimes times = new StepTimes();
        try {
            TrainingResult result = Trainer.of(study.protocol().configuration(cell, study.seed()).toBuilder()
                            .settings(s -> s.epochs(1))
                            .build())
                    .train(TrainingData.of(training), TrainingData.of(validation), times);
            result.model().close();
            double seconds = times.shortest == Long.MAX_VALUE
                    ? result.epochs().get(0).seconds() / training.size()
                    : times.shortest / 1e9 / batch;
            return new Pace(seconds, (times.end - times.last) / 1e9 / validation.size(), Optional.empty());
        } catch (RuntimeException | IOException | LinkageError | VirtualMachineError e) {
            return new Pace(
                    Double.NaN, Double.NaN, Optional.of(Objects.requireNonNullElse(e.getMessage(), e.toString())));
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

    private static final class StepTimes implements TrainingListener {
        private long shortest = Long.MAX_VALUE;
        private long last;
        private long end;

        @Override
        public void stepDone(int epoch, int step, int steps, double loss) {
            long now = System.nanoTime();
            if (step > 1) {
                shortest = Math.min(shortest, now - last);
            }
            last = now;
        }

        @Override
        public void epochDone(EpochRecord record) {
            end = System.nanoTime();
        }
    }

    /** {@return the maximum time of all these cells, those whose network could not be tried left out} */
    public Duration total() {
        double sum = seconds.values().stream()
                .filter(own -> !own.isNaN())
                .mapToDouble(own -> own)
                .sum();
        return Duration.ofMillis(Math.round(1000 * sum / workers));
    }
}
