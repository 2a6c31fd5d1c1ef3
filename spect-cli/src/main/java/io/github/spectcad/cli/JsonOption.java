package io.github.spectcad.cli;

import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option {@code --json}, and the one place that decides how a result is shown. */
public final class JsonOption {
    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    /**
     * Shows a result.
     *
     * @param spec the command
     * @param result the result as JSON
     * @param text the result for people
     */
    public void print(CommandSpec spec, Map<String, ?> result, Supplier<String> text) {
        var out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(out, result);
        } else {
            out.println(text.get().stripTrailing());
            out.flush();
        }
    }
}
