package io.github.spectcad.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.graph.FrozenNetwork;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.model.WeightTransfer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j's own network of a backbone, with random weights, to compare with. */
final class Stock {
    /** Largest difference relative to the largest value: both compute in single precision. */
    static final float TOLERANCE = 1e-5f;

    private static final int CHANNELS = 2;

    private Stock() {}

    /** The part of a graph that a vertex needs. */
    private static ComputationGraph network(Graph graph, String last) {
        Map<String, GraphVertex> vertices = new LinkedHashMap<>();
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(last));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!name.equals(graph.input()) && vertices.put(name, graph.vertex(name)) == null) {
                inputs.put(name, graph.inputs(name));
                open.addAll(graph.inputs(name));
            }
        }
        ComputationGraphConfiguration configuration = new ComputationGraphConfiguration();
        configuration.setVertices(vertices);
        configuration.setVertexInputs(inputs);
        configuration.setNetworkInputs(List.of(graph.input()));
        configuration.setNetworkOutputs(List.of(last));
        configuration.setDefaultConfiguration(new NeuralNetConfiguration.Builder().build());
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        return network;
    }

    private static void randomise(ComputationGraph network) {
        SplittableRandom random = new SplittableRandom(5);
        network.paramTable().forEach((name, values) -> {
            boolean variance = name.endsWith("_var") || name.endsWith("_gamma");
            boolean deviation = name.endsWith("_log10stdev");
            boolean kernel = name.endsWith("W");
            // kernels as He's, so that values neither vanish nor grow from layer to layer
            long widest = Arrays.stream(values.shape()).max().orElse(1);
            double bound = kernel ? Math.sqrt(6.0 * widest / values.length()) : deviation ? 0.1 : 0.05;
            float[] noise = new float[Math.toIntExact(values.length())];
            for (int i = 0; i < noise.length; i++) {
                noise[i] =
                        variance ? 0.7f + 0.6f * random.nextFloat() : (float) (bound * (2 * random.nextDouble() - 1));
            }
            values.assign(Nd4j.createFromArray(noise).reshape(values.shape()));
        });
    }

    /** Compares parameters, shape and values of the last feature map, and those of a frozen network. */
    static void assertAgrees(Dl4jBackbone backbone, int pixels, Path folder) throws IOException {
        Graph graph = backbone.graph(CHANNELS, pixels);
        String last = backbone.lastVertex().orElseGet(graph::lastFeatureMap);
        ComputationGraph stock = network(graph, last);
        randomise(stock);
        Path zip = folder.resolve("stock.zip");
        ModelSerializer.writeModel(stock, zip.toFile(), false);
        NetworkBuilder net = new NetworkBuilder();
        Tensor map = backbone.build(net, net.input("images", Shape.map(CHANNELS, pixels, pixels)));
        assertEquals(stock.numParams(), net.parameterCount(false), "parameters");
        SplittableRandom random = new SplittableRandom(6);
        float[] images = new float[CHANNELS * pixels * pixels];
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextFloat();
        }
        INDArray expected = stock.output(Nd4j.createFromArray(images).reshape(1, CHANNELS, pixels, pixels))[0];
        assertEquals(
                List.of(1L, (long) map.shape().channels(), (long) map.shape().height(), (long)
                        map.shape().width()),
                longs(expected.shape()));
        float scale = expected.amaxNumber().floatValue();
        try (Network network = net.build(net.dense("head", net.flatten("flatten", map), 3, 0), 1)) {
            WeightTransfer transfer = Dl4jInitialWeights.of(zip)
                    .initialise(new NetworkSpec(backbone.id(), "early-fusion", pixels, HeadSpec.PAPER), 1, network);
            assertEquals(List.of("head/kernel", "head/bias"), transfer.fresh());
            try (SaliencySession session = network.saliency();
                    FrozenNetwork frozen = network.freeze()) {
                float[] logits = session.logits(List.of(images)).clone();
                assertArrayEquals(
                        expected.dup('c').ravel().toFloatVector(), session.activation(map.name()), TOLERANCE * scale);
                float largest = Math.max(Math.abs(logits[0]), Math.max(Math.abs(logits[1]), Math.abs(logits[2])));
                assertArrayEquals(logits, frozen.logits(List.of(images), 1), 1e-4f * largest);
            }
        }
    }

    private static List<Long> longs(long[] values) {
        List<Long> list = new ArrayList<>();
        for (long value : values) {
            list.add(value);
        }
        return list;
    }
}
