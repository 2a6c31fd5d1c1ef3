package io.github.spectcad.cli.stats;

import io.github.spectcad.cli.Usage;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options for the number of resamples or permutations and their seed. */
final class Resamples {

    private int count;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"--resamples", "--permutations"},
            paramLabel = "N",
            defaultValue = "2000",
            description = "Number of resamples or permutations (default: ${DEFAULT-VALUE}).")
    void setCount(int count) {
        Usage.require(spec, count >= 1, "--resamples is " + count + ": must be at least 1");
        this.count = count;
    }

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    int count() {
        return count;
    }

    long seed() {
        return seed;
    }
}
