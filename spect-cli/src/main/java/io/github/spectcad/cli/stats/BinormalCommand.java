package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.BinormalRoc;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats binormal}. */
@Command(
        name = "binormal",
        description = "Smooth (binormal) ROC curve by maximum likelihood.",
        mixinStandardHelpOptions = true)
final class BinormalCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Mixin
    private Confidence confidence;

    @Option(
            names = "--score",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of scores or ratings, higher for more diseased.")
    private String score;

    @Override
    Map<String, Object> result() throws IOException {
        Table table = labels.read();
        BinormalRoc fit = BinormalRoc.of(labels.of(table), table.numbers(score));
        Map<String, Object> json = map();
        json.put("a", fit.a());
        json.put("b", fit.b());
        json.put("a_error", Math.sqrt(fit.varianceA()));
        json.put("b_error", Math.sqrt(fit.varianceB()));
        json.put("auc", fit.auc());
        json.put("auc_error", fit.aucStandardError());
        putInterval(json, fit.aucInterval(confidence.level()));
        json.put("method", "Dorfman and Alf 1969, categories after Metz, Herman and Shen 1998 (at most 40)");
        json.put("convention", "sensitivity = Phi(a + b Phi^-1(1 - specificity))");
        return json;
    }
}
