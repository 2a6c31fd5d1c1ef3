package io.github.spectcad.cli.study;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spect study}. */
@Command(
        name = "study",
        header = "Run a factorial study, and report it.",
        description = "Run a factorial study of backbones, inputs, augmentation and strategies. Results go to a folder"
                + " that several processes can share and that a later run resumes.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            ForecastCommand.class,
            StatusCommand.class,
            ExplainStudyCommand.class,
            ReportCommand.class,
            VerifyCommand.class
        })
public final class StudyCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command of study is missing");
    }
}
