package io.github.spectcad.cli.stats;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spect stats}. */
@Command(
        name = "stats",
        description = "The statistics module on a CSV file: one JSON object out, numbers with 17 digits, NaN as null.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            AucCommand.class,
            DeLongCommand.class,
            BootstrapCommand.class,
            WilcoxonCommand.class,
            PairwiseWilcoxonCommand.class,
            ConfusionCommand.class
        })
public final class StatsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand of stats");
    }
}
