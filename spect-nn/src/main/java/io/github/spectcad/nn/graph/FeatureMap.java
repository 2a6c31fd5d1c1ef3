package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.layer.Stack;
import io.github.spectcad.nn.layer.Unstack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A layer whose output is the last map of pixels on a way to the output of a network.
 *
 * @param layer name of the layer
 * @param inputs indices of the inputs of the network it depends on
 * @since 0.1.0
 */
public record FeatureMap(String layer, NavigableSet<Integer> inputs) {
    /** Copies the indices. */
    public FeatureMap {
        Objects.requireNonNull(layer, "layer");
        inputs = Collections.unmodifiableNavigableSet(new TreeSet<>(inputs));
    }

    /** Finds the last maps: where a layer joins maps of different inputs, those it joins. */
    static List<FeatureMap> of(Topology topology) {
        return new Search(topology).find();
    }

    /** The way back from the output. */
    private static final class Search {
        private final Topology topology;
        private final Node[] makers;

        /** For each value and copy of it the inputs it depends on. */
        private final List<List<NavigableSet<Integer>>> sources = new ArrayList<>();

        private final List<FeatureMap> found = new ArrayList<>();
        private final boolean[] seen;

        Search(Topology topology) {
            this.topology = topology;
            makers = new Node[topology.shapes().size()];
            seen = new boolean[makers.length];
            for (int i = 0; i < topology.inputNames().size(); i++) {
                sources.add(List.of(new TreeSet<>(List.of(i))));
            }
            for (Node node : topology.nodes()) {
                makers[node.output()] = node;
                sources.add(sources(node)); // values are numbered in this order
            }
        }

        private List<NavigableSet<Integer>> sources(Node node) {
            List<List<NavigableSet<Integer>>> read =
                    node.inputs().stream().map(sources::get).toList();
            if (node.layer() instanceof Stack) {
                return read.stream().flatMap(List::stream).toList();
            }
            if (node.layer() instanceof Unstack part) {
                int rows = read.get(0).size() / part.count();
                return read.get(0).subList(part.index() * rows, (part.index() + 1) * rows);
            }
            List<NavigableSet<Integer>> copies = new ArrayList<>();
            for (int copy = 0; copy < topology.shapes().get(node.output()).copies(); copy++) {
                NavigableSet<Integer> all = new TreeSet<>();
                for (List<NavigableSet<Integer>> input : read) {
                    all.addAll(input.get(Math.min(copy, input.size() - 1)));
                }
                copies.add(all);
            }
            return copies;
        }

        List<FeatureMap> find() {
            visit(topology.output());
            return List.copyOf(found);
        }

        private void visit(int value) {
            if (seen[value] || topology.isInput(value)) {
                return;
            }
            seen[value] = true;
            Node maker = makers[value];
            if (topology.shapes().get(value).isVector() || joinsInputs(maker)) {
                maker.inputs().forEach(this::visit);
            } else {
                NavigableSet<Integer> all = new TreeSet<>();
                sources.get(value).forEach(all::addAll);
                found.add(new FeatureMap(maker.name(), all));
            }
        }

        private boolean joinsInputs(Node maker) {
            int all = sources.get(maker.output()).get(0).size();
            return maker.inputs().size() > 1
                    && maker.inputs().stream()
                            .allMatch(input -> !topology.shapes().get(input).isVector()
                                    && !topology.isInput(input)
                                    && sources.get(input).get(0).size() < all);
        }
    }
}
