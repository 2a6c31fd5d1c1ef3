package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.EarlyFusion;
import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.Dropout;
import io.github.spectcad.nn.layer.GlobalAveragePool;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Maximum;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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

    /** Layers of the backbones checked so far: many backbones share some. */
    private static final Set<LayerPrecision> CHECKED = new HashSet<>();

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

    static List<String> backbones() {
        return Backbones.load().ids();
    }

    @AfterAll
    static void forget() {
        CHECKED.clear();
    }

    @ParameterizedTest
    @MethodSource("mapLayers")
    void aLayerAloneAgreesWithDoublePrecision(Layer layer) {
        new LayerPrecision(layer, Shape.map(6, 19, 13)).check();
    }

    @ParameterizedTest
    @MethodSource("mapLayers")
    void aLayerAloneAgreesWithDoublePrecisionWithoutOneDnn(Layer layer) {
        Nd4j.getEnvironment().allowHelpers(false);
        try {
            new LayerPrecision(layer, Shape.map(6, 19, 13)).check();
        } finally {
            Nd4j.getEnvironment().allowHelpers(true);
        }
    }

    @Test
    void theLargerOfTwoMapsAgreesWithDoublePrecision() {
        Shape map = Shape.map(6, 19, 13);
        new LayerPrecision(new Maximum(), map, map).check();
    }

    /**
     * At 96 pixels, the Inceptions at 107, where their last maps have 2 x 2: channels, kernels and strides are those of the
     * paper's networks, and the first maps are large enough for every form of a frozen convolution.
     */
    @ParameterizedTest
    @MethodSource("backbones")
    void everyDistinctLayerOfABackboneAloneAgreesWithDoublePrecision(String id) {
        int pixels = id.startsWith("inception") ? 107 : 96;
        NetworkBuilder net = new NetworkBuilder();
        Tensor output = new NetworkSpec(id, "early-fusion", pixels, HeadSpec.PAPER)
                .build(net, Backbones.load().require(id), new EarlyFusion());
        for (LayerPrecision layer : LayerPrecision.of(net, output)) {
            if (CHECKED.add(layer)) {
                layer.check();
            }
        }
    }

    /** Without kinks that rounding could cross: Swish for ReLU, means for maxima. */
    @Test
    void agreesForSharedTowersAndBranches() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor a = net.input("rest", Shape.map(1, 24, 24));
        Tensor b = net.input("stress", Shape.map(1, 24, 24));
        Tensor x = net.add("stack", new Stack(), a, b);
        x = net.add(
                "act1",
                new Swish(),
                net.batchNorm("bn1", net.conv("conv1", x, Conv2d.of(8, 3).noBias()), 1e-3));
        Tensor y = net.add("act2", new Swish(), net.batchNorm("bn2", net.conv("conv2", x, Conv2d.of(4, 1)), 1e-3));
        x = net.concat("concat", x, net.maxPool("pool_1", y, 1, 1), y);
        x = net.add(
                "act3",
                new Swish(),
                net.conv(
                        "conv3",
                        net.averagePool("pool", x, 3, 2),
                        Conv2d.of(6, 1).noBias()));
        x = net.add("mean", Add.plain(), net.add("r", new Unstack(0, 2), x), net.add("s", new Unstack(1, 2), x));
        x = net.add("pyramid", new PyramidPool2d(List.of(1, 2, 4), Pool2d.Kind.AVERAGE), x);
        x = net.dropout("drop", net.add("act4", new Swish(), net.dense("dense1", x, 16, 0.01)), 0.3);
        compare(net, net.dense("dense", x, 3, 0));
    }

    private static void compare(NetworkBuilder net, Tensor output) {
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
            compareInference(single, reference, inputs, batch);
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
