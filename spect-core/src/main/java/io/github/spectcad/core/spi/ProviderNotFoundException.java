package io.github.spectcad.core.spi;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** No provider has the asked id. The message names the nearest and all known ids and says what to do. */
public final class ProviderNotFoundException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String kind;
    private final String id;
    private final String nearest;
    private final String[] known;

    ProviderNotFoundException(
            String kind,
            String id,
            Optional<String> refusal,
            Optional<String> nearest,
            List<String> known,
            List<ProviderProblem> problems) {
        super(refusal.map(why ->
                        "the " + kind + " '" + id + "' cannot be used: " + why + ". Known: " + String.join(", ", known))
                .orElseGet(() -> message(kind, id, nearest, known, problems)));
        this.kind = kind;
        this.id = id;
        this.nearest = nearest.orElse(null);
        this.known = known.toArray(String[]::new);
        problems.forEach(problem -> addSuppressed(problem.cause()));
    }

    private static String message(
            String kind, String id, Optional<String> nearest, List<String> known, List<ProviderProblem> problems) {
        StringBuilder text = new StringBuilder("there is no " + kind + " '" + id + "'");
        if (isOfMissingVendor(id, known)) {
            text.append(" on the class path: the plugin that provides it is missing")
                    .append(problems.isEmpty() ? "" : " or failed to load")
                    .append(". Add its jar to the class path");
        } else {
            text.append(nearest.map(near -> "; did you mean '" + near + "'?").orElse("."));
            text.append(" A plugin's jar must be on the class path");
        }
        text.append(" with its META-INF/services file; a build that merges jars must merge these files. Known: ")
                .append(known.isEmpty() ? "none" : String.join(", ", known));
        if (!problems.isEmpty()) {
            text.append(". Failed to load: ")
                    .append(problems.stream().map(ProviderProblem::description).collect(Collectors.joining("; ")));
        }
        return text.toString();
    }

    /** Whether an id is a third party's of whom nothing is known. */
    private static boolean isOfMissingVendor(String id, List<String> known) {
        int colon = id.indexOf(':');
        return colon > 0 && known.stream().noneMatch(other -> other.startsWith(id.substring(0, colon + 1)));
    }

    /** {@return what was looked for, for example {@code backbone}} */
    public String kind() {
        return kind;
    }

    /** {@return the id that was asked for} */
    public String id() {
        return id;
    }

    /** {@return the known id that is most like the asked one; empty if none is known} */
    public Optional<String> nearest() {
        return Optional.ofNullable(nearest);
    }

    /** {@return all known ids, sorted} */
    public List<String> known() {
        return List.of(known);
    }
}
