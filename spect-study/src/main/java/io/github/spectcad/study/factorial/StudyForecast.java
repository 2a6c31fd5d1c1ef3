package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.nn.train.EpochRecord;
import io.github.spectcad.nn.train.LabelledPatient;
import io.github.spectcad.nn.train.Trainer;
import io.github.spectcad.nn.train.TrainingData;
import io.github.spectcad.nn.train.TrainingListener;
import io.github.spectcad.nn.train.TrainingResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How long the cells of a study will take at most, forecast from a few training steps of each backbone and input at the
 * study's image size. Cells whose validation accuracy stops improving end earlier.
 *
 * @param seconds most seconds of each cell that is still to be trained, on one worker; NaN where its network could not be tried
 * @param workers how many cells are trained at a time
 */
public record StudyForecast(Map<Cell, Double> seconds, int workers) {
    private static final int PATIENTS = 8;

    /** Copies the map. */
    public StudyForecast {
        seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    }

    static StudyForecast measure(
            StudyConfiguration study, List<Cell> cells, CellGraph graph, Cohort cohort, int workers) {
        Map<List<String>, Double> perPatient = new HashMap<>();
        Map<Cell, Double> seconds = new LinkedHashMap<>();
        for (Cell cell : cells) {
            double patientSeconds = perPatient.computeIfAbsent(
                    List.of(cell.backbone(), cell.input()), network -> secondsPerPatient(study, cell, graph, cohort));
            seconds.put(
                    cell,
                    patientSeconds
                            * graph.plan(cell).train().size()
                            * study.protocol().epochs());
        }
        return new StudyForecast(seconds, workers);
    }

    /** The second of two epochs on a few patients, so that start-up does not count. */
    private static double secondsPerPatient(StudyConfiguration study, Cell cell, CellGraph graph, Cohort cohort) {
        List<LabelledPatient> pilots = new ArrayList<>();
        cohort.patients(graph.plan(cell).train().stream()
                        .limit(PATIENTS)
                        .map(assignment -> assignment.patientId())
                        .toList())
                .forEach(patient -> pilots.add(new LabelledPatient(patient, 0.5, 0.5, 0.5)));
        List<LabelledPatient> validation = cohort
                .patients(graph.plan(cell).validation().stream()
                        .limit(2)
                        .map(assignment -> assignment.patientId())
                        .toList())
                .stream()
                .map(patient -> new LabelledPatient(patient, 0.5, 0.5, 0.5))
                .toList();
        try {
            TrainingResult result = Trainer.of(study.protocol().configuration(cell, study.seed()).toBuilder()
                            .epochs(2)
                            .build())
                    .train(TrainingData.of(pilots), TrainingData.of(validation), TrainingListener.NONE);
            result.model().close();
            EpochRecord last = result.epochs().get(result.epochs().size() - 1);
            return last.seconds() / pilots.size();
        } catch (RuntimeException | IOException e) {
            return Double.NaN; // the cell itself will fail with this error, and it is recorded there
        }
    }

    /** {@return the most time of all these cells} */
    public Duration total() {
        return remaining(Set.of());
    }

    /**
     * The most time of the cells that are left.
     *
     * @param done the cells that are not to be counted
     * @return the time, cells whose network could not be tried left out
     */
    public Duration remaining(Set<Cell> done) {
        double sum = 0;
        for (Map.Entry<Cell, Double> entry : seconds.entrySet()) {
            if (!done.contains(entry.getKey()) && !entry.getValue().isNaN()) {
                sum += entry.getValue();
            }
        }
        return Duration.ofMillis(Math.round(1000 * sum / workers));
    }
}
