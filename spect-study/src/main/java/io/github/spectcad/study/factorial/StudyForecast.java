package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
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
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * How long the cells of a study will take at most, forecast from a few training steps of each backbone and input at the
 * study's image size. Cells whose validation accuracy stops improving end earlier.
 *
 * @param seconds most seconds of each cell that is still to be trained; NaN where its network could not be tried
 * @param workers how many cells are trained at a time
 */
public record StudyForecast(Map<Cell, Double> seconds, int workers) {
    private static final int STEPS = 3;
    private static final int VALIDATION_PATIENTS = 4;

    /** Copies the map. */
    public StudyForecast {
        seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    }

    static StudyForecast measure(
            StudyConfiguration study, List<Cell> cells, CellGraph graph, Cohort cohort, Workers workers)
            throws IOException, InterruptedException {
        Map<List<String>, Cell> networks = new LinkedHashMap<>();
        cells.forEach(cell -> networks.putIfAbsent(network(cell), cell));
        List<Pace> measured = workers.all(networks.values().stream()
                .<Callable<Pace>>map(cell -> () -> pace(study, cell, graph.plan(cell), cohort))
                .toList());
        Map<List<String>, Pace> paces = new HashMap<>();
        int next = 0;
        for (List<String> network : networks.keySet()) {
            paces.put(network, measured.get(next++));
        }
        Map<Cell, Double> seconds = new LinkedHashMap<>();
        for (Cell cell : cells) {
            seconds.put(
                    cell,
                    paces.get(network(cell)).epoch(graph.plan(cell))
                            * study.protocol().epochs());
        }
        return new StudyForecast(seconds, workers.count());
    }

    private static List<String> network(Cell cell) {
        return List.of(cell.backbone(), cell.input());
    }

    /** Seconds for each patient in training and in validation. */
    private record Pace(double training, double validation) {
        double epoch(TrainingPlan plan) {
            return training * plan.train().size()
                    + validation * plan.validation().size();
        }
    }

    /** The pace of one short epoch, whose first step does not count. */
    private static Pace pace(StudyConfiguration study, Cell cell, TrainingPlan plan, Cohort cohort) {
        int batch = study.protocol().batchSize();
        List<LabelledPatient> training = pilots(plan.train(), STEPS * batch, cohort);
        List<LabelledPatient> validation = pilots(plan.validation(), VALIDATION_PATIENTS, cohort);
        StepTimes times = new StepTimes();
        try {
            TrainingResult result = Trainer.of(study.protocol().configuration(cell, study.seed()).toBuilder()
                            .epochs(1)
                            .build())
                    .train(TrainingData.of(training), TrainingData.of(validation), times);
            result.model().close();
            double seconds = training.size() <= batch
                    ? result.epochs().get(0).seconds() / training.size()
                    : (times.last - times.first) / 1e9 / (training.size() - batch);
            return new Pace(seconds, (times.end - times.last) / 1e9 / validation.size());
        } catch (RuntimeException | IOException e) {
            return new Pace(Double.NaN, Double.NaN); // the cell will fail with this error, and it is recorded there
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
        private long first;
        private long last;
        private long end;

        @Override
        public void stepDone(int epoch, int step, int steps, double loss) {
            last = System.nanoTime();
            if (step == 1) {
                first = last;
            }
        }

        @Override
        public void epochDone(EpochRecord record) {
            end = System.nanoTime();
        }
    }

    /** {@return the most time of all these cells, those whose network could not be tried left out} */
    public Duration total() {
        return remaining(Set.of());
    }

    /**
     * The time of the cells that are left, at the pace of those that were finished.
     *
     * @param done the finished cells
     * @param elapsed the time they took, other processes on the same folder at work or not
     * @return the time; where none of these cells was forecast, at the forecast pace
     */
    public Duration remaining(Set<Cell> done, Duration elapsed) {
        Duration left = remaining(done);
        long finished = total().toMillis() - left.toMillis();
        return finished == 0
                ? left
                : Duration.ofMillis(Math.round((double) elapsed.toMillis() * left.toMillis() / finished));
    }

    private Duration remaining(Set<Cell> done) {
        double sum = 0;
        for (Map.Entry<Cell, Double> entry : seconds.entrySet()) {
            if (!done.contains(entry.getKey()) && !entry.getValue().isNaN()) {
                sum += entry.getValue();
            }
        }
        return Duration.ofMillis(Math.round(1000 * sum / workers));
    }
}
