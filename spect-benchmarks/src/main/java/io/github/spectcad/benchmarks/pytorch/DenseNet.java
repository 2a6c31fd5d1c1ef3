package io.github.spectcad.benchmarks.pytorch;

import io.github.spectcad.benchmarks.pytorch.ScriptWriter.Value;
import java.util.List;

/** DenseNet of Keras: growth 32, compression 0.5. */
final class DenseNet {
    private static final double EPSILON = 1.001e-5;
    private static final int GROWTH = 32;

    private DenseNet() {}

    static Value write(ScriptWriter net, Value images, int... blocks) {
        Value x = net.conv("conv1_conv", images, 64, 7, 2, 3, false);
        x = net.relu(net.batchNorm("conv1_bn", x, EPSILON));
        x = net.maxPool(x, 3, 2, 1); // after ReLU, so that padding with zeros is the same
        for (int i = 0; i < blocks.length; i++) {
            for (int block = 1; block <= blocks[i]; block++) {
                x = block(net, "conv" + (i + 2) + "_block" + block, x);
            }
            if (i < blocks.length - 1) {
                x = transition(net, "pool" + (i + 2), x);
            }
        }
        return net.relu(net.batchNorm("bn", x, EPSILON));
    }

    private static Value block(ScriptWriter net, String name, Value x) {
        Value y = net.relu(net.batchNorm(name + "_0_bn", x, EPSILON));
        y = net.conv(name + "_1_conv", y, 4 * GROWTH, 1, 1, 0, false);
        y = net.relu(net.batchNorm(name + "_1_bn", y, EPSILON));
        y = net.conv(name + "_2_conv", y, GROWTH, 3, 1, 1, false);
        return net.concat(List.of(x, y));
    }

    private static Value transition(ScriptWriter net, String name, Value x) {
        Value y = net.relu(net.batchNorm(name + "_bn", x, EPSILON));
        y = net.conv(name + "_conv", y, x.channels() / 2, 1, 1, 0, false);
        return net.averagePool(y, 2, 2);
    }
}
