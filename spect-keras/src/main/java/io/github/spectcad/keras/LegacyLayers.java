package io.github.spectcad.keras;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layers of a file in the layout of Keras 1 and 2, and of {@code save("name.h5")} in Keras 3: the attribute
 * {@code layer_names} of the root, or of its group {@code model_weights}, names groups whose attribute
 * {@code weight_names} names datasets. Long attributes are split into {@code layer_names0}, {@code layer_names1}, ...
 */
final class LegacyLayers {
    private static final String LAYERS = "layer_names";
    private static final String WEIGHTS = "weight_names";

    private LegacyLayers() {}

    /** The layers in the file's order, or empty if the file has another layout. */
    static Optional<List<StoredLayer>> of(Group file) {
        Group root = names(file, LAYERS) == null && HdfNodes.child(file, "model_weights") instanceof Group nested
                ? nested
                : file;
        List<String> layers = names(root, LAYERS);
        if (layers == null) {
            return Optional.empty();
        }
        List<StoredLayer> result = new ArrayList<>();
        for (String layer : layers) {
            if (!(HdfNodes.at(root, layer) instanceof Group group)) {
                throw new IllegalStateException("layer " + layer + " is not a group");
            }
            result.addAll(layers(layer, group));
        }
        return Optional.of(result);
    }

    /** The layer of a group, or the layers, if it is a model used as a layer. */
    private static List<StoredLayer> layers(String layer, Group group) {
        List<String> weights = names(group, WEIGHTS);
        if (weights == null) {
            throw new IllegalStateException("layer " + layer + " has no attribute weight_names");
        }
        Map<String, List<KerasArray>> byParent = new LinkedHashMap<>();
        for (String weight : weights) {
            if (!(HdfNodes.at(group, weight) instanceof Dataset dataset)) {
                throw new IllegalStateException("weight " + weight + " of layer " + layer + " is not a dataset");
            }
            byParent.computeIfAbsent(parent(weight), p -> new ArrayList<>())
                    .add(new KerasArray(
                            kind(weight),
                            Arrays.stream(dataset.getDimensions()).boxed().toList(),
                            dataset));
        }
        List<StoredLayer> layers = new ArrayList<>();
        byParent.forEach((parent, arrays) -> {
            boolean own = parent.isEmpty() || parent.equals(layer);
            String path = own || parent.startsWith(layer + "/") ? parent : layer + "/" + parent;
            if (own) {
                layers.add(new StoredLayer(layer, List.of(StoredLayer.plain(layer)), true, List.copyOf(arrays)));
            } else {
                layers.add(StoredLayer.of(path, true, arrays, byParent.size() == 1 ? layer : path));
            }
        });
        return layers;
    }

    private static String parent(String weight) {
        return weight.contains("/") ? weight.substring(0, weight.lastIndexOf('/')) : "";
    }

    /** {@code kernel} of {@code block1_conv1/kernel:0}. */
    private static String kind(String weight) {
        String name = weight.substring(weight.lastIndexOf('/') + 1).replaceFirst(":\\d+$", "");
        return name.equals("depthwise_kernel") ? "kernel" : name;
    }

    private static List<String> names(Node node, String name) {
        List<String> whole = HdfNodes.strings(node, name);
        List<String> part = HdfNodes.strings(node, name + 0);
        if (whole != null || part == null) {
            return whole;
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; part != null; part = HdfNodes.strings(node, name + ++i)) {
            parts.addAll(part);
        }
        return parts;
    }
}
