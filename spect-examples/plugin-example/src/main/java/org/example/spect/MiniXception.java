package org.example.spect;

import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Pool2d;
import java.util.List;

/** A small Xception: depthwise separable convolutions with residual connections, as in the paper's entry flow. */
public final class MiniXception implements Backbone {
    private static final double EPSILON = 1e-3;

    @Override
    public String id() {
        return "example:mini-xception";
    }

    @Override
    public int minimumPixels() {
        return 16;
    }

    @Override
    public List<String> references() {
        return List.of(
                "Chollet F. Xception: deep learning with depthwise separable convolutions. CVPR 2017, arXiv:1610.02357");
    }

    @Override
    public Tensor build(NetworkBuilder net, Tensor input) {
        Tensor x = net.conv("stem_conv", input, Conv2d.of(16, 3).stride(2).noBias());
        x = net.relu("stem_relu", net.batchNorm("stem_bn", x, EPSILON));
        for (int filters : new int[] {32, 64, 128}) {
            x = block(net, "block" + filters + "_", x, filters);
        }
        return net.relu("relu", x);
    }

    /** Two separable convolutions and pooling, beside a strided 1x1 convolution. */
    private static Tensor block(NetworkBuilder net, String name, Tensor x, int filters) {
        Tensor y = separable(net, name + "sepconv1_", x, filters);
        y = separable(net, name + "sepconv2_", net.relu(name + "relu", y), filters);
        y = net.add(name + "pool", new Pool2d(Pool2d.Kind.MAX, 3, 2, Padding.SAME), y);
        Tensor shortcut = net.conv(
                name + "shortcut_conv", x, Conv2d.of(filters, 1).stride(2).noBias());
        return net.add(name + "add", Add.plain(), y, net.batchNorm(name + "shortcut_bn", shortcut, EPSILON));
    }

    /** A 3x3 convolution of each channel, then a 1x1 convolution across them, then batch normalisation. */
    private static Tensor separable(NetworkBuilder net, String name, Tensor x, int filters) {
        Tensor y = net.add(name + "depthwise", DepthwiseConv2d.of(3).noBias(), x);
        y = net.conv(name + "pointwise", y, Conv2d.of(filters, 1).noBias());
        return net.batchNorm(name + "bn", y, EPSILON);
    }
}
