package io.github.spectcad.nn.onnx;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.fusion.ImageInput;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.layer.OnnxNode;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.MapScaler.Moments;
import io.github.spectcad.nn.model.PatientEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of a model: the scalers of maps and clinical features, the network, and what follows from its logits, the
 * calibration included. Inputs
 * are maps in [0, 1] and clinical features as they are, outputs those of {@link OnnxExport}.
 */
final class ModelGraph {
    static final String LOGITS = "logits";
    static final String PROBABILITIES = "probabilities";
    static final String PATIENT_PROBABILITY = "patient_probability";

    private static final List<String> OUTPUTS = List.of(LOGITS, PROBABILITIES, PATIENT_PROBABILITY);
    private static final int VESSELS = VesselTerritory.ORDER.size();

    private final Network network;
    private final PatientEncoder encoder;
    private final GraphNodes graph = new GraphNodes();

    ModelGraph(Network network, PatientEncoder encoder, Calibration calibration) {
        this.network = network;
        this.encoder = encoder;
        network.inputNames().forEach(graph::reserve);
        OUTPUTS.forEach(graph::reserve);
        writeOutputs(NetworkLayers.write(graph, network, scaledInputs()), calibration);
        graph.keepWhatLeadsTo(OUTPUTS);
    }

    /** {@return the operators and constants} */
    GraphNodes nodes() {
        return graph;
    }

    private Map<String, String> scaledInputs() {
        Map<String, String> scaled = new LinkedHashMap<>();
        Map<String, ImageInput> images = new LinkedHashMap<>();
        encoder.images().forEach(image -> images.put(image.name(), image));
        List<String> names = network.inputNames();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            scaled.put(name, images.containsKey(name) ? scaledMaps(images.get(name), i) : scaledFeatures(name));
        }
        return scaled;
    }

    /** Inside the disc minus the mean, divided by the standard deviation; 0 outside. */
    private String scaledMaps(ImageInput image, int input) {
        MapScaler scaler = encoder.maps();
        List<Moments> moments = image.channels().stream()
                .map(state -> state == PerfusionState.REST ? scaler.rest() : scaler.stress())
                .toList();
        if (moments.stream().allMatch(MapScaler.IDENTITY.rest()::equals)) {
            return image.name();
        }
        int pixels = network.inputShapes().get(input).height();
        Disc disc = Disc.inscribed(pixels);
        float[] means = new float[moments.size()];
        float[] scales = new float[moments.size() * pixels * pixels];
        for (int c = 0; c < means.length; c++) {
            means[c] = (float) moments.get(c).mean();
            boolean everywhere = moments.get(c).equals(MapScaler.IDENTITY.rest());
            float scale = (float) (1 / moments.get(c).standardDeviation());
            for (int row = 0; row < pixels; row++) {
                for (int column = 0; column < pixels; column++) {
                    boolean counts = everywhere || disc.relativeRadius(column, row) <= 1;
                    scales[(c * pixels + row) * pixels + column] = counts ? scale : 0;
                }
            }
        }
        String mean = constant(image.name() + "/mean", means, 1, means.length, 1, 1);
        String scale = constant(image.name() + "/scale_in_disc", scales, 1, means.length, pixels, pixels);
        return add(image.name(), OnnxNode.of("Mul", add(image.name(), OnnxNode.of("Sub", image.name(), mean)), scale));
    }

    /** Z-scores of the clinical features, as a vector of rank 4. */
    private String scaledFeatures(String name) {
        FeatureScaler scaler = encoder.scaler();
        int features = ClinicalFeatures.NAMES.size();
        String mean = constant(name + "/mean", floats(scaler.means()), features);
        String deviation = constant(name + "/standard_deviation", floats(scaler.standardDeviations()), features);
        String scores = add(name, OnnxNode.of("Div", add(name, OnnxNode.of("Sub", name, mean)), deviation));
        String shape = graph.constant(Constant.integers(name + "/vector", -1, features, 1, 1));
        return add(name, OnnxNode.of("Reshape", scores, shape));
    }

    private void writeOutputs(String output, Calibration calibration) {
        String shape = graph.constant(Constant.integers(LOGITS + "/row", -1, VESSELS));
        graph.addNamed(LOGITS, OnnxNode.of("Reshape", output, shape));
        graph.addNamed(PROBABILITIES, OnnxNode.of("Sigmoid", CalibratedLogits.write(graph, calibration, LOGITS)));
        graph.addNamed(
                PATIENT_PROBABILITY,
                OnnxNode.of("ReduceMax", PROBABILITIES).integers("axes", 1).integer("keepdims", 1));
    }

    private String add(String scope, OnnxNode node) {
        return graph.add(scope, node, 1).get(0);
    }

    private String constant(String name, float[] values, long... extents) {
        return graph.constant(Constant.floats(name, extents, () -> values));
    }

    private static float[] floats(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }

    /** Writes operators, inputs and outputs as a {@code GraphProto}, without the constants. */
    ProtoMessage write(String name) {
        ProtoMessage message = new ProtoMessage();
        graph.writeNodes(message);
        message.text(2, name);
        for (int i = 0; i < network.inputNames().size(); i++) {
            Shape shape = network.inputShapes().get(i);
            String input = network.inputNames().get(i);
            message.message(
                    11,
                    input.equals(NetworkSpec.CLINICAL_INPUT)
                            ? value(input, shape.channels())
                            : value(input, shape.channels(), shape.height(), shape.width()));
        }
        message.message(12, value(LOGITS, VESSELS));
        message.message(12, value(PROBABILITIES, VESSELS));
        message.message(12, value(PATIENT_PROBABILITY, 1));
        return message;
    }

    /** A float tensor ({@code ValueInfoProto}) with a symbolic batch before these extents. */
    private static ProtoMessage value(String name, int... extents) {
        ProtoMessage shape = new ProtoMessage().message(1, new ProtoMessage().text(2, "batch"));
        for (int extent : extents) {
            shape.message(1, new ProtoMessage().integer(1, extent));
        }
        ProtoMessage tensor =
                new ProtoMessage().integer(1, Constant.Kind.FLOAT.code()).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }
}
