package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.phantom.PhantomCohort;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The job of a study that nobody trains: its cells depend on each other as always, and take the time they are said to. */
public final class SimulatedJob {
    private static final List<String> STRATEGIES =
            List.of("task-1", "strategy-1", "strategy-2", "strategy-3", "strategy-4", "strategy-5", "strategy-6");

    private SimulatedJob() {}

    /** A job of so many cells or a few more, in multiples of seven strategies. */
    public static StudyJob of(ResultStore store, int cells, ToDoubleFunction<Cell> seconds, StudyListener listener)
            throws IOException, InterruptedException {
        Cohort cohort = PhantomCohort.of(80, 3).cohort(16);
        CohortSplit split = CohortSplitter.split(cohort, 1);
        List<String> backbones = new ArrayList<>();
        for (int i = 0; i < (cells + 6) / 7; i++) {
            backbones.add("simulated" + i);
        }
        StudyConfiguration study = new StudyConfiguration(
                "simulated", backbones, List.of("rest"), List.of(false), STRATEGIES, Protocol.PAPER, 1);
        CellGraph graph = CellGraph.of(study.cells(), cohort, split);
        ResultFolder folder = StudyBeginning.begin(
                store,
                new StudyRecord(
                        StudyRecord.FORMAT_VERSION,
                        study,
                        CohortFingerprint.of(cohort),
                        Map.of(),
                        "simulated",
                        1,
                        split,
                        List.of()));
        Map<Cell, Double> forecast = new LinkedHashMap<>();
        graph.inOrder().forEach(cell -> forecast.put(cell, seconds.applyAsDouble(cell)));
        return new StudyJob(
                CellTask.TRAIN,
                folder,
                new CellWorker(folder, graph, cohort, Map.of(), Duration.ZERO),
                graph.inOrder(),
                graph,
                new StudyForecast(forecast, Map.of(), 1, Map.of()),
                listener,
                () -> false);
    }

    /** The time of all cells on so many machines, at best: their sum over the machines, or the longest chain of work. */
    public static double bestSeconds(StudyJob job, int machines, ToDoubleFunction<Cell> seconds) throws IOException {
        StudyRecord study = job.folder().study();
        CellGraph graph = CellGraph.of(study.configuration().cells(), job.cohort(), study.split());
        double sum = 0;
        double longest = 0;
        Map<Cell, Double> ends = new LinkedHashMap<>();
        for (Cell cell : graph.inOrder()) {
            double begin =
                    graph.needs(cell).stream().mapToDouble(ends::get).max().orElse(0);
            ends.put(cell, begin + seconds.applyAsDouble(cell));
            longest = Math.max(longest, ends.get(cell));
            sum += seconds.applyAsDouble(cell);
        }
        return Math.max(longest, sum / machines);
    }
}
