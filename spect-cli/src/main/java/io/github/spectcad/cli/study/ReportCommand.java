package io.github.spectcad.cli.study;

import io.github.spectcad.cli.JsonOption;
import io.github.spectcad.study.report.StudyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spect study report}. */
@Command(
        name = "report",
        header = "Write the report of a study.",
        description = "Write the report of a study, from its stored predictions, to DIR/report: report.html, and every"
                + " table as CSV.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Result folder of the study.")
    private Path folder;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path page = StudyReport.of(folder).write(folder.resolve("report"));
        json.print(spec, Map.of("report", page.toString()), () -> "wrote " + page);
        return 0;
    }
}
