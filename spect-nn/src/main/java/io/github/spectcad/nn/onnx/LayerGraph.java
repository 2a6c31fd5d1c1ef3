package io.github.spectcad.nn.onnx;

import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.layer.OnnxGraph;
import io.github.spectcad.nn.layer.OnnxNode;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;
import java.util.Map;

/** What one layer of a network sees of the graph. */
final class LayerGraph implements OnnxGraph {
    private final GraphNodes graph;
    private final Network network;
    private final Map<String, Parameter> parameters;
    private final String layer;
    private final List<String> inputs;
    private final List<Shape> shapes;
    private final Shape output;

    LayerGraph(
            GraphNodes graph,
            Network network,
            Map<String, Parameter> parameters,
            String layer,
            List<String> inputs,
            List<Shape> shapes,
            Shape output) {
        this.graph = graph;
        this.network = network;
        this.parameters = parameters;
        this.layer = layer;
        this.inputs = inputs;
        this.shapes = shapes;
        this.output = output;
    }

    /** The graph as the layer sees it if its only input is another value of the same shape. */
    LayerGraph reading(String value) {
        return new LayerGraph(graph, network, parameters, layer, List.of(value), shapes, output);
    }

    @Override
    public List<Shape> inputShapes() {
        return shapes;
    }

    @Override
    public Shape outputShape() {
        return output;
    }

    @Override
    public String input(int index) {
        return inputs.get(index);
    }

    @Override
    public String parameter(String name) {
        Parameter parameter = parameters.get(layer + "/" + name);
        if (parameter == null) {
            throw new IllegalArgumentException("layer " + layer + " has no parameter " + name);
        }
        long[] extents =
                parameter.dimensions().stream().mapToLong(Integer::longValue).toArray();
        return graph.constant(
                Constant.floats(parameter.name(), extents, () -> network.parameterValues(parameter.name())));
    }

    @Override
    public float[] parameterValues(String name) {
        return network.parameterValues(layer + "/" + name);
    }

    @Override
    public String floats(String name, float[] values, long... extents) {
        float[] copy = values.clone();
        return graph.constant(Constant.floats(layer + "/" + name, extents.clone(), () -> copy));
    }

    @Override
    public String integers(String name, long... values) {
        return graph.constant(Constant.integers(layer + "/" + name, values));
    }

    @Override
    public List<String> add(OnnxNode node, int outputs) {
        return graph.add(layer, node, outputs);
    }
}
