package io.github.spectcad.cli.stats;

import io.github.spectcad.cli.Usage;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option for the level of intervals. */
final class Confidence {

    private double level;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--confidence",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Confidence level (default: ${DEFAULT-VALUE}).")
    void setLevel(double level) {
        Usage.require(spec, level > 0 && level < 1, "--confidence is " + level + ": must lie between 0 and 1");
        this.level = level;
    }

    double level() {
        return level;
    }
}
