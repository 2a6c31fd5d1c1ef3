package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.Recalibration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats recalibration}. */
@Command(
        name = "recalibration",
        description = "Learn a monotone map from scores to calibrated probabilities, and apply it.",
        mixinStandardHelpOptions = true)
final class RecalibrationCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Option(
            names = "--score",
            required = true,
            paramLabel = "COLUMN",
            description =
                    "Column of scores, higher for more diseased; probabilities in (0, 1) for temperature and beta.")
    private String score;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "platt",
            converter = EnumConverter.OfRecalibration.class,
            description = "platt, temperature, beta or isotonic (default: ${DEFAULT-VALUE}).")
    private Recalibration.Method method;

    @Option(
            names = "--apply-to",
            paramLabel = "FILE",
            description =
                    "CSV file with the same column of scores, whose rows get their probabilities (default: those that the map"
                            + " was learned from).")
    private Path applyTo;

    @Override
    Map<String, Object> result() throws IOException {
        Table table = labels.read();
        int[] truth = labels.of(table);
        double[] scores = table.numbers(score);
        Recalibration map = switch (method) {
            case PLATT -> Recalibration.platt(truth, scores);
            case TEMPERATURE -> Recalibration.temperature(truth, scores);
            case BETA -> Recalibration.beta(truth, scores);
            case ISOTONIC -> Recalibration.isotonic(truth, scores);
        };
        Map<String, Object> json = map();
        json.put("parameters", map.parameters());
        json.put(
                "probabilities",
                map.apply(applyTo == null ? scores : Table.read(applyTo).numbers(score)));
        json.put("method", name(method));
        json.put("convention", meaning());
        return json;
    }

    private String meaning() {
        return switch (method) {
            case PLATT ->
                "1 / (1 + exp(-(a + b score))), parameters a and b, Platt's smoothed targets (Lin, Lin and Weng 2007)";
            case TEMPERATURE -> "logit divided by the temperature, the parameter (Guo et al. 2017)";
            case BETA ->
                "logit = a log p - b log(1 - p) + c, parameters a, b and c, a and b at least 0 (Kull et al. 2017)";
            case ISOTONIC ->
                "pooled adjacent violators, linear between scores; parameters are the scores at which the map bends, then as many"
                        + " probabilities (Zadrozny and Elkan 2002)";
        };
    }
}
