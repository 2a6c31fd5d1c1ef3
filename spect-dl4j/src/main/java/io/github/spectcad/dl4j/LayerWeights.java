package io.github.spectcad.dl4j;

import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.model.WeightTransfer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of a layer of Deeplearning4j, called and laid out as those of the layers it is translated to. */
final class LayerWeights {
    private static final String KERNEL = "/kernel";

    private LayerWeights() {}

    /**
     * The weights.
     *
     * @param name name of the layer
     * @param layer its configuration
     * @param table its arrays by Deeplearning4j's keys
     * @return the arrays by name of our parameter; none for layers that are not translated
     */
    static Map<String, WeightTransfer.Source> of(String name, Layer layer, Map<String, INDArray> table) {
        Map<String, WeightTransfer.Source> weights = new HashMap<>();
        Class<?> type = layer.getClass();
        if (type == ConvolutionLayer.class || type == DepthwiseConvolution2D.class || type == DenseLayer.class) {
            weights.put(name + KERNEL, source(table.get("W"))); // laid out alike
            bias(weights, name, table);
        } else if (type == SeparableConvolution2D.class) {
            // [multiplier, inputs, height, width]
            weights.put(name + "_depthwise" + KERNEL, source(table.get("W").permute(2, 3, 1, 0)));
            weights.put(name + KERNEL, source(table.get("pW")));
            bias(weights, name, table);
        } else if (type == BatchNormalization.class) {
            if (!((BatchNormalization) layer).isLockGammaBeta()) {
                vector(weights, name, BatchNorm.GAMMA, table.get("gamma"));
                vector(weights, name, BatchNorm.BETA, table.get("beta"));
            }
            vector(weights, name, BatchNorm.MOVING_MEAN, table.get("mean"));
            INDArray deviation = table.get("log10stdev");
            vector(
                    weights,
                    name,
                    BatchNorm.MOVING_VARIANCE,
                    deviation == null ? table.get("var") : variance(deviation));
        }
        return weights;
    }

    private static INDArray variance(INDArray log10Deviation) {
        float[] values = log10Deviation.dup('c').ravel().toFloatVector();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(10, 2.0 * values[i]);
        }
        return org.nd4j.linalg.factory.Nd4j.createFromArray(values);
    }

    private static void bias(Map<String, WeightTransfer.Source> weights, String name, Map<String, INDArray> table) {
        INDArray bias = table.get("b");
        if (bias != null) {
            vector(weights, name, "bias", bias);
        }
    }

    private static void vector(
            Map<String, WeightTransfer.Source> weights, String name, String parameter, INDArray values) {
        weights.put(name + "/" + parameter, source(values.reshape(values.length())));
    }

    private static WeightTransfer.Source source(INDArray array) {
        List<Integer> dimensions =
                Arrays.stream(array.shape()).mapToObj(Math::toIntExact).toList();
        return new WeightTransfer.Source(dimensions, () -> array.dup('c').data().asFloat());
    }
}
