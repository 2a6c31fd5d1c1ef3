package io.github.spectcad.nn.onnx;

import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.ZeroPadding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the layers of a network into a graph. */
final class NetworkLayers {
    private final GraphNodes graph;
    private final Network network;
    private final Map<String, Parameter> parameters;
    private final Map<String, String> values; // of the network -> of the graph
    private final Map<String, Padded> padded = new HashMap<>(); // values of the graph that a ZeroPadding made
    private String last;

    /** Where zeros were put around what. */
    private record Padded(ZeroPadding zeros, String unpadded) {}

    private NetworkLayers(GraphNodes graph, Network network, Map<String, String> inputs) {
        this.graph = graph;
        this.network = network;
        this.values = new HashMap<>(inputs);
        parameters = network.parameters().stream().collect(Collectors.toMap(Parameter::name, Function.identity()));
    }

    /**
     * Writes all layers.
     *
     * @param graph where to
     * @param network the network
     * @param inputs the graph's value for each of the network's inputs, of rank 4
     * @return the graph's value for the network's output
     * @throws IllegalArgumentException if a layer cannot be written, naming it
     */
    static String write(GraphNodes graph, Network network, Map<String, String> inputs) {
        NetworkLayers layers = new NetworkLayers(graph, network, inputs);
        network.visitLayers(layers::add);
        return layers.last;
    }

    private void add(String name, Layer layer, List<String> inputs, List<Shape> shapes) {
        List<String> read = inputs.stream().map(values::get).toList();
        last = layer.isIdentityInInference() ? read.get(0) : written(name, layer, read, shapes);
        values.put(name, last);
    }

    private String written(String name, Layer layer, List<String> read, List<Shape> shapes) {
        LayerGraph onnx = new LayerGraph(graph, network, parameters, name, read, shapes, layer.outputShape(shapes));
        Padded source = padded.get(read.get(0));
        String output;
        try {
            output = source != null && layer instanceof Pool2d pool
                    ? PaddedPool.write(onnx, source.zeros, pool, source.unpadded)
                    : layer.toOnnx(onnx);
        } catch (UnsupportedOperationException e) {
            throw new IllegalArgumentException(
                    "layer " + name + " cannot be written as ONNX: " + e.getMessage() + "; the author of the layer can"
                            + " add it",
                    e);
        }
        if (layer instanceof ZeroPadding zeros) {
            padded.put(output, new Padded(zeros, read.get(0)));
        }
        return output;
    }
}
