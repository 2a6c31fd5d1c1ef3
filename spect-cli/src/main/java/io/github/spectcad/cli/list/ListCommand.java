package io.github.spectcad.cli.list;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spect list}. */
@Command(
        name = "list",
        header = "List backbones, inputs, strategies or saliency methods.",
        description = "List what is on the class path, plugins included; SPECT_CLASSPATH adds their jars.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {BackbonesCommand.class, InputsCommand.class, StrategiesCommand.class, MethodsCommand.class})
public final class ListCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command of list is missing");
    }
}
