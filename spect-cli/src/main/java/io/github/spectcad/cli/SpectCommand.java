package io.github.spectcad.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spectcad.cli.list.ListCommand;
import io.github.spectcad.cli.stats.StatsCommand;
import io.github.spectcad.cli.study.StudyCommand;
import io.github.spectcad.core.Prediction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code spect} command line. Exit codes: 0 done; 1 failed, with one line that says what failed and what to do; 2
 * wrong usage. Results go to standard output; progress, notes and errors to standard error.
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
            ImportCommand.class,
            ImportKerasCommand.class,
            ListCommand.class,
            TrainCommand.class,
            PretrainCommand.class,
            PredictCommand.class,
            ExplainCommand.class,
            SegmentsCommand.class,
            CalibrateCommand.class,
            RecalibrateCommand.class,
            ReadersCommand.class,
            CardCommand.class,
            ServeCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            DescribeCommand.class,
            ExportCommand.class,
            StudyCommand.class,
            StatsCommand.class,
            BenchCommand.class,
            DeidentifyCommand.class,
            CompletionCommand.class,
            ManCommand.class
        })
public final class SpectCommand implements Runnable {
    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Also print where an error arose.")
    private boolean stacktrace;

    @Option(
            names = "--quiet",
            scope = ScopeType.INHERIT,
            description = "Print no progress and no notes, only results, warnings and errors.")
    private boolean quiet;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final PrintWriter err;

    private SpectCommand(PrintWriter err) {
        this.err = err;
    }

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
     * @param err where progress, notes and errors go
     * @return the exit code
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        int code = execute(args, out, err);
        out.flush();
        if (code == CommandLine.ExitCode.OK && out.checkError()) {
            err.println(
                    "spect: standard output cannot be written: the disk is full, or the reader of a pipe has ended");
            return CommandLine.ExitCode.SOFTWARE;
        }
        return code;
    }

    private static int execute(String[] args, PrintWriter out, PrintWriter err) {
        SpectCommand root = new SpectCommand(err);
        try {
            CommandLine line = root.commandLine(out);
            OptionsFile.apply(line.getSubcommands().get("train").getCommandSpec(), args);
            return line.execute(args);
        } catch (IOException | InvalidPathException | LinkageError | VirtualMachineError e) {
            return root.failed(e);
        }
    }

    /** The command line with all its commands. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return new SpectCommand(err).commandLine(out);
    }

    private CommandLine commandLine(PrintWriter out) {
        CommandLine line = new CommandLine(this);
        setVersion(line);
        return line.registerConverter(Path.class, SpectCommand::path)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    if (quiet) {
                        spec.commandLine().setErr(new PrintWriter(Writer.nullWriter()));
                    }
                    return new RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((e, args) -> wrongUsage(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    }

    /** A name of a file; one of other characters than the locale's cannot even be asked for. */
    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + name + "' is no name of a file here: " + e.getReason()
                    + "; in a locale without UTF-8 set LC_ALL=C.UTF-8");
        }
    }

    private static void setVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new VersionProvider());
        command.getSubcommands().values().forEach(SpectCommand::setVersion);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /**
     * Prints a warning, also where {@code --quiet} silences notes.
     *
     * @param spec the command that warns
     * @param text what about
     */
    public static void warn(CommandLine.Model.CommandSpec spec, String text) {
        ((SpectCommand) spec.root().userObject()).err.println("spect: warning: " + ErrorText.oneLine(text));
    }

    private int failed(Throwable e) {
        err.println("spect: " + ErrorText.of(e));
        if (stacktrace) {
            e.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Shows how the command is used, and the error as the last line. */
    private int wrongUsage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        if (!command.getSubcommands().isEmpty()) {
            command.usage(err);
        } else {
            err.print("Usage: " + command.getHelp().synopsis("Usage: ".length()));
            err.println("'" + command.getCommandSpec().qualifiedName() + " --help' explains the options.");
        }
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("spect: " + ErrorText.oneLine(e.getMessage()));
        return CommandLine.ExitCode.USAGE;
    }
}
