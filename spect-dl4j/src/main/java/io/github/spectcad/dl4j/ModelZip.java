package io.github.spectcad.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.nn.model.WeightTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model that {@code ModelSerializer} of Deeplearning4j wrote. Two of its entries are read, {@code configuration.json} and
 * {@code coefficients.bin}; Java objects in others are not. The configuration may name classes of Deeplearning4j's own
 * configurations alone.
 */
final class ModelZip {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final long MAX_CONFIGURATION = 64L << 20;
    private static final long MAX_COEFFICIENTS = 8L << 30;
    private static final int MAX_RATIO = 1000;
    private static final List<String> ALLOWED =
            List.of("org.deeplearning4j.nn.conf.", "org.deeplearning4j.nn.weights.", "org.nd4j.linalg.");

    private ModelZip() {}

    /** The weights by name of the parameter in the translated network. */
    static Map<String, WeightTransfer.Source> weights(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry configuration = entry(zip, CONFIGURATION, MAX_CONFIGURATION);
            byte[] json;
            try (InputStream in = zip.getInputStream(configuration)) {
                json = in.readNBytes(Math.toIntExact(configuration.getSize()));
            }
            JsonNode tree = new ObjectMapper().readTree(json); // Jackson bounds the depth of nesting
            requireAllowed(tree);
            INDArray parameters;
            ZipEntry coefficients = entry(zip, COEFFICIENTS, MAX_COEFFICIENTS);
            try (InputStream in = zip.getInputStream(coefficients)) {
                parameters = Coefficients.read(in, coefficients.getSize());
            }
            String text = new String(json, StandardCharsets.UTF_8);
            return tree.has("confs") ? ofLayers(text, parameters) : ofGraph(text, parameters);
        }
    }

    private static ZipEntry entry(ZipFile zip, String name, long largest) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IllegalStateException("the zip has no " + name);
        }
        if (entry.getSize() < 0
                || entry.getSize() > largest
                || entry.getSize() / MAX_RATIO > Math.max(1, entry.getCompressedSize())) {
            throw new IllegalStateException(name + " is said to have " + entry.getSize() + " bytes, from "
                    + entry.getCompressedSize() + " in the zip: allowed are " + largest + ", and " + MAX_RATIO
                    + " times those in the zip");
        }
        return entry;
    }

    private static void requireAllowed(JsonNode node) {
        JsonNode type = node.path("@class");
        if (type.isTextual() && ALLOWED.stream().noneMatch(type.asText()::startsWith)) {
            throw new IllegalStateException(CONFIGURATION + " names the class " + type.asText()
                    + ": allowed are those of Deeplearning4j alone");
        }
        node.forEach(ModelZip::requireAllowed);
    }

    private static Map<String, WeightTransfer.Source> ofGraph(String json, INDArray parameters) {
        ComputationGraph graph = new ComputationGraph(ComputationGraphConfiguration.fromJson(json));
        graph.init(parameters, false);
        Map<String, WeightTransfer.Source> weights = new HashMap<>();
        for (var layer : graph.getLayers()) {
            weights.putAll(LayerWeights.of(
                    layer.conf().getLayer().getLayerName(), layer.conf().getLayer(), layer.paramTable()));
        }
        return weights;
    }

    private static Map<String, WeightTransfer.Source> ofLayers(String json, INDArray parameters) {
        MultiLayerNetwork network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(json));
        network.init(parameters, false);
        Map<String, WeightTransfer.Source> weights = new HashMap<>();
        for (int i = 0; i < network.getnLayers(); i++) {
            var layer = network.getLayer(i);
            weights.putAll(LayerWeights.of(
                    Graph.name(layer.conf().getLayer(), i), layer.conf().getLayer(), layer.paramTable()));
        }
        return weights;
    }
}
