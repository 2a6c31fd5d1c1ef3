package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.layer.Fusible;
import io.github.spectcad.nn.layer.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets layers do what follows them, as batch normalisations a ReLU, which saves a visit of the memory in each pass. */
final class Fusion {
    private Fusion() {}

    /** The same network with each layer that alone reads a fusible layer moved into that layer, where it can take it. */
    static Topology apply(Topology source) {
        int[] readers = new int[source.shapes().size()];
        source.nodes().forEach(n -> n.inputs().forEach(i -> readers[i]++));
        List<Node> nodes = new ArrayList<>();
        Map<Integer, Integer> producers = new HashMap<>(); // value -> position in nodes
        for (Node node : source.nodes()) {
            int value = node.inputs().get(0);
            boolean alone = node.inputs().size() == 1 && readers[value] == 1;
            Integer producer = alone ? producers.get(value) : null;
            Optional<Layer> fusion = producer != null && nodes.get(producer).layer() instanceof Fusible fusible
                    ? fusible.fusedWith(node.layer())
                    : Optional.empty();
            if (fusion.isPresent()) {
                Node first = nodes.get(producer);
                nodes.set(producer, new Node(first.name(), fusion.get(), first.inputs(), node.output()));
                producers.put(node.output(), producer);
            } else {
                producers.put(node.output(), nodes.size());
                nodes.add(node);
            }
        }
        return new Topology(source.inputNames(), nodes, source.shapes(), source.output());
    }
}
