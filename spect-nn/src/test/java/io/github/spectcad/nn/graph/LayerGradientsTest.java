package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.ChannelScale;
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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerGradientsTest {
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
                new PyramidPool2d(List.of(1, 2, 4), Pool2d.Kind.MAX));
    }

    /** A convolution before, so that the layer's input gradient is checked through its kernel, and a dense layer after. */
    private static Tensor sandwich(NetworkBuilder net, Layer layer) {
        Tensor x = net.input("image", Shape.map(2, 9, 7));
        x = net.conv("before", x, Conv2d.of(3, 3));
        x = net.add("layer", layer, x);
        return net.dense("after", net.flatten("flatten", x), 3, 0.01);
    }

    @ParameterizedTest
    @MethodSource("mapLayers")
    void parameterGradientsEqualCentralDifferences(Layer layer) {
        NetworkBuilder net = new NetworkBuilder();
        GradientCheck.parameters(net, sandwich(net, layer), 3, 11);
    }

    @ParameterizedTest
    @MethodSource("mapLayers")
    void inputGradientsEqualCentralDifferences(Layer layer) {
        NetworkBuilder net = new NetworkBuilder();
        GradientCheck.inputs(net, sandwich(net, layer), 12);
    }

    @Test
    void sharedTowersWithMaximumHaveRightGradients() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor a = net.input("rest", Shape.map(1, 8, 8));
        Tensor b = net.input("stress", Shape.map(1, 8, 8));
        Tensor x = net.add("stack", new Stack(), a, b);
        x = net.relu(
                "relu", net.batchNorm("bn", net.conv("conv", x, Conv2d.of(3, 3).noBias()), 1e-3));
        x = net.maximum("max", net.add("r", new Unstack(0, 2), x), net.add("s", new Unstack(1, 2), x));
        x = net.add("pyramid", new PyramidPool2d(List.of(1, 2, 4), Pool2d.Kind.AVERAGE), x);
        Tensor clinicalFree = net.dense("dense", x, 3, 0);
        GradientCheck.parameters(net, clinicalFree, 2, 13);
        GradientCheck.inputs(net, clinicalFree, 14);
    }

    @Test
    void branchesAndConcatenationHaveRightGradients() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.input("image", Shape.map(2, 6, 6));
        Tensor c = net.input("clinical", Shape.vector(4));
        x = net.conv("conv1", x, Conv2d.of(3, 3));
        Tensor a = net.relu("relu_a", x);
        Tensor b = net.batchNorm("bn_b", x, 1e-3);
        x = net.concat("concat", a, x, net.relu("relu_b", net.conv("conv_b", b, Conv2d.of(2, 1))));
        x = net.relu("relu_d", net.dense("dense1", net.flatten("flatten", x), 5, 0.02));
        x = net.dense("dense2", net.concat("clinical_concat", net.dropout("drop", x, 0.3), c), 3, 0);
        GradientCheck.parameters(net, x, 3, 15);
        GradientCheck.inputs(net, x, 16);
    }

    @Test
    void residualConnectionsHaveRightGradients() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.conv("conv1", net.input("image", Shape.map(2, 5, 6)), Conv2d.of(3, 3));
        Tensor plain = net.add("plain", Add.plain(), net.conv("conv2", x, Conv2d.of(3, 3)), x);
        Tensor scaled = net.add("scaled", new Add(0.17), net.conv("conv3", plain, Conv2d.of(3, 1)), plain);
        Tensor output = net.dense("dense", net.flatten("flatten", scaled), 3, 0);
        GradientCheck.parameters(net, output, 2, 17);
        GradientCheck.inputs(net, output, 18);
    }

    @Test
    void squeezeAndExcitationHasRightGradients() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.conv("conv1", net.input("image", Shape.map(2, 5, 6)), Conv2d.of(4, 3));
        Tensor weights = net.add("squeeze", new GlobalAveragePool(), x);
        weights = net.add("swish", new Swish(), net.conv("reduce", weights, Conv2d.of(2, 1)));
        weights = net.add("sigmoid", new Sigmoid(), net.conv("expand", weights, Conv2d.of(4, 1)));
        Tensor output =
                net.dense("dense", net.flatten("flatten", net.add("excite", new ChannelScale(), x, weights)), 3, 0);
        GradientCheck.parameters(net, output, 2, 19);
        GradientCheck.inputs(net, output, 20);
    }
}
