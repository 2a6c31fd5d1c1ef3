package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.HomogeneityTest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats homogeneity}. */
@Command(
        name = "homogeneity",
        description =
                "Whether independent groups, one row each, share one value: estimates with variances (Cochran's Q), or"
                        + " successes of trials (Pearson's chi-square).",
        mixinStandardHelpOptions = true)
final class HomogeneityCommand extends StatsSubcommand {

    @Mixin
    private Input input;

    @Option(names = "--estimate", paramLabel = "COLUMN", description = "Column of estimates, such as areas.")
    private String estimate;

    @Option(names = "--variance", paramLabel = "COLUMN", description = "Column of their variances.")
    private String variance;

    @Option(names = "--successes", paramLabel = "COLUMN", description = "Column of successes, instead of estimates.")
    private String successes;

    @Option(names = "--trials", paramLabel = "COLUMN", description = "Column of trials.")
    private String trials;

    @Override
    Map<String, Object> result() throws IOException {
        boolean estimates = estimate != null && variance != null && successes == null && trials == null;
        boolean counts = successes != null && trials != null && estimate == null && variance == null;
        if (!estimates && !counts) {
            throw usage("give --estimate with --variance, or --successes with --trials");
        }
        Table table = input.read();
        HomogeneityTest.Result result = estimates
                ? HomogeneityTest.withDefaults().test(table.numbers(estimate), table.numbers(variance))
                : HomogeneityTest.withDefaults().test(counts(table, successes), counts(table, trials));
        Map<String, Object> json = map();
        json.put("statistic", result.statistic());
        json.put("df", result.degreesOfFreedom());
        json.put("p_value", result.pValue());
        json.put("method", estimates ? "Cochran 1954" : "Pearson's chi-square without continuity correction");
        json.put(
                "convention",
                estimates ? "groups without variance are left out" : "groups without trials are left out");
        return json;
    }

    private static long[] counts(Table table, String column) throws IOException {
        double[] numbers = table.numbers(column);
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] < 0 || numbers[i] != Math.rint(numbers[i]) || numbers[i] > 0x1p53) {
                throw table.error(i, column, "must be a count, got " + numbers[i]);
            }
        }
        return Arrays.stream(numbers).mapToLong(v -> (long) v).toArray();
    }
}
