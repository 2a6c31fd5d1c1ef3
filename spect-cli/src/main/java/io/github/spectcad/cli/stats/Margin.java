package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.MarginTest;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option for a margin of non-inferiority and equivalence. */
final class Margin {

    @Option(
            names = "--margin",
            paramLabel = "M",
            description = "Also test that the first is not worse by more than M, and that they differ by less than M.")
    private Double value;

    /** The margin; null if none is given. */
    Double value() {
        return value;
    }

    /** Writes both p-values where a margin is given; null if the standard error is unknown or the difference is. */
    void put(Map<String, Object> json, double difference, double standardError, double degreesOfFreedom) {
        if (value == null) {
            return;
        }
        json.put("margin", value);
        json.put("p_noninferiority", p(MarginTest.nonInferiority(value), difference, standardError, degreesOfFreedom));
        json.put("p_equivalence", p(MarginTest.equivalence(value), difference, standardError, degreesOfFreedom));
    }

    private static double p(MarginTest claim, double difference, double standardError, double degreesOfFreedom) {
        if (!Double.isFinite(difference) || !Double.isFinite(standardError)) {
            return Double.NaN;
        }
        // degrees of freedom of no variance at all are NaN
        double freedom = Double.isNaN(degreesOfFreedom) ? Double.POSITIVE_INFINITY : degreesOfFreedom;
        return claim.test(difference, standardError, freedom).pValue();
    }
}
