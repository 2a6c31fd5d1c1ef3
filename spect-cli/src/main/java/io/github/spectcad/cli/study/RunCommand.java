package io.github.spectcad.cli.study;

import io.github.spectcad.cli.GateOption;
import io.github.spectcad.cli.JsonOption;
import io.github.spectcad.cli.Progress;
import io.github.spectcad.cli.Usage;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.study.factorial.StudyConfiguration;
import io.github.spectcad.study.factorial.StudyExecutor;
import io.github.spectcad.study.factorial.StudyListener;
import io.github.spectcad.study.factorial.StudyRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spect study run}. */
@Command(
        name = "run",
        header = "Train the cells of a study, or resume it.",
        description = "Train the cells of a study into a folder, and predict the test patients once all are trained."
                + " Run it again to resume after any interruption.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final double LONGEST_BUDGET_HOURS = 100_000;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "Study configuration (JSON).")
    private Path config;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description =
                    "Result folder; with a cluster one that all its machines have, or a URI such as hdfs://host/folder.")
    private String out;

    @Mixin
    private StudyCohort cohort;

    @Mixin
    private GateOption gate;

    @Option(
            names = "--hidden-truth",
            paramLabel = "FILE",
            description = "CSV with what angiography would have shown in the patients who had none, as 'spect phantom'"
                    + " writes it: it measures pseudo-labels and never trains.")
    private Optional<Path> hiddenTruth = Optional.empty();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Number of cells to train at a time; they share the cores (default: one per core). A folder"
                    + " keeps the number of threads per cell it was begun with, because the last digits depend on it.")
    private Optional<Integer> workers = Optional.empty();

    @Option(
            names = "--budget",
            paramLabel = "HOURS",
            description = "Stop training after this many hours; run again to resume.")
    private Optional<Double> budget = Optional.empty();

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Usage.require(spec, workers.orElse(1) >= 1, "--workers is " + workers.orElse(1) + ": must be at least 1");
        double hours = budget.orElse(1.0);
        Usage.require(
                spec,
                hours > 0 && hours <= LONGEST_BUDGET_HOURS,
                "--budget is " + hours + ": must be above 0 and at most " + LONGEST_BUDGET_HOURS + " hours");
        cluster.require(spec);
        StudyConfiguration configuration = StudyConfiguration.read(config);
        PrintWriter err = spec.commandLine().getErr();
        err.println("spect: " + NnBackend.require().describe());
        StudyRunner runner = StudyRunner.of(configuration, cohort.read(configuration, gate.gate()), cluster.store(out))
                .withHiddenTruth(cohort.hiddenTruth(configuration, hiddenTruth));
        if (workers.isPresent()) {
            runner = runner.withWorkers(workers.get());
        }
        if (budget.isPresent()) {
            runner = runner.withBudget(Duration.ofMillis(Math.max(1, Math.round(hours * 3_600_000))));
        }
        StudyRunner.Outcome outcome = run(runner, new StudyProgress(new Progress(err, "study")));
        show(outcome);
        return outcome.failed() == 0 ? 0 : 1;
    }

    private StudyRunner.Outcome run(StudyRunner runner, StudyListener listener)
            throws IOException, InterruptedException {
        if (!cluster.isCluster()) {
            return runner.run(listener);
        }
        try (StudyExecutor executor = cluster.connect()) {
            return runner.withExecutor(executor).run(listener);
        }
    }

    private void show(StudyRunner.Outcome outcome) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("cells", outcome.total());
        result.put("done", outcome.done());
        result.put("failed", outcome.failed());
        result.put("test_set_opened", outcome.testSetOpened());
        result.put("folder", out);
        json.print(
                spec,
                result,
                () -> outcome.done() + " of " + outcome.total() + " cells done, " + outcome.failed()
                        + " failed; "
                        + (outcome.testSetOpened() ? "next: spect study report " + out : "run again to resume"));
    }
}
