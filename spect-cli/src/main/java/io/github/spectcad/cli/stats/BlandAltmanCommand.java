package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.BlandAltman;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code spect stats bland-altman}. */
@Command(
        name = "bland-altman",
        description = "Mean difference and limits of agreement of two measurements of the same subjects.",
        mixinStandardHelpOptions = true)
final class BlandAltmanCommand extends StatsSubcommand {

    @Mixin
    private Pairs pairs;

    @Mixin
    private Confidence confidence;

    @Override
    Map<String, Object> result() throws IOException {
        double[][] values = pairs.read();
        BlandAltman agreement = BlandAltman.of(values[0], values[1]);
        double level = confidence.level();
        Map<String, Object> json = map();
        json.put("bias", agreement.bias());
        putInterval(json, agreement.biasInterval(level));
        json.put("standard_deviation", agreement.standardDeviation());
        json.put("lower_limit", agreement.lowerLimit());
        json.put("lower_limit_interval", limits(agreement.lowerLimitInterval(level)));
        json.put("upper_limit", agreement.upperLimit());
        json.put("upper_limit_interval", limits(agreement.upperLimitInterval(level)));
        json.put("subjects", agreement.subjects());
        json.put("method", "Bland and Altman 1986");
        json.put("convention", "x minus y; limits are bias -+ 1.96 standard deviations");
        return json;
    }
}
