package io.github.spectcad.keras;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a weight file gave to a network.
 *
 * @param loaded layers of the network that got all their weights from the file, in the network's order, and where in the
 *     file their weights were
 * @param adapted those of them whose kernel was adapted from another number of image channels
 * @param notLoaded layers of the network that keep the weights they had, with the reason
 * @param unused layers with weights in the file that no layer of the network took, such as a top
 */
public record LoadReport(
        Map<String, String> loaded, List<String> adapted, Map<String, String> notLoaded, List<String> unused) {
    private static final int SHOWN = 5;

    /** Copies the lists and maps, keeping their order. */
    public LoadReport {
        loaded = Collections.unmodifiableMap(new LinkedHashMap<>(loaded));
        adapted = List.copyOf(adapted);
        notLoaded = Collections.unmodifiableMap(new LinkedHashMap<>(notLoaded));
        unused = List.copyOf(unused);
    }

    /** {@return whether every layer of the network with weights got them from the file} */
    public boolean isComplete() {
        return notLoaded.isEmpty();
    }

    /** {@return the report in one line: of each kind of layers the first few} */
    @Override
    public String toString() {
        return loaded.size() + " layers loaded" + some(", adapted: ", adapted)
                + some(", not loaded: ", notLoaded.entrySet())
                + some(", unused in the file: ", unused);
    }

    private static String some(String title, Collection<?> all) {
        return all.isEmpty()
                ? ""
                : title
                        + all.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "))
                        + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "");
    }
}
