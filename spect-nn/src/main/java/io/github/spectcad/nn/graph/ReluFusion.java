package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.layer.Relu;
import io.github.spectcad.nn.layer.ReluFusible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets layers apply the ReLU that follows them, which saves a visit of the memory in each pass. */
final class ReluFusion {
    private ReluFusion() {}

    /** The same network with each ReLU that alone reads a fusible layer moved into that layer. */
    static Topology apply(Topology source) {
        int[] readers = new int[source.shapes().size()];
        source.nodes().forEach(n -> n.inputs().forEach(i -> readers[i]++));
        List<Node> nodes = new ArrayList<>();
        Map<Integer, Integer> producers = new HashMap<>(); // value -> position in nodes
        for (Node node : source.nodes()) {
            Integer producer =
                    node.layer() instanceof Relu ? producers.get(node.inputs().get(0)) : null;
            if (producer != null
                    && readers[node.inputs().get(0)] == 1
                    && nodes.get(producer).layer() instanceof ReluFusible fusible) {
                Node fused = nodes.get(producer);
                nodes.set(producer, new Node(fused.name(), fusible.withRelu(), fused.inputs(), node.output()));
                producers.put(node.output(), producer);
            } else {
                producers.put(node.output(), nodes.size());
                nodes.add(node);
            }
        }
        return new Topology(source.inputNames(), nodes, source.shapes(), source.output());
    }
}
