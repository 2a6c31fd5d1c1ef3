package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.CohenKappa;
import io.github.spectcad.stats.MultiRaterAgreement;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats kappa}. */
@Command(
        name = "kappa",
        description =
                "Agreement of raters on categories: Cohen's kappa for two raters, Fleiss' kappa and Gwet's AC1 for any number.",
        mixinStandardHelpOptions = true)
final class KappaCommand extends StatsSubcommand {

    @Mixin
    private Raters raters;

    @Mixin
    private Confidence confidence;

    @Option(
            names = "--weights",
            paramLabel = "NAME",
            defaultValue = "none",
            description = "none, linear or quadratic, for Cohen's kappa (default: ${DEFAULT-VALUE}).")
    private CohenKappa.Weights weights;

    @Override
    Map<String, Object> result() throws IOException {
        if (raters.count() < 2) {
            throw usage("kappa compares raters: give --rater at least twice");
        }
        Raters.Categories categories = raters.categories();
        int k = Math.max(2, categories.names().size());
        Map<String, Object> json = map();
        json.put("categories", categories.names());
        if (raters.count() == 2) {
            CohenKappa.Result cohen = CohenKappa.withDefaults()
                    .with(weights)
                    .withConfidence(confidence.level())
                    .of(categories.ofRater(0), categories.ofRater(1), k);
            json.put("kappa", cohen.kappa());
            json.put("standard_error", cohen.standardError());
            putInterval(json, cohen.interval());
            json.put("observed_agreement", cohen.observedAgreement());
            json.put("expected_agreement", cohen.expectedAgreement());
            json.put("statistic", cohen.statistic());
            json.put("p_value", cohen.pValue());
        }
        int[][] counts = MultiRaterAgreement.counts(categories.ofSubject(), k);
        json.put("fleiss", agreement(MultiRaterAgreement.fleissKappa(counts)));
        json.put("ac1", agreement(MultiRaterAgreement.ac1(counts)));
        json.put("method", "Cohen 1968 with weights " + name(weights) + "; Fleiss 1971; Gwet 2008");
        json.put(
                "convention",
                "standard errors over subjects; intervals of Fleiss' kappa and AC1 by t, of Cohen's kappa normal");
        return json;
    }

    private Map<String, Object> agreement(MultiRaterAgreement agreement) {
        Map<String, Object> json = map();
        json.put("value", agreement.value());
        json.put("standard_error", agreement.standardError());
        putInterval(json, agreement.interval(confidence.level()));
        json.put("observed_agreement", agreement.observedAgreement());
        json.put("expected_agreement", agreement.expectedAgreement());
        return json;
    }
}
