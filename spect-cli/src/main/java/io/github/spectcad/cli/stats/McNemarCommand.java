package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.ClusteredProportion;
import io.github.spectcad.stats.McNemarTest;
import io.github.spectcad.stats.PairedProportions;
import io.github.spectcad.stats.PredictiveValueTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats mcnemar}. */
@Command(
        name = "mcnemar",
        description =
                "Compares the decisions of two scores on the same subjects: accuracy, sensitivity and specificity by McNemar's"
                        + " test with Newcombe's and Tango's intervals, predictive values by a weighted generalised score; with"
                        + " --cluster the first three by Obuchowski's test with Wald's interval.",
        mixinStandardHelpOptions = true)
final class McNemarCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Mixin
    private Confidence confidence;

    @Mixin
    private Clustered clustered;

    @Mixin
    private Margin margin;

    @Option(
            names = "--score",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of scores or decisions; give it twice.")
    private List<String> scores;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "Called diseased where the score is at least this (default: 0.5); twice for one each.")
    private List<Double> thresholds = List.of(0.5);

    @Override
    Map<String, Object> result() throws IOException {
        if (scores.size() != 2 || thresholds.size() > 2) {
            throw usage("mcnemar compares two scores: give --score twice and --threshold once or twice");
        }
        Table table = labels.read();
        int[] truth = labels.of(table);
        int[] first = decisions(table, 0);
        int[] second = decisions(table, 1);
        int[] clusters = clustered.read(table);
        Map<String, Object> json = map();
        int[] every = IntStream.range(0, truth.length).toArray();
        json.put("accuracy", shares(every, truth, first, second, clusters));
        json.put("sensitivity", shares(ConfusionCommand.where(truth, 1), truth, first, second, clusters));
        json.put("specificity", shares(ConfusionCommand.where(truth, 0), truth, first, second, clusters));
        if (clusters == null) {
            PredictiveValueTest.Result values = PredictiveValueTest.withDefaults()
                    .withConfidence(confidence.level())
                    .test(truth, first, second);
            json.put("precision", predictive(values.positive()));
            json.put("npv", predictive(values.negative()));
        }
        json.put(
                "method",
                clusters == null
                        ? "McNemar 1947; Newcombe 1998, method 10; Tango 1998, also against a margin; Kosinski 2013"
                        : "ratio of cluster totals, Obuchowski 1998; Wald against a margin");
        json.put("convention", "first minus second; p-values two-sided, one-sided against a margin");
        return json;
    }

    private int[] decisions(Table table, int k) throws IOException {
        double threshold = thresholds.get(Math.min(k, thresholds.size() - 1));
        double[] values = table.numbers(scores.get(k));
        return IntStream.range(0, values.length)
                .map(i -> values[i] >= threshold ? 1 : 0)
                .toArray();
    }

    private Map<String, Object> shares(int[] rows, int[] truth, int[] first, int[] second, int[] clusters) {
        Map<String, Object> json = map();
        if (rows.length == 0) {
            return json;
        }
        int[] a = IntStream.of(rows).map(i -> first[i] == truth[i] ? 1 : 0).toArray();
        int[] b = IntStream.of(rows).map(i -> second[i] == truth[i] ? 1 : 0).toArray();
        if (clusters != null) {
            int[] ids = IntStream.of(rows).map(i -> clusters[i]).toArray();
            ClusteredProportion.Difference d = ClusteredProportion.difference(a, b, ids, confidence.level());
            json.put("values", new double[] {d.first().value(), d.second().value()});
            json.put("difference", d.difference());
            putInterval(json, d.interval());
            json.put("statistic", d.statistic());
            json.put("p_value", d.pValue());
            margin.put(json, d.difference(), Math.sqrt(d.variance()), Double.POSITIVE_INFINITY);
            return json;
        }
        PairedProportions p = PairedProportions.of(a, b);
        McNemarTest.Result test = p.mcNemar();
        json.put("values", new double[] {p.first(), p.second()});
        json.put("difference", p.difference());
        json.put("newcombe", limits(p.newcombeInterval(confidence.level())));
        json.put("tango", limits(p.tangoInterval(confidence.level())));
        json.put("first_only", test.firstOnly());
        json.put("second_only", test.secondOnly());
        json.put("chi_square", test.chiSquare());
        json.put("p_value", test.pValue());
        json.put("p_corrected", test.correctedPValue());
        json.put("p_exact", test.exactPValue());
        json.put("p_mid", test.midPValue());
        if (margin.value() != null) {
            json.put("margin", margin.value());
            json.put("p_noninferiority", p.nonInferiority(margin.value()).pValue());
            json.put("p_equivalence", p.equivalence(margin.value()).pValue());
        }
        return json;
    }

    private Map<String, Object> predictive(PredictiveValueTest.Comparison result) {
        Map<String, Object> json = map();
        json.put("values", new double[] {result.first(), result.second()});
        json.put("difference", result.difference());
        putInterval(json, result.interval());
        json.put("chi_square", result.statistic());
        json.put("p_value", result.pValue());
        return json;
    }
}
