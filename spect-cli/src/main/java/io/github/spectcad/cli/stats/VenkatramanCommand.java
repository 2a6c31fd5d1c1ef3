package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.VenkatramanTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats venkatraman}. */
@Command(
        name = "venkatraman",
        description =
                "Permutation test that two ROC curves of the same subjects are equal everywhere, not in their area alone.",
        mixinStandardHelpOptions = true)
final class VenkatramanCommand extends StatsSubcommand {

    @Mixin
    private Labels labels;

    @Mixin
    private Resamples permutations;

    @Option(
            names = "--score",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of scores, higher for more diseased; give it twice.")
    private List<String> scores;

    @Override
    Map<String, Object> result() throws IOException {
        if (scores.size() != 2) {
            throw usage("venkatraman compares two scores: give --score twice, not " + scores.size() + " times");
        }
        Table table = labels.read();
        VenkatramanTest.Result result = VenkatramanTest.withDefaults()
                .withPermutations(permutations.count(), permutations.seed())
                .test(labels.of(table), table.numbers(scores.get(0)), table.numbers(scores.get(1)));
        Map<String, Object> json = map();
        json.put("statistic", result.statistic());
        json.put("p_value", result.pValue());
        json.put("permutations", result.permutations());
        json.put("method", "Venkatraman and Begg 1996, paired");
        json.put("convention", "ties ranked at random; p = (1 + as large) / (1 + permutations)");
        return json;
    }
}
