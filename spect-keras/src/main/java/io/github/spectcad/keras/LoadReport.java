package io.github.spectcad.keras;

import java.util.List;
import java.util.Map;

/**
 * What a weight file gave to a network.
 *
 * @param loaded layers of the network that got all their weights from the file, in the network's order
 * @param adapted those of them whose kernel was adapted from three input channels to the network's one or two
 * @param notLoaded layers of the network that keep the weights they had, with the reason
 * @param unused layers of the file that no layer of the network took, such as a top
 */
public record LoadReport(
        List<String> loaded, List<String> adapted, Map<String, String> notLoaded, List<String> unused) {
    /** Copies the lists, keeping their order. */
    public LoadReport {
        loaded = List.copyOf(loaded);
        adapted = List.copyOf(adapted);
        notLoaded = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(notLoaded));
        unused = List.copyOf(unused);
    }

    /** {@return whether every layer of the network with weights got them from the file} */
    public boolean isComplete() {
        return notLoaded.isEmpty();
    }

    @Override
    public String toString() {
        return loaded.size() + " layers loaded" + (adapted.isEmpty() ? "" : ", adapted: " + adapted)
                + (notLoaded.isEmpty() ? "" : ", not loaded: " + notLoaded)
                + (unused.isEmpty() ? "" : ", unused in the file: " + unused);
    }
}
