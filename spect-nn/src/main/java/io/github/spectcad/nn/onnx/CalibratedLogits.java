package io.github.spectcad.nn.onnx;

import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.layer.OnnxNode;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.CalibrationMethod;
import java.util.List;

/**
 * Writes a model's calibration, as what it makes of the logits. They are held within those of the probabilities 1e-7 and 1 -
 * 1e-7, as {@link Calibration#apply} does.
 */
final class CalibratedLogits {
    private static final float LARGEST = (float) Math.log((1 - 1e-7) / 1e-7);
    private static final String SCOPE = "calibration";

    private CalibratedLogits() {}

    /** {@return whether a calibration can be written: steps have no place in single precision} */
    static boolean canWrite(Calibration calibration) {
        return calibration.method() != CalibrationMethod.ISOTONIC;
    }

    /** {@return the value whose logistic function are the calibrated probabilities} */
    static String write(GraphNodes graph, Calibration calibration, String logits) {
        if (calibration.method() == CalibrationMethod.NONE) {
            return logits;
        }
        String least = graph.constant(Constant.floats(SCOPE + "/least", new long[0], () -> new float[] {-LARGEST}));
        String most = graph.constant(Constant.floats(SCOPE + "/most", new long[0], () -> new float[] {LARGEST}));
        String x = add(graph, OnnxNode.of("Clip", logits, least, most));
        List<List<Double>> maps = calibration.parameters();
        return switch (calibration.method()) {
            case PLATT -> sum(graph, product(graph, x, "slope", maps, 1, 1), "intercept", maps, 0);
            case TEMPERATURE -> add(graph, OnnxNode.of("Div", x, constant(graph, "temperature", maps, 0, 1)));
            case BETA -> {
                // ln p = -softplus(-x), ln(1 - p) = -softplus(x)
                String diseased = add(graph, OnnxNode.of("Softplus", add(graph, OnnxNode.of("Neg", x))));
                String healthy = add(graph, OnnxNode.of("Softplus", x));
                String both = add(
                        graph,
                        OnnxNode.of(
                                "Add",
                                product(graph, diseased, "a", maps, 0, -1),
                                product(graph, healthy, "b", maps, 1, 1)));
                yield sum(graph, both, "c", maps, 2);
            }
            case NONE, ISOTONIC -> throw new IllegalArgumentException("cannot be written: " + calibration.method());
        };
    }

    private static String product(
            GraphNodes graph, String x, String name, List<List<Double>> maps, int parameter, double factor) {
        return add(graph, OnnxNode.of("Mul", x, constant(graph, name, maps, parameter, factor)));
    }

    private static String sum(GraphNodes graph, String x, String name, List<List<Double>> maps, int parameter) {
        return add(graph, OnnxNode.of("Add", x, constant(graph, name, maps, parameter, 1)));
    }

    /** One parameter of the maps of all vessels. */
    private static String constant(
            GraphNodes graph, String name, List<List<Double>> maps, int parameter, double factor) {
        float[] values = new float[VesselTerritory.ORDER.size()];
        for (int v = 0; v < values.length; v++) {
            values[v] = (float) (factor * maps.get(v).get(parameter));
        }
        return graph.constant(Constant.floats(SCOPE + "/" + name, new long[] {values.length}, () -> values));
    }

    private static String add(GraphNodes graph, OnnxNode node) {
        return graph.add(SCOPE, node, 1).get(0);
    }
}
