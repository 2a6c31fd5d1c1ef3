package io.github.spectcad.cli.stats;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spect stats sample-size}. */
@Command(
        name = "sample-size",
        description = "How many subjects, or readers and cases, a study needs.",
        synopsisSubcommandLabel = "DESIGN",
        mixinStandardHelpOptions = true,
        subcommands = {
            AucSizeCommand.class,
            AucDifferenceSizeCommand.class,
            ProportionSizeCommand.class,
            PairedProportionSizeCommand.class,
            ReaderSizeCommand.class
        })
final class SampleSizeCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required design of sample-size");
    }
}
