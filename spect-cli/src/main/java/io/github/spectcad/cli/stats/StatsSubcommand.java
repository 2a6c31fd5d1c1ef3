package io.github.spectcad.cli.stats;

import io.github.spectcad.cli.JsonOutput;
import io.github.spectcad.stats.ConfidenceInterval;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands of {@code spect stats} have in common: one JSON object as output, which names method and convention. */
abstract class StatsSubcommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--json",
            description = "Accepted as by every command; the output is one JSON object with or without it.")
    @SuppressWarnings("UnusedVariable")
    private boolean json;

    /** Computes the result: names and values in the order to be written. */
    abstract Map<String, Object> result() throws IOException;

    @Override
    public final Integer call() throws IOException {
        JsonOutput.print(spec.commandLine().getOut(), result());
        return 0;
    }

    /** An error of usage. */
    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Tells people something about the result, on standard error. */
    final void warn(String message) {
        spec.commandLine().getErr().println("warning: " + message);
        spec.commandLine().getErr().flush();
    }

    /** Warns where an area is 0 or 1, whatever method the interval has. */
    final void warnIfPerfect(double area, String advice) {
        if (area == 0 || area == 1) {
            warn("an area is " + area + ": its variance is 0 however few the subjects are; " + advice);
        }
    }

    static Map<String, Object> map() {
        return new LinkedHashMap<>();
    }

    static void putInterval(Map<String, Object> json, ConfidenceInterval interval) {
        json.put("ci_low", interval.lower());
        json.put("ci_high", interval.upper());
    }

    static double[] limits(ConfidenceInterval interval) {
        return new double[] {interval.lower(), interval.upper()};
    }

    /** The name of an enum constant as an option has it. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
