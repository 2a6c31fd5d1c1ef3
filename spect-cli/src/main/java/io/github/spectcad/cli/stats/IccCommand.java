package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.IntraclassCorrelation;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code spect stats icc}. */
@Command(
        name = "icc",
        description = "Intraclass correlations of raters on a number, all six of Shrout and Fleiss.",
        mixinStandardHelpOptions = true)
final class IccCommand extends StatsSubcommand {

    @Mixin
    private Raters raters;

    @Mixin
    private Confidence confidence;

    @Override
    Map<String, Object> result() throws IOException {
        if (raters.count() < 2) {
            throw usage("icc compares raters: give --rater at least twice");
        }
        IntraclassCorrelation icc = IntraclassCorrelation.of(raters.numbers());
        Map<String, Object> json = map();
        for (IntraclassCorrelation.Form form : IntraclassCorrelation.Form.values()) {
            Map<String, Object> one = map();
            one.put("value", icc.value(form));
            putInterval(one, icc.interval(form, confidence.level()));
            one.put("p_value", icc.pValue(form));
            json.put(name(form).replace('-', '_'), one);
        }
        json.put("method", "Shrout and Fleiss 1979, McGraw and Wong 1996");
        json.put(
                "convention",
                "one_way ICC(1), agreement ICC(2), consistency ICC(3); _single one rating, _average their mean");
        return json;
    }
}
