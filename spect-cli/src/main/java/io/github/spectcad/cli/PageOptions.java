package io.github.spectcad.cli;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.NormalDatabaseCsv;
import io.github.spectcad.io.Palette;
import io.github.spectcad.nn.explain.SaliencyMethod;
import io.github.spectcad.nn.explain.SaliencyMethods;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.study.report.PatientReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The page of one patient. */
final class PageOptions {
    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Page of the patient (HTML) to write: maps, probabilities, saliency, findings on the maps and what"
                            + " the model is, on one printed page.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--normals",
            paramLabel = "FILE",
            description = "Normal limits (CSV) for the page: proposes scores of the segments, SSS, SRS and SDS.")
    private Optional<Path> normals = Optional.empty();

    @Option(
            names = "--method",
            paramLabel = "ID",
            description =
                    "Saliency method of the page; 'spect list methods' prints them (default: as 'spect explain').")
    private Optional<String> method = Optional.empty();

    @Mixin
    private PaletteOption palette;

    /** Whether a page was asked for. */
    boolean isAsked() {
        return report.isPresent();
    }

    /** {@return where the page is written to} */
    Optional<Path> file() {
        return report;
    }

    /** Checks the options before anything is read. */
    void check(CommandSpec spec, OutputOption output, List<Path> inputs) throws IOException {
        Usage.require(spec, isAsked() || normals.isEmpty(), "--normals belongs to --report");
        method(spec);
        palette.palette(spec);
        if (report.isPresent()) {
            List<Path> all = new ArrayList<>(inputs);
            normals.ifPresent(all::add);
            output.check(report.get(), all);
        }
    }

    /** Writes the page where one was asked for; what speaks against the maps has been told. */
    void write(CommandSpec spec, TrainedModel model, PatientStudy patient, List<MapFinding> findings)
            throws IOException {
        if (report.isEmpty()) {
            return;
        }
        Palette colours = palette.palette(spec);
        SaliencyMethod chosen = method(spec).orElseGet(() -> SaliencyMethods.defaultFor(model.description()));
        PatientReport page = PatientReport.of(model, patient, chosen, MapGate.warning(finding -> {}))
                .withPalette(colours)
                .withFindings(findings);
        if (normals.isPresent()) {
            page = page.withNormals(NormalDatabaseCsv.read(normals.get()));
        }
        byte[] html = page.toHtml().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(report.get(), out -> out.write(html));
    }

    private Optional<SaliencyMethod> method(CommandSpec spec) {
        return method.map(id -> Usage.of(spec, () -> SaliencyMethods.load().require(id)));
    }
}
