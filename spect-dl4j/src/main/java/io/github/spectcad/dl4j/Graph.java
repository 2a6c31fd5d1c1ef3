package io.github.spectcad.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** A configuration of Deeplearning4j as a graph of one input and one output. */
public final class Graph {
    private static final Set<Class<?>> TOP =
            Set.of(LossLayer.class, CnnLossLayer.class, DenseLayer.class, DropoutLayer.class, GlobalPoolingLayer.class);

    private final String input;
    private final String output;
    private final Map<String, GraphVertex> vertices;
    private final Map<String, List<String>> inputs;

    private Graph(
            List<String> networkInputs,
            List<String> networkOutputs,
            Map<String, GraphVertex> vertices,
            Map<String, List<String>> inputs) {
        if (networkInputs.size() != 1 || networkOutputs.size() != 1) {
            throw new IllegalArgumentException("the configuration has the inputs " + networkInputs + " and the outputs "
                    + networkOutputs + ": a backbone has one of each");
        }
        this.input = networkInputs.get(0);
        this.output = networkOutputs.get(0);
        this.vertices = vertices;
        this.inputs = inputs;
    }

    /**
     * The graph of a configuration.
     *
     * @param configuration a configuration with one input and one output
     * @return the graph
     * @throws IllegalArgumentException if it has more
     */
    public static Graph of(ComputationGraphConfiguration configuration) {
        return new Graph(
                configuration.getNetworkInputs(),
                configuration.getNetworkOutputs(),
                configuration.getVertices(),
                configuration.getVertexInputs());
    }

    /**
     * The graph of a configuration of layers one after the other. Layers without a name are called {@code layer0},
     * {@code layer1}, ... by their place.
     *
     * @param configuration the configuration
     * @return the graph
     */
    public static Graph of(MultiLayerConfiguration configuration) {
        Map<String, GraphVertex> vertices = new LinkedHashMap<>();
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        String before = "input";
        for (int i = 0; i < configuration.getConfs().size(); i++) {
            NeuralNetConfiguration layer = configuration.getConf(i);
            String name = name(layer.getLayer(), i);
            InputPreProcessor preprocessor = configuration.getInputPreProcess(i);
            if (name.equals("input") || vertices.put(name, new LayerVertex(layer, preprocessor)) != null) {
                throw new IllegalArgumentException("two layers are called " + name + ": give each its own name");
            }
            inputs.put(name, List.of(before));
            before = name;
        }
        return new Graph(List.of("input"), List.of(before), vertices, inputs);
    }

    /** The name of a layer of layers one after the other. */
    static String name(Layer layer, int place) {
        return layer.getLayerName() == null ? "layer" + place : layer.getLayerName();
    }

    String input() {
        return input;
    }

    GraphVertex vertex(String name) {
        GraphVertex vertex = vertices.get(name);
        if (vertex == null) {
            throw new IllegalArgumentException("there is no vertex " + name + ": there are " + vertices.keySet());
        }
        return vertex;
    }

    List<String> inputs(String name) {
        return inputs.get(name);
    }

    /** The vertex before the top: before output, loss, softmax, dense, dropout and global pooling layers at the end. */
    String lastFeatureMap() {
        String name = output;
        while (!name.equals(input) && vertex(name) instanceof LayerVertex layer && isTop(layer)) {
            name = inputs.get(name).get(0);
        }
        return name;
    }

    private static boolean isTop(LayerVertex vertex) {
        Layer layer = vertex.getLayerConf().getLayer();
        return layer instanceof BaseOutputLayer
                || TOP.contains(layer.getClass())
                || (layer instanceof ActivationLayer activation
                        && activation.getActivationFn() instanceof ActivationSoftmax);
    }
}
