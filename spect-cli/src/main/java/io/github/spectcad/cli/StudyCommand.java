package io.github.spectcad.cli;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.train.TrainingListener;
import io.github.spectcad.study.comparison.StudyReport;
import io.github.spectcad.study.factorial.Cell;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyConfiguration;
import io.github.spectcad.study.factorial.StudyForecast;
import io.github.spectcad.study.factorial.StudyListener;
import io.github.spectcad.study.factorial.StudyRunner;
import io.github.spectcad.study.factorial.StudyStatus;
import io.github.spectcad.study.factorial.StudyVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The factorial study. */
@Command(
        name = "study",
        description =
                "Run a factorial study into a folder, which several processes may fill and a later run continues; tell"
                        + " how far it is; report its comparisons; train one cell again and compare.",
        mixinStandardHelpOptions = true)
final class StudyCommand implements Callable<Integer> {
    /** What to do; exactly one. */
    private static final class Action {
        @Option(names = "--config", paramLabel = "F", description = "Run the study of this JSON file; needs --out.")
        private Path config;

        @Option(
                names = "--forecast",
                paramLabel = "F",
                description = "Tell how long the study of this JSON file would take at most, and train nothing.")
        private Path forecast;

        @Option(names = "--status", paramLabel = "DIR", description = "Tell how far the study in this folder is.")
        private Path status;

        @Option(
                names = "--report",
                paramLabel = "DIR",
                description =
                        "Write the report of the study in this folder, from its stored predictions, to DIR/report.")
        private Path report;

        @Option(
                names = "--verify",
                paramLabel = "DIR",
                description = "Train one finished cell of the study in this folder again and compare; needs --cell.")
        private Path verify;
    }

    @ArgGroup(multiplicity = "1")
    private Action action;

    @Option(names = "--out", paramLabel = "DIR", description = "Result folder of the study to run.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--cohort",
            paramLabel = "F",
            description = "Cohort CSV (default: the paper's phantom cohort with the study's seed, made in memory).")
    private Optional<Path> cohort = Optional.empty();

    @Option(
            names = "--hidden-truth",
            paramLabel = "F",
            description = "Table of what angiography would have shown in the patients who had none, as 'spect phantom'"
                    + " writes it: pseudo-labels are measured by it, never trained on it.")
    private Optional<Path> hiddenTruth = Optional.empty();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Cells to train at a time, which share the cores (default: one for each core). A folder keeps the"
                            + " number of threads of each cell it was begun with, because the last digits depend on it.")
    private OptionalInt workers = OptionalInt.empty();

    @Option(
            names = "--budget",
            paramLabel = "HOURS",
            description = "Stop training after so many hours; a later run goes on.")
    private Optional<Double> budget = Optional.empty();

    @Option(names = "--cell", paramLabel = "ID", description = "The cell to verify, as --status names them.")
    private Optional<String> cell = Optional.empty();

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (action.forecast != null) {
            forecast();
        } else if (action.status != null) {
            showStatus(StudyStatus.read(action.status));
        } else if (action.report != null) {
            Path page = StudyReport.of(action.report).write(action.report.resolve("report"));
            json.print(spec, Map.of("report", page.toString()), () -> "wrote " + page);
        } else if (action.verify != null) {
            return verify();
        } else {
            return run();
        }
        return 0;
    }

    private int run() throws IOException, InterruptedException {
        Path folder = out.orElseThrow(
                () -> new ParameterException(spec.commandLine(), "--config needs --out, the result folder"));
        StudyConfiguration configuration = StudyConfiguration.read(action.config);
        PrintWriter err = spec.commandLine().getErr();
        err.println("spect: " + NnBackend.require().describe());
        StudyRunner runner = StudyRunner.of(configuration, readCohort(configuration), folder)
                .withHiddenTruth(readHiddenTruth(configuration));
        if (workers.isPresent()) {
            runner = runner.withWorkers(workers.getAsInt());
        }
        if (budget.isPresent()) {
            runner = runner.withBudget(Duration.ofMillis(Math.round(budget.get() * 3_600_000)));
        }
        StudyRunner.Outcome outcome = runner.run(new Messages(err));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("cells", outcome.total());
        result.put("done", outcome.done());
        result.put("failed", outcome.failed());
        result.put("test_set_opened", outcome.testSetOpened());
        result.put("folder", folder.toString());
        json.print(
                spec,
                result,
                () -> outcome.done() + " of " + outcome.total() + " cells done, " + outcome.failed()
                        + " failed; "
                        + (outcome.testSetOpened() ? "next: spect study --report " : "to go on, run it again: ")
                        + folder);
        return outcome.failed() == 0 ? 0 : 1;
    }

    private void forecast() throws IOException, InterruptedException {
        StudyConfiguration configuration = StudyConfiguration.read(action.forecast);
        StudyForecast forecast = StudyForecast.of(configuration, readCohort(configuration), workers);
        double hours = forecast.total().toSeconds() / 3600.0;
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("cells", forecast.seconds().size());
        result.put("workers", forecast.workers());
        result.put("hours_at_most", hours);
        json.print(
                spec,
                result,
                () -> forecast.seconds().size() + " cells, " + forecast.workers() + " at a time: at most "
                        + Messages.text(forecast.total()));
    }

    private Cohort readCohort(StudyConfiguration configuration) throws IOException {
        int pixels = configuration.protocol().pixels();
        return cohort.isPresent()
                ? CohortCsv.read(cohort.get(), CohortReadOptions.DEFAULT.withPixels(pixels))
                        .cohort()
                : PhantomCohort.paper(configuration.seed()).cohort(pixels);
    }

    private Map<String, VesselLabels> readHiddenTruth(StudyConfiguration configuration) throws IOException {
        if (hiddenTruth.isEmpty()) {
            return cohort.isPresent()
                    ? Map.of()
                    : PhantomCohort.paper(configuration.seed()).hiddenLabels();
        }
        Map<String, VesselLabels> labels = new LinkedHashMap<>();
        for (PatientStudy patient : CohortCsv.read(hiddenTruth.get(), CohortReadOptions.DEFAULT.withStates())
                .patientsWith(Reference.ICA)) {
            labels.put(patient.patientId(), patient.angiography().orElseThrow().labels());
        }
        return labels;
    }

    private int verify() throws IOException, InterruptedException {
        String id = cell.orElseThrow(() -> new ParameterException(spec.commandLine(), "--verify needs --cell"));
        StudyConfiguration configuration =
                ResultFolder.open(action.verify).study().configuration();
        StudyVerifier.Verification verification =
                StudyVerifier.verify(action.verify, readCohort(configuration), id, TrainingListener.NONE);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("cell", id);
        result.put("identical_weights", verification.identicalWeights());
        result.put("identical_predictions", verification.identicalPredictions());
        result.put("largest_difference", verification.largestDifference());
        json.print(
                spec,
                result,
                () -> id + ": predictions " + (verification.identicalPredictions() ? "identical" : "differ")
                        + ", weights " + (verification.identicalWeights() ? "identical" : "differ")
                        + ", largest difference of a probability " + verification.largestDifference());
        return verification.identicalPredictions() ? 0 : 1;
    }

    private void showStatus(StudyStatus status) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", status.name());
        result.put("cells", status.total());
        result.put("done", status.done());
        result.put("failed", status.failed());
        result.put(
                "running",
                status.running().stream()
                        .map(running -> Map.of(
                                "cell", running.cell().id(), "epoch", running.epoch(), "epochs", running.epochs()))
                        .toList());
        result.put("training_seconds", status.trainingSeconds());
        result.put("test_set_openings", status.testSetOpenings());
        result.put("not_looking_at_maps", status.notLooking());
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %d of %d cells done, %d failed, %d running, %.1f hours of training%n",
                status.name(),
                status.done(),
                status.total(),
                status.failed().size(),
                status.running().size(),
                status.trainingSeconds() / 3600));
        status.running()
                .forEach(running -> text.append(String.format(
                        Locale.ROOT,
                        "  running %s: epoch %d of at most %d%n",
                        running.cell().id(),
                        running.epoch(),
                        running.epochs())));
        status.failed()
                .forEach((id, error) -> text.append("  failed ")
                        .append(id)
                        .append(": ")
                        .append(error)
                        .append('\n'));
        status.notLooking()
                .forEach((id, figures) ->
                        text.append("  ").append(id).append(": ").append(figures).append('\n'));
        status.testSetOpenings()
                .forEach(opening -> text.append("  test set: ").append(opening).append('\n'));
        json.print(spec, result, () -> text + Prediction.RESEARCH_USE_ONLY);
    }

    /** Tells of the progress, a line for each event. */
    private record Messages(PrintWriter err) implements StudyListener {
        @Override
        public void forecast(StudyForecast forecast) {
            say(forecast.seconds().size() + " cells to train, " + forecast.workers() + " at a time, at most "
                    + text(forecast.total()));
        }

        @Override
        public void started(Cell started) {
            say("training " + started.id());
        }

        @Override
        public void finished(Cell finished, int done, int total, Duration remaining) {
            say(done + " of " + total + " cells done, about " + text(remaining) + " left: " + finished.id());
        }

        @Override
        public void failed(Cell failed, String error) {
            say("failed: " + failed.id() + ": " + error);
        }

        @Override
        public void testSetOpened(int cells) {
            say("the test set is opened for " + cells + " cells");
        }

        private void say(String message) {
            err.println("study: " + message);
        }

        private static String text(Duration time) {
            return time.toDays() > 2
                    ? time.toDays() + " days"
                    : time.toHours() > 0
                            ? time.toHours() + " h " + time.toMinutesPart() + " min"
                            : time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
    }
}
