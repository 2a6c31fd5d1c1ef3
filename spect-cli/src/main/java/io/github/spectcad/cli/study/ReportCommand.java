package io.github.spectcad.cli.study;

import io.github.spectcad.cli.JsonOption;
import io.github.spectcad.cli.Usage;
import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCsv;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.factorial.StudyClusters;
import io.github.spectcad.study.report.StudyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        description =
                "Write the report of a study, from its stored predictions, to DIR/report: report.html, every table"
                        + " as CSV and every figure as SVG.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Result folder of the study, or its URI.")
    private String folder;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the report (default: DIR/report; needed where the study has a URI).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--readings",
            paramLabel = "FILE",
            description =
                    "What readers said of test patients without and with a model (CSV): adds them to the report, beside"
                            + " the model whose probabilities they saw, or the best on the validation patients.")
    private Optional<Path> readings = Optional.empty();

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
        List<Reading> read = readings.isPresent() ? ReadingCsv.read(readings.get()) : List.of();
        ResultFolder results = ResultFolder.open(StudyClusters.store(folder));
        Path directory = out.orElseGet(() -> Path.of(folder).resolve("report"));
        AtomicFile.requireWritable(directory.resolve("report.html"));
        Path page = StudyReport.of(results, read).write(directory);
        json.print(spec, Map.of("report", page.toString()), () -> "wrote " + page);
        return 0;
    }
}
