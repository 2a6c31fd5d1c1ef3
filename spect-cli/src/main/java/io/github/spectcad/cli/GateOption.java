package io.github.spectcad.cli;

import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.MapGate;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --bad-maps}: what happens to maps that cannot be meant so. */
public final class GateOption {
    /** What to do. */
    enum Action {
        REFUSE,
        WARN
    }

    @Option(
            names = "--bad-maps",
            paramLabel = "refuse|warn",
            defaultValue = "refuse",
            description = "What to do with maps that are coloured, inverted, constant, inset, equal for both states or"
                    + " shared by patients: refuse them, or warn and go on (default: ${DEFAULT-VALUE}).")
    private Action action;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** {@return a gate that prints warnings to standard error, each once} */
    public MapGate gate() {
        return gate(finding -> {});
    }

    /** The same, which lets a listener know, too. */
    MapGate gate(Consumer<MapFinding> listener) {
        Consumer<MapFinding> both = listener.andThen(this::tell);
        return action == Action.WARN ? MapGate.warning(both) : MapGate.refusing(both);
    }

    private void tell(MapFinding finding) {
        if (told.add(finding.kind() + " " + finding.subject())) {
            PrintWriter err = spec.root().commandLine().getErr();
            err.println("spect: warning: "
                    + finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + finding);
            err.flush();
        }
    }
}
