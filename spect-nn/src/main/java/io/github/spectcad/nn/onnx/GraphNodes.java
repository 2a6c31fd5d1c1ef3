package io.github.spectcad.nn.onnx;

import io.github.spectcad.nn.layer.OnnxNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operators and constants of a graph under construction, and the names of their values. */
final class GraphNodes {
    private final List<Placed> nodes = new ArrayList<>();
    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    /** An operator with the names of its outputs. */
    private record Placed(OnnxNode node, List<String> outputs) {}

    /** Takes a name that must be free. */
    void reserve(String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("two values of the graph are named \"" + name + "\"");
        }
    }

    /** Adds a constant, or returns the one of that name. */
    String constant(Constant constant) {
        if (constants.putIfAbsent(constant.name(), constant) == null) {
            reserve(constant.name());
        }
        return constant.name();
    }

    /** Adds an operator; its outputs are named by a scope and itself. */
    List<String> add(String scope, OnnxNode node, int outputs) {
        List<String> results = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            String base = scope + "/" + node.operator();
            String name = base;
            for (int n = 2; !names.add(name); n++) {
                name = base + "_" + n;
            }
            results.add(name);
        }
        nodes.add(new Placed(node, results));
        return results;
    }

    /** Adds an operator whose output has a reserved name. */
    void addNamed(String output, OnnxNode node) {
        nodes.add(new Placed(node, List.of(output)));
    }

    /** Leaves out what no output depends on. */
    void keepWhatLeadsTo(List<String> outputs) {
        Set<String> read = new HashSet<>(outputs);
        List<Placed> kept = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Placed placed = nodes.get(i);
            if (placed.outputs.stream().anyMatch(read::contains)) {
                kept.add(placed);
                read.addAll(placed.node.inputs());
            }
        }
        Collections.reverse(kept);
        nodes.clear();
        nodes.addAll(kept);
        constants.keySet().retainAll(read);
    }

    /** {@return the constants, in order} */
    List<Constant> constants() {
        return List.copyOf(constants.values());
    }

    /** Writes the operators as {@code NodeProto}s into a {@code GraphProto}. */
    void writeNodes(ProtoMessage graph) {
        for (Placed placed : nodes) {
            ProtoMessage node = new ProtoMessage();
            placed.node.inputs().forEach(input -> node.text(1, input));
            placed.outputs.forEach(output -> node.text(2, output));
            node.text(3, placed.outputs.get(0)).text(4, placed.node.operator());
            placed.node.attributes().forEach((name, value) -> node.message(5, attribute(name, value)));
            graph.message(1, node);
        }
    }

    private static ProtoMessage attribute(String name, Object value) {
        ProtoMessage attribute = new ProtoMessage().text(1, name);
        if (value instanceof Float real) {
            return attribute.real(2, real).integer(20, 1);
        }
        if (value instanceof Long integer) {
            return attribute.integer(3, integer).integer(20, 2);
        }
        if (value instanceof List<?> list) {
            list.forEach(element -> attribute.integer(8, (Long) element));
            return attribute.integer(20, 7);
        }
        throw new IllegalArgumentException("attribute " + name + " is a "
                + value.getClass().getSimpleName() + ": must be a Long, a Float or a list of Long");
    }
}
