package io.github.spectcad.cli.stats;

import io.github.spectcad.cli.JsonOutput;
import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.ConfidenceInterval;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spect stats auc}. */
@Command(
        name = "auc",
        description = "Area under the ROC curve with DeLong's variance and Wald interval, cut to [0, 1].",
        mixinStandardHelpOptions = true)
final class AucCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Labels labels;

    @Mixin
    private Confidence confidence;

    @Option(
            names = "--score",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of scores, higher for more diseased.")
    private String score;

    @Override
    public Integer call() throws IOException {
        Table table = labels.read();
        Auc auc = Auc.of(labels.of(table), table.numbers(score));
        ConfidenceInterval interval = auc.interval(Auc.IntervalMethod.WALD_CLAMPED, confidence.level());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("auc", auc.value());
        json.put("variance", auc.variance());
        json.put("ci_low", interval.lower());
        json.put("ci_high", interval.upper());
        json.put("n_positive", auc.positives());
        json.put("n_negative", auc.negatives());
        JsonOutput.print(spec.commandLine().getOut(), json);
        return 0;
    }
}
