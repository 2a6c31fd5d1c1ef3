package io.github.spectcad.cli;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.keras.KerasImport;
import io.github.spectcad.keras.LoadReport;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a model of a Keras network. */
@Command(
        name = "import-keras",
        description =
                "Make a model of the weights of a Keras network, body and head, without training. Prints which layer"
                        + " took which weights.",
        mixinStandardHelpOptions = true)
final class ImportKerasCommand implements Callable<Integer> {
    @Option(
            names = "--in",
            required = true,
            paramLabel = "FILE",
            description = "Keras file: name.weights.h5, name.keras or name.h5.")
    private Path in;

    @Option(
            names = "--backbone",
            required = true,
            paramLabel = "ID",
            description = "Backbone of the network; 'spect list backbones' prints them.")
    private String backbone;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "ID",
            description = "Input ID: rest, stress, early-fusion or late-fusion.")
    private String input;

    @Option(
            names = "--pixels",
            paramLabel = "N",
            defaultValue = "290",
            description = "Width and height of the maps that the network takes (default: ${DEFAULT-VALUE}).")
    private int pixels;

    @Option(
            names = "--scaler",
            paramLabel = "FILE",
            description =
                    "Means and standard deviations of the clinical features, as they were scaled in Keras: CSV with the"
                            + " columns feature, mean and standard_deviation, or JSON. Needed if the network takes them.")
    private Optional<Path> scaler = Optional.empty();

    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description =
                    "Decision thresholds: CSV with the columns vessel and threshold, or JSON (default: 0.5 each).")
    private Optional<Path> thresholds = Optional.empty();

    @Option(
            names = "--head",
            paramLabel = "NAMES",
            split = ",",
            description =
                    "Names in the file of the three dense layers of the head (default: dense, dense_1 and dense_2, as"
                            + " Keras numbers them).")
    private List<String> head = List.of();

    @Option(names = "--out", required = true, paramLabel = "MODEL", description = "Model file to write.")
    private Path out;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Usage.of(spec, () -> Backbones.load().require(backbone));
        Usage.of(spec, () -> FusionStrategies.load().require(input));
        KerasImport wanted = Usage.of(spec, () -> {
            KerasImport plain = KerasImport.of(in, backbone, input, pixels);
            return head.isEmpty() ? plain : plain.head(head);
        });
        output.check(out, OutputOption.inputs(Optional.empty(), Optional.of(in), scaler, thresholds));
        if (scaler.isPresent()) {
            wanted.scaler(FigureFile.scaler(scaler.get()));
        }
        if (thresholds.isPresent()) {
            wanted.thresholds(FigureFile.thresholds(thresholds.get()));
        }
        spec.commandLine().getErr().println("spect: " + NnBackend.require().describe());
        try (KerasImport.Imported imported = wanted.read()) {
            ModelDescription description = imported.model().description();
            if (scaler.isEmpty() && description.training().network().head().clinicalFeatures() > 0) {
                throw new IOException(in + ": the network takes clinical features, and predicts wrongly unless they are"
                        + " scaled as in Keras: give their means and standard deviations with --scaler");
            }
            ModelFile.save(imported.model(), out);
            show(imported.report(), imported.model().thresholds());
        }
        return 0;
    }

    private void show(LoadReport report, Thresholds decision) {
        List<Map<String, String>> rows = new ArrayList<>();
        report.loaded().forEach((layer, from) -> {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("layer", layer);
            row.put("in_file", from);
            row.put("outcome", report.adapted().contains(layer) ? "adapted" : "matched");
            rows.add(row);
        });
        report.unused().forEach(from -> {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("layer", "");
            row.put("in_file", from);
            row.put("outcome", "left");
            rows.add(row);
        });
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("model", out.toString());
        result.put("matched", report.loaded().size() - report.adapted().size());
        result.put("adapted", report.adapted().size());
        result.put("left", report.unused().size());
        result.put("thresholds", List.of(decision.lad(), decision.rca(), decision.lcx()));
        result.put("layers", rows);
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(spec, result, () -> text(report, decision, rows));
    }

    private String text(LoadReport report, Thresholds decision, List<Map<String, String>> rows) {
        int layer = width(rows, "layer");
        int file = width(rows, "in_file");
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-" + layer + "s  %-" + file + "s  outcome", "layer", "in the file"));
        rows.forEach(row -> lines.add(String.format(
                Locale.ROOT,
                "%-" + layer + "s  %-" + file + "s  %s",
                row.get("layer"),
                ErrorText.oneLine(row.get("in_file")),
                row.get("outcome"))));
        lines.add(String.format(
                Locale.ROOT,
                "wrote %s: %d layers matched, %d adapted, %d of the file left; thresholds %s, %s, %s%s",
                out,
                report.loaded().size() - report.adapted().size(),
                report.adapted().size(),
                report.unused().size(),
                decision.lad(),
                decision.rca(),
                decision.lcx(),
                thresholds.isPresent() ? "" : " as none were given"));
        lines.add(Prediction.RESEARCH_USE_ONLY);
        return String.join(System.lineSeparator(), lines);
    }

    private static int width(List<Map<String, String>> rows, String column) {
        return rows.stream()
                .mapToInt(row -> ErrorText.oneLine(row.get(column)).length())
                .reduce("in the file".length(), Math::max);
    }
}
