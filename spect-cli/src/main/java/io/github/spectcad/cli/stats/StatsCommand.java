package io.github.spectcad.cli.stats;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spect stats}. */
@Command(
        name = "stats",
        header = "Compute statistics from a CSV file.",
        description = "Compute statistics from a CSV file and print one JSON object (17 significant digits; NaN becomes"
                + " null).",
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
        throw new ParameterException(spec.commandLine(), "a command of stats is missing");
    }
}
