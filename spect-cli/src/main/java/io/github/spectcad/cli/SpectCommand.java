package io.github.spectcad.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spectcad.cli.stats.StatsCommand;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.spi.ProviderNotFoundException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The {@code spect} command line. Exit codes: 0 done, 1 failed with one line that says what and what to do, 2 wrong
 * usage. Results go to standard output; progress and messages to standard error.
 */
@Command(
        name = "spect",
        description = "Diagnosis of coronary artery disease from SPECT myocardial-perfusion polar maps.",
        footer = {"", Prediction.RESEARCH_USE_ONLY},
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {
            DemoCommand.class,
            PhantomCommand.class,
            BackbonesCommand.class,
            TrainCommand.class,
            PredictCommand.class,
            ExplainCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            StudyCommand.class,
            BenchCommand.class,
            DeidentifyCommand.class,
            StatsCommand.class
        })
public final class SpectCommand {
    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Show where an error arose, not only its message.")
    private boolean stacktrace;

    private SpectCommand() {}

    /**
     * Runs the command line and ends the process with its exit code.
     *
     * @param args command and options
     */
    public static void main(String[] args) {
        System.exit(run(args, new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8)));
    }

    /**
     * Runs the command line within this process.
     *
     * @param args command and options
     * @param out where results go
     * @param err where messages and progress go
     * @return the exit code
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        SpectCommand root = new SpectCommand();
        CommandLine line = new CommandLine(root)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    err.println("spect: " + message(e));
                    if (root.stacktrace) {
                        e.printStackTrace(err);
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                });
        if (args.length == 0) {
            line.usage(err);
            return CommandLine.ExitCode.USAGE;
        }
        return line.execute(args);
    }

    private static String message(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "no such file: " + e.getMessage();
        }
        if (e instanceof FileAlreadyExistsException) {
            return "file exists already: " + e.getMessage();
        }
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof ProviderNotFoundException || e.getCause() instanceof ProviderNotFoundException) {
            return text + ". ./spect takes the jars of plugins from SPECT_CLASSPATH";
        }
        boolean foreseen = e.getClass().getName().startsWith("io.github.spectcad.")
                || e instanceof IllegalArgumentException
                || e instanceof java.io.IOException;
        return foreseen ? text : text + " (" + e.getClass().getSimpleName() + "; --stacktrace tells more)";
    }
}
