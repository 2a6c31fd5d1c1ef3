package io.github.spectcad.keras;

import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which layer of a file belongs to which layer of a network. */
final class LayerMatching {
    private static final Pattern NUMBERED =
            Pattern.compile("((?:depthwise_)?conv2d|batch_normalization|dense)(?:_(\\d{1,9}))?");
    private static final String DENSE = "dense";

    private final Network network;
    private final Map<String, List<Parameter>> layers;
    private final List<StoredLayer> stored;
    private final Map<String, StoredLayer> matches = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();

    /**
     * Matches layers.
     *
     * @param network the network
     * @param layers its layers with their parameters, in its order
     * @param stored the layers of the file
     * @param nameInFile name in the file of a layer of the network
     */
    LayerMatching(
            Network network,
            Map<String, List<Parameter>> layers,
            List<StoredLayer> stored,
            UnaryOperator<String> nameInFile) {
        this.network = network;
        this.layers = layers;
        this.stored = stored;
        Map<String, String> names = new LinkedHashMap<>();
        layers.keySet().forEach(layer -> names.put(layer, StoredLayer.plain(nameInFile.apply(layer))));
        Map<String, StoredLayer> numbered = numbered(names);
        names.forEach((layer, name) -> {
            if (NUMBERED.matcher(name).matches()) {
                put(layer, name, numbered.containsKey(name) ? List.of(numbered.get(name)) : List.of());
            } else {
                put(layer, name, called(name));
            }
        });
        matchDense();
        matchUnnamed();
    }

    /** {@return the layer of the file by layer of the network} */
    Map<String, StoredLayer> matches() {
        return matches;
    }

    /** {@return why the others have none} */
    Map<String, String> problems() {
        return problems;
    }

    private void put(String layer, String name, List<StoredLayer> found) {
        if (found.size() == 1) {
            matches.put(layer, found.get(0));
        } else {
            problems.put(
                    layer,
                    found.isEmpty()
                            ? "the file has no layer " + name
                            : "the file has several layers " + name + ": "
                                    + found.stream().map(StoredLayer::path).collect(Collectors.joining(", ")));
        }
    }

    /** By name; where there is none, by name with a number after it, as of the second copy of a model. */
    private List<StoredLayer> called(String name) {
        List<StoredLayer> found = all(s -> s.named() && s.names().get(0).equals(name));
        if (found.isEmpty()) {
            found = all(s -> s.named() && s.names().contains(name));
        }
        return found.isEmpty()
                ? all(s -> s.named() && s.name().replaceFirst("_\\d{1,9}$", "").equals(name))
                : found;
    }

    private List<StoredLayer> all(Predicate<StoredLayer> which) {
        return stored.stream().filter(which).toList();
    }

    /** Pairs the layers that Keras numbered, kind by kind in the order of the numbers. */
    private Map<String, StoredLayer> numbered(Map<String, String> names) {
        Map<String, List<String>> ours = names.values().stream()
                .distinct()
                .filter(name -> NUMBERED.matcher(name).matches())
                .sorted(Comparator.comparingInt(LayerMatching::number))
                .collect(Collectors.groupingBy(LayerMatching::kind));
        Map<String, StoredLayer> pairs = new LinkedHashMap<>();
        ours.forEach((kind, mine) -> {
            List<StoredLayer> theirs = ofKind(kind, true);
            for (int i = 0; i < mine.size() && mine.size() == theirs.size(); i++) {
                pairs.put(mine.get(i), theirs.get(i));
            }
        });
        return pairs;
    }

    private List<StoredLayer> ofKind(String kind, boolean named) {
        return stored.stream()
                .filter(s -> s.named() == named && kind(s.name()).equals(kind))
                .sorted(Comparator.comparingInt(s -> number(s.name())))
                .toList();
    }

    private static String kind(String name) {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static int number(String name) {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : 0;
    }

    /** The number that Keras gave a dense layer, 0 for the first; -1 for other names. */
    static int denseNumber(String name) {
        return kind(name).equals(DENSE) ? number(name) : -1;
    }

    /**
     * Pairs the dense layers that have no name in common, as {@code head_dense1} and {@code dense}, by their order: where
     * Keras numbered the file's, and there are as many of fitting extents.
     */
    private void matchDense() {
        List<String> ours =
                problems.keySet().stream().filter(l -> isDense(layers.get(l))).toList();
        pair(ours, ofKind(DENSE, true));
    }

    /**
     * Pairs the layers of a file that does not name them, kind by kind in their order. Classes are counted in the order of
     * Keras' model, which is ours only where layers follow one another without branches.
     */
    private void matchUnnamed() {
        if (stored.stream().allMatch(StoredLayer::named)) {
            return;
        }
        boolean chain = layers.keySet().stream().allMatch(this::hasOnePredecessor)
                && network.layerNames().stream().allMatch(this::hasOnePredecessor);
        Map<String, List<String>> ours = new LinkedHashMap<>();
        problems.keySet()
                .forEach(l ->
                        ours.computeIfAbsent(kindOf(l), k -> new ArrayList<>()).add(l));
        ours.forEach((kind, mine) -> {
            List<StoredLayer> theirs = ofKind(kind, false);
            boolean one = theirs.stream().map(StoredLayer::parent).distinct().count() == 1;
            if (chain && one) {
                pair(mine, theirs);
            }
        });
        problems.replaceAll(
                (layer, problem) -> "the file does not name its layers, as files of Keras 3 before 3.7 do not,"
                        + " and the order does not tell which this is: save the whole model with model.save(\"name.keras\")");
    }

    private boolean hasOnePredecessor(String layer) {
        return network.layerInputs(layer).stream()
                        .filter(input -> !network.inputNames().contains(input))
                        .count()
                <= 1;
    }

    private void pair(List<String> ours, List<StoredLayer> theirs) {
        if (ours.size() != theirs.size()) {
            return;
        }
        for (int i = 0; i < ours.size(); i++) {
            if (layers.get(ours.get(i)).size() != theirs.get(i).arrays().size()
                    || matches.containsValue(theirs.get(i))) {
                return;
            }
            if (isDense(layers.get(ours.get(i))) && !sameKernel(ours.get(i), theirs.get(i))) {
                problems.put(
                        ours.get(i),
                        "the file's " + theirs.get(i).path() + " has a kernel of extents "
                                + theirs.get(i).arrays().get(0).extents() + " instead of "
                                + layers.get(ours.get(i)).get(0).dimensions());
                return;
            }
        }
        for (int i = 0; i < ours.size(); i++) {
            matches.put(ours.get(i), theirs.get(i));
            problems.remove(ours.get(i));
        }
    }

    private boolean sameKernel(String ours, StoredLayer theirs) {
        return layers.get(ours)
                .get(0)
                .dimensions()
                .equals(theirs.arrays().get(0).extents());
    }

    private static boolean isDense(List<Parameter> parameters) {
        return parameters.get(0).dimensions().size() == 2;
    }

    /** What Keras calls a layer of the network. */
    private String kindOf(String layer) {
        List<Integer> kernel = layers.get(layer).get(0).dimensions();
        if (kernel.size() != 4) {
            return kernel.size() == 2 ? DENSE : "batch_normalization";
        }
        boolean filters = kernel.get(0) == network.layerShape(layer).channels();
        return filters ? "conv2d" : "depthwise_conv2d";
    }
}
