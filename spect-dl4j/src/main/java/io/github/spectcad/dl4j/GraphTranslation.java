package io.github.spectcad.dl4j;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Add;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** Adds the layers of a graph to a network, those that the wanted vertex needs. */
final class GraphTranslation {
    private final NetworkBuilder net;
    private final Graph graph;
    private final Map<String, Tensor> tensors = new HashMap<>();

    GraphTranslation(NetworkBuilder net, Graph graph, Tensor input) {
        this.net = net;
        this.graph = graph;
        tensors.put(graph.input(), input);
    }

    /** The value of a vertex, after those it needs. */
    Tensor tensor(String name) {
        Tensor known = tensors.get(name);
        if (known != null) {
            return known;
        }
        GraphVertex vertex = graph.vertex(name);
        List<Tensor> inputs = new ArrayList<>();
        for (String input : graph.inputs(name)) {
            inputs.add(tensor(input));
        }
        Tensor result = add(name, vertex, inputs);
        tensors.put(name, result);
        return result;
    }

    private Tensor add(String name, GraphVertex vertex, List<Tensor> inputs) {
        if (vertex.getClass() == LayerVertex.class) {
            LayerVertex layer = (LayerVertex) vertex;
            return new LayerTranslation(net, name, layer.getLayerConf().getLayer())
                    .add(preprocessed(name, layer.getPreProcessor(), inputs.get(0)));
        }
        if (vertex.getClass() == MergeVertex.class) {
            return inputs.size() == 1 ? inputs.get(0) : net.concat(name, inputs.toArray(Tensor[]::new));
        }
        if (vertex.getClass() == ScaleVertex.class) {
            return net.add(name, new Scale(((ScaleVertex) vertex).getScaleFactor()), inputs.get(0));
        }
        if (vertex.getClass() == ElementWiseVertex.class) {
            return elementwise(name, ((ElementWiseVertex) vertex).getOp(), inputs);
        }
        throw new IllegalArgumentException("vertex " + name + " is a "
                + vertex.getClass().getSimpleName() + ", which is not supported: vertices are layers, MergeVertex,"
                + " ScaleVertex, and ElementWiseVertex that adds or takes the maximum");
    }

    private Tensor preprocessed(String name, InputPreProcessor preprocessor, Tensor x) {
        if (preprocessor == null) {
            return x;
        }
        if (preprocessor.getClass() == CnnToFeedForwardPreProcessor.class) {
            return x.shape().isVector() ? x : net.flatten(name + "_flatten", x);
        }
        if (preprocessor instanceof FeedForwardToCnnPreProcessor maps // lets maps through
                && !x.shape().isVector()
                && maps.getNumChannels() == x.shape().channels()) {
            return x;
        }
        throw new IllegalArgumentException("layer " + name + " has a "
                + preprocessor.getClass().getSimpleName() + " before it, which is not supported");
    }

    private Tensor elementwise(String name, ElementWiseVertex.Op operation, List<Tensor> inputs) {
        Tensor result = inputs.get(0);
        for (int i = 1; i < inputs.size(); i++) {
            String step = i == inputs.size() - 1 ? name : name + "_" + i;
            result = switch (operation) {
                case Add -> net.add(step, Add.plain(), result, inputs.get(i));
                case Max -> net.maximum(step, result, inputs.get(i));
                default ->
                    throw new IllegalArgumentException("vertex " + name + " is an ElementWiseVertex of operation "
                            + operation + ", which is not supported: it may add or take the maximum");
            };
        }
        return result;
    }
}
