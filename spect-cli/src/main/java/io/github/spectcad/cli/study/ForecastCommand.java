package io.github.spectcad.cli.study;

import io.github.spectcad.cli.GateOption;
import io.github.spectcad.cli.JsonOption;
import io.github.spectcad.cli.Usage;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.StudyConfiguration;
import io.github.spectcad.study.factorial.StudyForecast;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spect study forecast}. */
@Command(
        name = "forecast",
        header = "Estimate how long a study will run.",
        description = "Estimate the study's maximum running time by timing a few training steps of each network; no"
                + " cell is trained. Exit code 1 where a network cannot be tried, with the reason.",
        mixinStandardHelpOptions = true)
final class ForecastCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "Study configuration (JSON).")
    private Path config;

    @Mixin
    private StudyCohort cohort;

    @Mixin
    private GateOption gate;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Number of cells to train at a time (default: one per core).")
    private Optional<Integer> workers = Optional.empty();

    @Option(
            names = "--executors",
            paramLabel = "N",
            split = ",",
            description =
                    "Print the time on clusters of this many executors, too, each of which trains one cell at a time as"
                            + " fast as a worker here; several numbers are separated by commas.")
    private List<Integer> executors = List.of();

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Usage.require(spec, workers.orElse(1) >= 1, "--workers is " + workers.orElse(1) + ": must be at least 1");
        for (int machines : executors) {
            Usage.require(spec, machines >= 1, "--executors is " + machines + ": must be at least 1");
        }
        StudyConfiguration configuration = StudyConfiguration.read(config);
        StudyForecast forecast = StudyForecast.of(
                configuration,
                cohort.read(configuration, gate.gate()),
                workers.map(OptionalInt::of).orElse(OptionalInt.empty()));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("cells", forecast.seconds().size());
        result.put("workers", forecast.workers());
        result.put("hours_at_most", forecast.total().toMillis() / 3_600_000.0);
        Map<String, Duration> clusters = new LinkedHashMap<>();
        for (int machines : executors) {
            clusters.put(Integer.toString(machines), forecast.on(machines));
        }
        Map<String, Double> hours = new LinkedHashMap<>();
        clusters.forEach((machines, time) -> hours.put(machines, time.toMillis() / 3_600_000.0));
        result.put("hours_at_most_by_executors", hours);
        List<String> chain = forecast.longestChain().stream().map(Cell::id).toList();
        result.put("longest_chain", chain);
        result.put("failures", StudyProgress.failures(forecast));
        json.print(
                spec,
                result,
                () -> forecast.seconds().size() + " cells, " + forecast.workers() + " at a time: at most "
                        + StudyProgress.text(forecast.total())
                        + clusters.entrySet().stream()
                                .map(entry -> "\n  on " + entry.getKey() + " executors: at most "
                                        + StudyProgress.text(entry.getValue()))
                                .collect(Collectors.joining())
                        + (clusters.isEmpty() ? "" : "\n  longest chain of cells that wait for one another: " + chain)
                        + StudyProgress.failures(forecast).entrySet().stream()
                                .map(entry -> "\n  cannot be trained: " + entry.getKey() + ": " + entry.getValue())
                                .collect(Collectors.joining()));
        return forecast.failures().isEmpty() ? 0 : 1;
    }
}
