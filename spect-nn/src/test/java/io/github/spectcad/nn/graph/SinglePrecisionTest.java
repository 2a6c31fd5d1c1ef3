package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.Dropout;
import io.github.spectcad.nn.layer.GlobalAveragePool;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.PyramidPool2d;
import io.github.spectcad.nn.layer.Relu;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.Sigmoid;
import io.github.spectcad.nn.layer.Stack;
import io.github.spectcad.nn.layer.Swish;
import io.github.spectcad.nn.layer.Unstack;
import io.github.spectcad.nn.layer.ZeroPadding;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Single precision runs on oneDNN and on loops of our own, double precision on ND4J's built-in operations, whose gradients
 * are checked numerically: both must agree.
 */
class SinglePrecisionTest {
    private static final double TOLERANCE = 1e-4;

    static Stream<Layer> mapLayers() {
        return Stream.of(
                Conv2d.of(4, 3),
                Conv2d.of(3, 1).noBias(),
                Conv2d.of(3, 1).stride(2),
                Conv2d.of(3, 5).stride(2),
                Conv2d.of(3, 3).padding(Padding.VALID).stride(2),
                Conv2d.of(2, 7).padding(Padding.of(3)).stride(2),
                Conv2d.of(2, 1, 7),
                Conv2d.of(2, 7, 1),
                DepthwiseConv2d.of(3),
                DepthwiseConv2d.of(3).stride(2).noBias(),
                DepthwiseConv2d.of(5).stride(2),
                DepthwiseConv2d.of(3).padding(Padding.VALID),
                BatchNorm.of(1e-3),
                BatchNorm.of(1.001e-5).noScale(),
                new BatchNorm(1e-3, 0.99, true, false, false, false),
                new BatchNorm(1e-3, 0.99, true, true, true, false),
                new Relu(),
                new Swish(),
                new Sigmoid(),
                new GlobalAveragePool(),
                Pool2d.max(2, 2),
                Pool2d.max(3, 2).same(),
                Pool2d.max(1, 2),
                Pool2d.average(2, 2),
                Pool2d.average(3, 1).same(),
                ZeroPadding.of(1),
                new ZeroPadding(0, 1, 2, 0),
                Dropout.of(0.3),
                new Dropout(0.5, true),
                new PyramidPool2d(List.of(1, 2, 4), Pool2d.Kind.AVERAGE),
                new PyramidPool2d(List.of(1, 2, 4), Pool2d.Kind.MAX),
                Conv2d.of(5, 1),
                Conv2d.of(4, 1).noBias(),
                Pool2d.max(2, 1));
    }

    private static Tensor sandwich(NetworkBuilder net, Layer layer) {
        Tensor x = net.input("image", Shape.map(2, 19, 13));
        x = net.conv("before", x, Conv2d.of(6, 3));
        x = net.add("layer", layer, x);
        x = net.relu("relu", x);
        return net.dense("after", net.flatten("flatten", x), 3, 0.01);
    }

    @ParameterizedTest
    @MethodSource("mapLayers")
    void agreesWithDoublePrecision(Layer layer) {
        NetworkBuilder net = new NetworkBuilder();
        compare(net, sandwich(net, layer), true);
    }

    @ParameterizedTest
    @MethodSource("mapLayers")
    void agreesWithDoublePrecisionWithoutOneDnn(Layer layer) {
        Nd4j.getEnvironment().allowHelpers(false);
        try {
            NetworkBuilder net = new NetworkBuilder();
            compare(net, sandwich(net, layer), false);
        } finally {
            Nd4j.getEnvironment().allowHelpers(true);
        }
    }

    @Test
    void agreesForSharedTowersAndBranches() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor a = net.input("rest", Shape.map(1, 24, 24));
        Tensor b = net.input("stress", Shape.map(1, 24, 24));
        Tensor x = net.add("stack", new Stack(), a, b);
        x = net.relu(
                "relu1",
                net.batchNorm("bn1", net.conv("conv1", x, Conv2d.of(8, 3).noBias()), 1e-3));
        Tensor y = net.relu("relu2", net.batchNorm("bn2", net.conv("conv2", x, Conv2d.of(4, 1)), 1e-3));
        x = net.concat("concat", x, net.maxPool("pool_1", y, 1, 1), y);
        x = net.relu(
                "relu3",
                net.conv("conv3", net.maxPool("pool", x, 3, 2), Conv2d.of(6, 1).noBias()));
        x = net.maximum("max", net.add("r", new Unstack(0, 2), x), net.add("s", new Unstack(1, 2), x));
        x = net.add("pyramid", new PyramidPool2d(List.of(1, 2, 4), Pool2d.Kind.AVERAGE), x);
        x = net.dropout("drop", net.relu("relu4", net.dense("dense1", x, 16, 0.01)), 0.3);
        compare(net, net.dense("dense", x, 3, 0), true);
    }

    private static void compare(NetworkBuilder net, Tensor output, boolean inference) {
        int batch = 3;
        try (Network single = net.build(output, 3, DataType.FLOAT);
                Network reference = net.build(output, 3, DataType.DOUBLE);
                TrainingSession singleTraining = single.train(Adam.KERAS);
                TrainingSession referenceTraining = reference.train(Adam.KERAS)) {
            List<float[]> inputs = RandomInputs.of(single, batch, new SplittableRandom(4));
            float[] labels = new float[batch * single.outputs()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = i % 2;
            }
            for (int step = 0; step < 2; step++) { // twice: nothing may be left over from the first pass
                double loss = singleTraining.differentiate(inputs, labels, 5);
                assertEquals(referenceTraining.differentiate(inputs, labels, 5), loss, TOLERANCE, "loss");
            }
            for (Parameter p : single.parameters()) {
                if (p.trainable()) {
                    assertClose(
                            Transfer.toFloats(referenceTraining.gradient(p.name())),
                            Transfer.toFloats(singleTraining.gradient(p.name())),
                            "gradient of " + p.name());
                } else {
                    assertClose(reference.parameterValues(p.name()), single.parameterValues(p.name()), p.name());
                }
            }
            if (inference) {
                compareInference(single, reference, inputs, batch);
            }
        }
    }

    private static void compareInference(Network single, Network reference, List<float[]> inputs, int batch) {
        try (FrozenNetwork frozen = single.freeze();
                FrozenNetwork frozenReference = reference.freeze();
                SaliencySession saliency = single.saliency();
                SaliencySession referenceSaliency = reference.saliency()) {
            assertClose(frozenReference.logits(inputs, batch), frozen.logits(inputs, batch), "logits");
            List<float[]> first = new ArrayList<>();
            for (float[] values : inputs) {
                first.add(java.util.Arrays.copyOf(values, values.length / batch));
            }
            assertClose(frozenReference.logits(first, 1), saliency.logits(first), "unfolded logits");
            referenceSaliency.logits(first);
            List<float[]> expected = referenceSaliency.gradients(1);
            List<float[]> actual = saliency.gradients(1);
            for (int i = 0; i < expected.size(); i++) {
                assertClose(expected.get(i), actual.get(i), "saliency of input " + i);
            }
        }
    }

    private static void assertClose(float[] expected, float[] actual, String what) {
        float scale = 1e-3f;
        for (float v : expected) {
            scale = Math.max(scale, Math.abs(v));
        }
        assertEquals(expected.length, actual.length, what);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE * scale, what + " at " + i);
        }
    }
}
