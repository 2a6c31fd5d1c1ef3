package io.github.spectcad.cli.stats;

import picocli.CommandLine.Option;

/** The options for the number of resamples or permutations and their seed. */
final class Resamples {

    @Option(
            names = {"--resamples", "--permutations"},
            paramLabel = "N",
            defaultValue = "2000",
            description = "Number of resamples or permutations (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed;

    int count(StatsSubcommand command) {
        if (count < 1) {
            throw command.usage("--resamples is " + count + ": must be at least 1");
        }
        return count;
    }

    long seed() {
        return seed;
    }
}
