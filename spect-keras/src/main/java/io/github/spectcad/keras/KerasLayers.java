package io.github.spectcad.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of a file in Keras' HDF5 layout: the attribute {@code layer_names} of the root, or of its group
 * {@code model_weights}, names groups whose attribute {@code weight_names} names datasets. Long attributes are split into
 * {@code layer_names0}, {@code layer_names1}, ...
 */
final class KerasLayers {
    private static final String LAYERS = "layer_names";
    private static final String WEIGHTS = "weight_names";

    private KerasLayers() {}

    /** Weights by layer, in the file's order; slashes in names of layers become underscores, as Keras 3 calls them. */
    static Map<String, List<KerasArray>> of(HdfFile file) {
        Group root = file;
        if (names(root, LAYERS) == null && file.getChild("model_weights") instanceof Group nested) {
            root = nested;
        }
        List<String> layers = names(root, LAYERS);
        if (layers == null) {
            throw new IllegalStateException("it has no attribute layer_names, so it is no Keras weight file in the HDF5"
                    + " layout of save_weights(\"name.h5\") or save(\"name.h5\")");
        }
        Map<String, List<KerasArray>> result = new LinkedHashMap<>();
        for (String layer : layers) {
            if (!(root.getByPath(layer) instanceof Group group)) {
                throw new IllegalStateException("layer " + layer + " is not a group");
            }
            List<String> weights = names(group, WEIGHTS);
            if (weights == null) {
                throw new IllegalStateException("layer " + layer + " has no attribute weight_names");
            }
            // a model used as a layer holds the weights of several layers
            boolean model = weights.stream().map(KerasLayers::parent).distinct().count() > 1;
            for (String weight : weights) {
                if (!(group.getByPath(weight) instanceof Dataset dataset)) {
                    throw new IllegalStateException("weight " + weight + " of layer " + layer + " is not a dataset");
                }
                String owner = model && !parent(weight).isEmpty() ? parent(weight) : layer;
                result.computeIfAbsent(owner.replace('/', '_'), name -> new ArrayList<>())
                        .add(new KerasArray(kind(weight), extents(dataset), dataset));
            }
        }
        return result;
    }

    private static List<Integer> extents(Dataset dataset) {
        return Arrays.stream(dataset.getDimensions()).boxed().toList();
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
        Attribute whole = node.getAttribute(name);
        if (whole != null) {
            return strings(whole);
        }
        List<String> parts = new ArrayList<>();
        Attribute part = node.getAttribute(name + 0);
        if (part == null) {
            return null;
        }
        for (int i = 0; part != null; part = node.getAttribute(name + ++i)) {
            parts.addAll(strings(part));
        }
        return parts;
    }

    private static List<String> strings(Attribute attribute) {
        List<String> strings = new ArrayList<>();
        Object data = attribute.isEmpty() ? new String[0] : attribute.getData();
        for (int i = 0; data.getClass().isArray() && i < Array.getLength(data); i++) {
            strings.add(String.valueOf(Array.get(data, i)));
        }
        return strings;
    }
}
