package io.github.spectcad.cli.study;

import io.github.spectcad.cli.JsonOption;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.study.factorial.StudyClusters;
import io.github.spectcad.study.factorial.StudyStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spect study status}. */
@Command(
        name = "status",
        header = "Print the progress of a study.",
        description = "Print the progress of a study, whether it is running or not.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Result folder of the study, or its URI.")
    private String folder;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        StudyStatus status = StudyStatus.read(StudyClusters.store(folder));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", status.name());
        result.put("cells", status.total());
        result.put("done", status.done());
        result.put("failed", status.failed());
        result.put(
                "running",
                status.running().stream()
                        .map(running -> Map.of(
                                "cell",
                                running.cell().id(),
                                "epoch",
                                running.epoch(),
                                "epochs",
                                running.epochs(),
                                "fraction",
                                running.fraction()))
                        .toList());
        result.put("training_seconds", status.trainingSeconds());
        result.put("test_set_openings", status.testSetOpenings());
        result.put("not_looking_at_maps", status.notLooking());
        result.put("changes", status.changes());
        json.print(spec, result, () -> text(status));
        return 0;
    }

    private static String text(StudyStatus status) {
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
                        "  running %s: epoch %d of at most %d (%.1f %%)%n",
                        running.cell().id(),
                        running.epoch(),
                        running.epochs(),
                        100 * running.fraction())));
        status.failed()
                .forEach((id, error) -> text.append("  failed ")
                        .append(id)
                        .append(": ")
                        .append(error)
                        .append('\n'));
        status.notLooking()
                .forEach((id, figures) -> text.append("  ")
                        .append(id)
                        .append(": ")
                        .append(figures)
                        .append('\n'));
        status.changes()
                .forEach(change -> text.append("  changed: ").append(change).append('\n'));
        status.testSetOpenings()
                .forEach(opening -> text.append("  test set: ").append(opening).append('\n'));
        return text + Prediction.RESEARCH_USE_ONLY;
    }
}
