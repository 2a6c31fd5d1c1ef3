package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The layers of a network in an order in which each comes after what it reads.
 *
 * @param inputNames names of the inputs; their values have the indices 0, 1, ...
 * @param nodes the layers, in order
 * @param shapes shape of every value, by index
 * @param output index of the value that is the network's output
 */
record Topology(List<String> inputNames, List<Node> nodes, List<Shape> shapes, int output) {
    Topology {
        inputNames = List.copyOf(inputNames);
        nodes = List.copyOf(nodes);
        shapes = List.copyOf(shapes);
    }

    /** The same with other settings of layers. */
    Topology map(UnaryOperator<Layer> change) {
        List<Node> changed = nodes.stream()
                .map(n -> new Node(n.name(), change.apply(n.layer()), n.inputs(), n.output()))
                .toList();
        return new Topology(inputNames, changed, shapes, output);
    }

    /** Names of the inputs and layers that the output does not depend on, in order. */
    List<String> deadEnds() {
        boolean[] leads = new boolean[shapes.size()];
        leads[output] = true;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (leads[node.output()]) {
                node.inputs().forEach(input -> leads[input] = true);
            }
        }
        Stream<String> inputs =
                IntStream.range(0, inputNames.size()).filter(i -> !leads[i]).mapToObj(inputNames::get);
        Stream<String> layers =
                nodes.stream().filter(node -> !leads[node.output()]).map(Node::name);
        return Stream.concat(inputs, layers).toList();
    }

    boolean isInput(int value) {
        return value < inputNames.size();
    }
}
