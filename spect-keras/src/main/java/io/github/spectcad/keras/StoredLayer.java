package io.github.spectcad.keras;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A layer of a weight file.
 *
 * @param path where it is, for messages: names of the models it is in, then its own, joined by slashes
 * @param names what it may be called, the most specific first; slashes are underscores, as Keras 3 calls them
 * @param named whether Keras' name of the layer is known; otherwise its name is its class with a number that counts the
 *     layers of the class
 * @param arrays its weights, in Keras' order
 */
record StoredLayer(String path, List<String> names, boolean named, List<KerasArray> arrays) {
    /** A layer that is called by its path from any of the models it is in, and perhaps otherwise. */
    static StoredLayer of(String path, boolean named, List<KerasArray> arrays, String... others) {
        Set<String> names = new LinkedHashSet<>();
        for (String other : others) {
            names.add(plain(other));
        }
        for (String rest = path; ; rest = rest.substring(rest.indexOf('/') + 1)) {
            names.add(plain(rest));
            if (!rest.contains("/")) {
                return new StoredLayer(path, List.copyOf(names), named, List.copyOf(arrays));
            }
        }
    }

    static String plain(String name) {
        return name.replace('/', '_');
    }

    /** Its name without those of the models it is in. */
    String name() {
        return names.size() == 1 ? names.get(0) : path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path of the model it is in; empty for the file's own. */
    String parent() {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }
}
