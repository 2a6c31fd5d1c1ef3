package io.github.spectcad.nn.backbone;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.ZeroPadding;

/** What the networks that normalise before they convolve, DenseNet and ResNetV2, have in common. */
final class PreActivation {
    /** Keras' epsilon of these networks: that of Torch, 1e-5, made large enough for cuDNN. */
    private static final double EPSILON = 1.001e-5;

    private PreActivation() {}

    /** Batch normalisation and ReLU. */
    static Tensor normRelu(NetworkBuilder net, String prefix, Tensor x) {
        return net.relu(prefix + "relu", net.batchNorm(prefix + "bn", x, EPSILON));
    }

    /** The first convolution: 64 filters of 7x7 at every second pixel, three pixels of zeros around the map. */
    static Conv2d stem() {
        return Conv2d.of(64, 7).stride(2).padding(Padding.of(3));
    }

    /**
     * Maximum over 3x3 at every second pixel of the map with one pixel of zeros around it. The zeros take part: at the
     * border a negative maximum becomes 0.
     */
    static Tensor stemPool(NetworkBuilder net, String padName, String poolName, Tensor x) {
        return net.add(poolName, Pool2d.max(3, 2), net.add(padName, ZeroPadding.of(1), x));
    }
}
