package io.github.spectcad.cli.study;

import io.github.spectcad.cli.JsonOption;
import io.github.spectcad.cli.Usage;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyClusters;
import io.github.spectcad.study.report.StudyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    @Parameters(paramLabel = "DIR", description = "Result folder of the study, or its URI.")
    private String folder;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the report (default: DIR/report; needed where the study has a URI).")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Usage.require(
                spec,
                out.isPresent() || !StudyClusters.isUri(folder),
                "--out is missing: the report of a study at a URI goes to a folder of this machine");
        Path page = StudyReport.of(ResultFolder.open(StudyClusters.store(folder)))
                .write(out.orElseGet(() -> Path.of(folder).resolve("report")));
        json.print(spec, Map.of("report", page.toString()), () -> "wrote " + page);
        return 0;
    }
}
