package io.github.spectcad.cli.stats;

import picocli.CommandLine.Option;

/** The options of a test that is being planned. */
final class Design {

    @Option(
            names = "--significance",
            paramLabel = "ALPHA",
            defaultValue = "0.05",
            description = "Level of significance (default: ${DEFAULT-VALUE}).")
    private double significance;

    @Option(
            names = "--power",
            paramLabel = "P",
            defaultValue = "0.8",
            description = "Probability to find the effect (default: ${DEFAULT-VALUE}).")
    private double power;

    double significance() {
        return significance;
    }

    double power() {
        return power;
    }
}
