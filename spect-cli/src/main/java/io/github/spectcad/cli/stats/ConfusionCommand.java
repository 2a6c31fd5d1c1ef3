package io.github.spectcad.cli.stats;

import io.github.spectcad.cli.JsonOutput;
import io.github.spectcad.stats.ConfusionMatrix;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spect stats confusion}. */
@Command(
        name = "confusion",
        description = "Counts and measures of accuracy at a threshold; 0/0 is null.",
        mixinStandardHelpOptions = true)
final class ConfusionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Labels labels;

    @Option(
            names = "--score",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of scores, higher for more diseased.")
    private String score;

    @Option(
            names = "--threshold",
            required = true,
            paramLabel = "T",
            description = "A subject is called diseased if its score is at least this.")
    private double threshold;

    @Override
    public Integer call() throws IOException {
        Table table = labels.read();
        ConfusionMatrix matrix = ConfusionMatrix.at(labels.of(table), table.numbers(score), threshold);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("threshold", threshold);
        json.put("TP", matrix.truePositives());
        json.put("TN", matrix.trueNegatives());
        json.put("FP", matrix.falsePositives());
        json.put("FN", matrix.falseNegatives());
        json.put("accuracy", matrix.accuracy());
        json.put("sensitivity", matrix.sensitivity());
        json.put("specificity", matrix.specificity());
        json.put("precision", matrix.precision());
        json.put("npv", matrix.negativePredictiveValue());
        json.put("f1", matrix.f1());
        json.put("balanced_accuracy", matrix.balancedAccuracy());
        json.put("youden_j", matrix.youdenIndex());
        json.put("mcc", matrix.matthewsCorrelation());
        json.put("kappa", matrix.kappa());
        json.put("lr_plus", matrix.positiveLikelihoodRatio());
        json.put("lr_minus", matrix.negativeLikelihoodRatio());
        json.put("dor", matrix.diagnosticOddsRatio());
        json.put("prevalence", matrix.prevalence());
        JsonOutput.print(spec.commandLine().getOut(), json);
        return 0;
    }
}
