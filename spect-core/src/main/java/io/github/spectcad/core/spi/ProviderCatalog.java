package io.github.spectcad.core.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The providers of one kind by id: an immutable snapshot, safe for concurrent use.
 *
 * <p>The module that owns an interface wraps this in a typed way in, for example {@code TrainingStrategies.load()}, and
 * calls {@link ServiceLoader#load} itself. A provider that cannot be loaded does not stop the others: it is listed in
 * {@link #problems()} and named when an id is not found. Two classes with one id, a malformed id, and a third party's id
 * without a vendor fail at once, because a result must not depend on which jar comes first.
 *
 * @param <P> the interface
 */
public final class ProviderCatalog<P extends SpectProvider> {
    private static final Pattern ID = Pattern.compile("([a-z][a-z0-9]*(-[a-z0-9]+)*:)?[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int MAX_ID_LENGTH = 64;
    private static final String GRAMMAR = "an id is at most " + MAX_ID_LENGTH
            + " characters, lower-case words joined by hyphens, with 'vendor:' before a third party's";
    private static final String OWN_PACKAGE = "io.github.spectcad.";

    private final String kind;
    private final Map<String, P> byId;
    private final List<ProviderProblem> problems;
    private final Map<String, String> refusals;

    private ProviderCatalog(
            String kind,
            Collection<? extends P> providers,
            Collection<ProviderProblem> problems,
            Map<String, String> refusals) {
        this.refusals = Map.copyOf(refusals);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.problems = List.copyOf(problems);
        Map<String, P> map = new TreeMap<>();
        for (P provider : providers) {
            String id = checkedId(provider);
            P other = map.get(id);
            if (other == null) {
                map.put(id, provider);
            } else if (other.getClass() != provider.getClass()) {
                throw new InvalidProviderException("two classes provide the " + kind + " '" + id + "': "
                        + describe(other.getClass()) + " and " + describe(provider.getClass())
                        + ". Remove one of them from the class path");
            }
        }
        this.byId = Collections.unmodifiableMap(map);
    }

    private String checkedId(P provider) {
        String id = provider.id();
        if (!isId(id)) {
            throw new InvalidProviderException("the " + kind + " " + describe(provider.getClass()) + " has the id "
                    + (id == null ? "null" : "'" + printable(id) + "'") + ": " + GRAMMAR);
        }
        if (id.indexOf(':') < 0 && !provider.getClass().getName().startsWith(OWN_PACKAGE)) {
            throw new InvalidProviderException("the " + kind + " " + describe(provider.getClass()) + " has the id '"
                    + id + "': ids without a vendor are reserved for the library; name it 'vendor:" + id + "'");
        }
        return id;
    }

    private static boolean isId(String id) {
        return id != null && id.length() <= MAX_ID_LENGTH && ID.matcher(id).matches();
    }

    /** An id from a file or a command line as it may stand in a message: short and without control characters. */
    private static String printable(String id) {
        String shown = id.length() > MAX_ID_LENGTH ? id.substring(0, MAX_ID_LENGTH) + "..." : id;
        return shown.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }

    /**
     * Checks that a text from outside can be an id, whether or not a provider has it.
     *
     * @param kind what it identifies, in words for the message
     * @param id the text
     * @throws IllegalArgumentException if it breaks the grammar; the message quotes it short and printable
     */
    public static void requireId(String kind, String id) {
        if (!isId(Objects.requireNonNull(id, kind))) {
            throw new IllegalArgumentException("the " + kind + " id is '" + printable(id) + "': " + GRAMMAR);
        }
    }

    private static String describe(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        return type.getName() + (source == null ? "" : " (" + source.getLocation() + ")");
    }

    /**
     * A catalog of given providers, for tests and for programs that wire their parts themselves.
     *
     * @param kind what they are, in words for messages, for example {@code backbone}
     * @param providers the providers; a class given twice counts once
     * @param <P> the interface
     * @return the catalog
     * @throws InvalidProviderException if an id is malformed, reserved, or claimed by two classes
     */
    public static <P extends SpectProvider> ProviderCatalog<P> of(String kind, Collection<? extends P> providers) {
        return new ProviderCatalog<>(kind, providers, List.of(), Map.of());
    }

    /**
     * A catalog of what service loaders find.
     *
     * @param kind what they are, in words for messages, for example {@code backbone}
     * @param loaders the loaders, asked in this order; a class found twice counts once
     * @param <P> the interface
     * @return the catalog
     * @throws InvalidProviderException if an id is malformed, reserved, or claimed by two classes
     */
    public static <P extends SpectProvider> ProviderCatalog<P> from(String kind, List<ServiceLoader<P>> loaders) {
        List<P> providers = new ArrayList<>();
        Map<String, ProviderProblem> problems = new LinkedHashMap<>();
        Map<String, String> refusals = new LinkedHashMap<>();
        for (ServiceLoader<P> loader : loaders) {
            collect(loader.iterator(), providers, problems, refusals);
        }
        return new ProviderCatalog<>(kind, providers, problems.values(), refusals);
    }

    private static <P extends SpectProvider> void collect(
            Iterator<P> iterator,
            List<P> providers,
            Map<String, ProviderProblem> problems,
            Map<String, String> refusals) {
        String lastProblem = "";
        while (true) {
            try {
                if (!iterator.hasNext()) {
                    return;
                }
                P provider = iterator.next();
                if (provider.isAvailable()) {
                    providers.add(provider);
                } else {
                    provider.refusal().ifPresent(why -> refusals.put(provider.id(), why));
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                String problem = String.valueOf(e.getMessage());
                if (problem.equals(lastProblem)) {
                    return; // the loader cannot get past this one
                }
                problems.putIfAbsent(problem, new ProviderProblem(problem, e));
                lastProblem = problem;
            }
        }
    }

    /** {@return what the providers are, for example {@code backbone}} */
    public String kind() {
        return kind;
    }

    /** {@return all ids, sorted} */
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** {@return all providers, sorted by id} */
    public List<P> providers() {
        return List.copyOf(byId.values());
    }

    /** {@return what is registered and could not be loaded} */
    public List<ProviderProblem> problems() {
        return problems;
    }

    /**
     * Looks a provider up.
     *
     * @param id the id, compared exactly
     * @return the provider, if there is one
     */
    public Optional<P> find(String id) {
        return Optional.ofNullable(byId.get(Objects.requireNonNull(id, "id")));
    }

    /**
     * The provider of an id.
     *
     * @param id the id, compared exactly
     * @return the provider
     * @throws ProviderNotFoundException if there is none, or it is refused; the message says why, or names the nearest and all
     *     known ids, what failed to load, and what to do
     */
    public P require(String id) {
        return find(id).orElseThrow(() -> {
            String shown = printable(id);
            return new ProviderNotFoundException(
                    kind, shown, Optional.ofNullable(refusals.get(id)), nearest(shown), ids(), problems);
        });
    }

    private Optional<String> nearest(String id) {
        String wanted = id.toLowerCase(Locale.ROOT);
        return byId.keySet().stream().min(Comparator.comparingInt(known -> editDistance(wanted, known)));
    }

    /** Levenshtein distance by the usual dynamic programme with one row. */
    private static int editDistance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    @Override
    public String toString() {
        return "ProviderCatalog[" + kind + ": " + String.join(", ", byId.keySet()) + "]";
    }
}
