package io.github.spectcad.testkit;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.ChannelScale;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.GlobalAveragePool;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.PyramidPool2d;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.Sigmoid;
import io.github.spectcad.nn.layer.Stack;
import io.github.spectcad.nn.layer.Swish;
import io.github.spectcad.nn.layer.Unstack;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients where layers branch, join and share weights. */
class GraphGradientsTest {
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
        GradientCheck.parameters(net, clinicalFree, 2, 13, name -> true);
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
        GradientCheck.parameters(net, x, 3, 15, name -> true);
        GradientCheck.inputs(net, x, 16);
    }

    @Test
    void residualConnectionsHaveRightGradients() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.conv("conv1", net.input("image", Shape.map(2, 5, 6)), Conv2d.of(3, 3));
        Tensor plain = net.add("plain", Add.plain(), net.conv("conv2", x, Conv2d.of(3, 3)), x);
        Tensor scaled = net.add("scaled", new Add(0.17), net.conv("conv3", plain, Conv2d.of(3, 1)), plain);
        Tensor output = net.dense("dense", net.flatten("flatten", scaled), 3, 0);
        GradientCheck.parameters(net, output, 2, 17, name -> true);
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
        GradientCheck.parameters(net, output, 2, 19, name -> true);
        GradientCheck.inputs(net, output, 20);
    }
}
