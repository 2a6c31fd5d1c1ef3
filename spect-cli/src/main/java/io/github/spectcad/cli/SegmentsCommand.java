package io.github.spectcad.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spect segments}. */
@Command(
        name = "segments",
        header = "Quantify the 17 segments against normal patients.",
        description = "Quantify the perfusion of the 17 segments against normal limits, which are built from the"
                + " laboratory's own patients with a low likelihood of disease, per sex.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {SegmentNormalsCommand.class, SegmentQuantifyCommand.class})
final class SegmentsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command of segments is missing");
    }
}
