package io.github.spectcad.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page, spect(1), made from the commands themselves, so that it cannot differ from them. */
final class ManualPage {
    private final StringBuilder page = new StringBuilder();

    private ManualPage() {}

    /** {@return the page in the macros of man(7)} */
    static String of(CommandLine root) {
        ManualPage manual = new ManualPage();
        CommandSpec spec = root.getCommandSpec();
        String name = spec.name();
        manual.page
                .append(".TH ")
                .append(name.toUpperCase(Locale.ROOT))
                .append(" 1 \"\" \"")
                .append(escape(new VersionProvider().getVersion()[0]))
                .append("\"\n.SH NAME\n");
        manual.text(name + " - " + String.join(" ", spec.usageMessage().description()));
        manual.section("SYNOPSIS");
        manual.page.append(".B ").append(name).append("\n[\\fIOPTION\\fR]... \\fICOMMAND\\fR [\\fIARGUMENT\\fR]...\n");
        manual.section("DESCRIPTION");
        manual.text(spec.usageMessage().description());
        manual.text("Every command has the following options.");
        spec.options().forEach(manual::option);
        manual.section("COMMANDS");
        subcommands(root).forEach(manual::command);
        manual.section("EXIT STATUS");
        manual.tagged("0", "done");
        manual.tagged("1", "failed; the last line on standard error says what failed and what to do");
        manual.tagged("2", "wrong usage");
        manual.section("ENVIRONMENT");
        manual.tagged("JAVA_HOME", "the JDK to use; without it the java of the path");
        manual.tagged("SPECT_JAVA_OPTS", "options for the Java VM; without it -Xmx2g");
        manual.tagged("SPECT_CLASSPATH", "jars of plugins, separated by ':' (on Windows by ';')");
        manual.tagged("OMP_NUM_THREADS", "number of threads of the networks");
        manual.section("NOTES");
        manual.text(spec.usageMessage().footer());
        return manual.page.toString();
    }

    /** The subcommands, each once. */
    private static List<CommandLine> subcommands(CommandLine command) {
        return command.getSubcommands().values().stream().distinct().toList();
    }

    private void section(String title) {
        page.append(".SH ").append(title).append('\n');
    }

    private void command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        page.append(".SS ").append(escape(spec.qualifiedName())).append('\n');
        text(spec.usageMessage().description());
        if (!command.getSubcommands().isEmpty()) {
            subcommands(command).forEach(this::command);
            return;
        }
        Help help = new Help(spec, Help.defaultColorScheme(Ansi.OFF));
        page.append(".PP\n.nf\n").append(escape(help.synopsis(0).strip())).append("\n.fi\n");
        spec.positionalParameters().forEach(this::positional);
        spec.options().stream()
                .filter(option -> !option.inherited() && !isStandard(option))
                .forEach(this::option);
    }

    private static boolean isStandard(OptionSpec option) {
        return option.usageHelp() || option.versionHelp();
    }

    private void option(OptionSpec option) {
        List<String> names = new ArrayList<>(Arrays.asList(option.names()));
        String tag = String.join(", ", names);
        tagged(option.arity().max() == 0 ? tag : tag + " " + option.paramLabel(), description(option));
    }

    private void positional(PositionalParamSpec parameter) {
        tagged(parameter.paramLabel(), description(parameter));
    }

    private static String description(ArgSpec argument) {
        String text = String.join(" ", argument.description()).replace("%%", "%");
        return argument.required() ? text + " Required." : text;
    }

    private void tagged(String tag, String text) {
        page.append(".TP\n\\fB").append(escape(tag)).append("\\fR\n");
        page.append(escape(text)).append('\n');
    }

    private void text(String... paragraphs) {
        for (String paragraph : paragraphs) {
            if (!paragraph.isBlank()) {
                page.append(".PP\n")
                        .append(escape(paragraph.replace("%%", "%")))
                        .append('\n');
            }
        }
    }

    /** Text as roff takes it: hyphens as typed, and no line that looks like a request. */
    private static String escape(String text) {
        return text.lines()
                .map(line -> line.replace("\\", "\\e").replace("-", "\\-"))
                .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }
}
