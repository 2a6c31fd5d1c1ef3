package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.ProportionSampleSize;
import picocli.CommandLine.Option;

/** The options for observations that come in clusters of one size. */
final class ClusterSize {

    @Option(
            names = "--cluster-size",
            paramLabel = "N",
            defaultValue = "1",
            description = "Observations in each cluster, such as 3 vessels of a patient (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--cluster-correlation",
            paramLabel = "R",
            defaultValue = "0",
            description = "Correlation of two observations of one cluster (default: ${DEFAULT-VALUE}).")
    private double correlation;

    /** How many times more observations are needed than of independent ones. */
    double designEffect() {
        return ProportionSampleSize.designEffect(size, correlation);
    }
}
