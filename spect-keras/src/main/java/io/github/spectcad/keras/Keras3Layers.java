package io.github.spectcad.keras;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers of a file in the layout of Keras 3 ({@code save_weights("name.weights.h5")}, and {@code model.weights.h5} in
 * {@code save("name.keras")}): a group for each layer, called by its class and a number, whose group {@code vars} holds the
 * weights {@code 0}, {@code 1}, ... Layers of a model are in its group {@code layers}. The name that the layer has in Keras
 * is an attribute in newer files; in older ones the configuration of a {@code .keras} file alone tells it.
 */
final class Keras3Layers {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_GROUPS = 100_000;
    private static final String VARS = "vars";
    private static final String NAME = "name";

    /** Groups that hold layers and are none. */
    private static final Set<String> CONTAINERS = Set.of("layers", "_layer_checkpoint_dependencies");

    private static final Set<String> NO_LAYERS = Set.of(VARS, "optimizer", "seed_generator", "_metrics", "metrics");

    private final Map<String, String> configured;
    private final Set<Long> seen = new HashSet<>();
    private final List<StoredLayer> layers = new ArrayList<>();

    private Keras3Layers(Map<String, String> configured) {
        this.configured = configured;
    }

    /**
     * The layers with weights; none if the file has another layout.
     *
     * @param file the file
     * @param configured Keras' names of layers by path of their groups, as far as known
     */
    static List<StoredLayer> of(Group file, Map<String, String> configured) {
        Keras3Layers found = new Keras3Layers(configured);
        found.walk(file, "", "", true, 0);
        return List.copyOf(found.layers);
    }

    private void walk(Group group, String groups, String names, boolean named, int depth) {
        // a file can link a group into itself
        if (depth > MAX_DEPTH || seen.size() > MAX_GROUPS || !seen.add(group.getAddress())) {
            throw new IllegalStateException("its groups are linked in a circle, deeper than " + MAX_DEPTH
                    + " levels or more than " + MAX_GROUPS + ": Keras writes no such file");
        }
        for (Node node : HdfNodes.children(group)) {
            if (!(node instanceof Group child) || NO_LAYERS.contains(node.getName())) {
                continue;
            }
            if (CONTAINERS.contains(node.getName())) {
                walk(child, groups, names, named, depth + 1);
                continue;
            }
            String path = join(groups, node.getName());
            String name = configured.getOrDefault(path, name(child));
            boolean known = named && name != null;
            String shown = join(names, name == null ? node.getName() : name);
            List<KerasArray> arrays = arrays(child);
            if (!arrays.isEmpty()) {
                layers.add(StoredLayer.of(shown, known, arrays));
            }
            walk(child, path, shown, named, depth + 1);
        }
    }

    private static String join(String parent, String name) {
        return parent.isEmpty() ? name : parent + "/" + name;
    }

    /** Keras' name of a layer, or null. */
    private static String name(Group layer) {
        List<String> names = HdfNodes.strings(layer, NAME);
        if (names == null && HdfNodes.child(layer, VARS) instanceof Group vars) {
            names = HdfNodes.strings(vars, NAME);
        }
        return names == null || names.size() != 1 || names.get(0).isBlank() ? null : names.get(0);
    }

    private static List<KerasArray> arrays(Group layer) {
        List<KerasArray> arrays = new ArrayList<>();
        if (HdfNodes.child(layer, VARS) instanceof Group vars) {
            for (Node node : HdfNodes.children(vars)) {
                if (node instanceof Dataset dataset && node.getName().matches("\\d{1,6}")) {
                    arrays.add(new KerasArray(
                            node.getName(),
                            Arrays.stream(dataset.getDimensions()).boxed().toList(),
                            dataset));
                }
            }
        }
        arrays.sort(Comparator.comparingInt(a -> Integer.parseInt(a.name())));
        return arrays;
    }
}
