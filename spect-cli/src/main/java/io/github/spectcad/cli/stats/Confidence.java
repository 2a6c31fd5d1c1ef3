package io.github.spectcad.cli.stats;

import picocli.CommandLine.Option;

/** The option for the level of intervals. */
final class Confidence {

    @Option(
            names = "--confidence",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Confidence level (default: ${DEFAULT-VALUE}).")
    private double level;

    double level() {
        return level;
    }
}
