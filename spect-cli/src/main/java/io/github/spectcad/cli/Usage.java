package io.github.spectcad.cli;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Wrong usage that only the library can tell: a value it refuses, an ID that is not on the class path. */
public final class Usage {
    private Usage() {}

    /**
     * Makes a value from options.
     *
     * @param spec the command
     * @param value makes the value
     * @param <T> type of the value
     * @return the value
     * @throws ParameterException if the value is refused
     */
    public static <T> T of(CommandSpec spec, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), ErrorText.of(e), e);
        }
    }

    /**
     * Requires something of options.
     *
     * @param spec the command
     * @param met whether it is met
     * @param message what is wrong, and what is allowed
     * @throws ParameterException if it is not met
     */
    public static void require(CommandSpec spec, boolean met, String message) {
        if (!met) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
