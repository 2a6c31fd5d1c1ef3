package io.github.spectcad.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spect man}. */
@Command(
        name = "man",
        header = "Print the manual page.",
        description = "Print the manual page of all commands. To read it: spect man | man -l -",
        mixinStandardHelpOptions = true)
final class ManCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.print(ManualPage.of(spec.root().commandLine()));
        out.flush();
        return 0;
    }
}
