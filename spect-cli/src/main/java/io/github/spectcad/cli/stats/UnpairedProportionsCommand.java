package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.UnpairedProportions;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats unpaired-proportions}. */
@Command(
        name = "unpaired-proportions",
        description = "Difference of two proportions of different subjects, such as sensitivities at two sites.",
        mixinStandardHelpOptions = true)
final class UnpairedProportionsCommand extends StatsSubcommand {

    @Mixin
    private Confidence confidence;

    @Option(
            names = "--first",
            required = true,
            paramLabel = "X/N",
            description = "Successes and trials, such as 56/70.")
    private String first;

    @Option(names = "--second", required = true, paramLabel = "X/N", description = "Successes and trials.")
    private String second;

    @Override
    Map<String, Object> result() {
        long[] a = counts("--first", first);
        long[] b = counts("--second", second);
        UnpairedProportions p = new UnpairedProportions(a[0], a[1], b[0], b[1]);
        Map<String, Object> json = map();
        json.put("difference", p.difference());
        putInterval(json, p.newcombeInterval(confidence.level()));
        json.put("statistic", p.statistic());
        json.put("p_value", p.pValue());
        json.put("method", "Newcombe 1998, method 10; score test");
        json.put("convention", "first minus second; two-sided");
        return json;
    }

    private long[] counts(String option, String text) {
        if (!text.matches("\\d{1,18}/\\d{1,18}")) {
            throw usage(option + " must be successes/trials, such as 56/70, got " + text);
        }
        String[] parts = text.split("/", -1);
        return new long[] {Long.parseLong(parts[0]), Long.parseLong(parts[1])};
    }
}
