package io.github.spectcad.benchmarks.pytorch;

import io.github.spectcad.benchmarks.pytorch.ScriptWriter.Value;

/** ResNet V2 of Keras: the stride sits in the last block of a stack, zeros are padded before a signed maximum. */
final class ResNetV2 {
    private static final double EPSILON = 1.001e-5;

    private ResNetV2() {}

    static Value write(ScriptWriter net, Value images, int... blocks) {
        Value x = net.conv("conv1_conv", images, 64, 7, 2, 3, true);
        x = net.maxPool(net.pad(x, 1, 1, 1, 1), 3, 2, 0);
        for (int stack = 0; stack < blocks.length; stack++) {
            int filters = 64 << stack;
            int lastStride = stack == blocks.length - 1 ? 1 : 2;
            for (int block = 1; block <= blocks[stack]; block++) {
                int stride = block == blocks[stack] ? lastStride : 1;
                x = block(net, "conv" + (stack + 2) + "_block" + block, x, filters, stride, block == 1);
            }
        }
        return net.relu(net.batchNorm("post_bn", x, EPSILON));
    }

    private static Value block(
            ScriptWriter net, String name, Value x, int filters, int stride, boolean convolutionShortcut) {
        Value before = net.relu(net.batchNorm(name + "_preact_bn", x, EPSILON));
        Value shortcut;
        if (convolutionShortcut) {
            shortcut = net.conv(name + "_0_conv", before, 4 * filters, 1, stride, 0, true);
        } else {
            shortcut = stride > 1 ? net.maxPool(x, 1, stride, 0) : x;
        }
        Value y = net.conv(name + "_1_conv", before, filters, 1, 1, 0, false);
        y = net.relu(net.batchNorm(name + "_1_bn", y, EPSILON));
        y = net.conv(name + "_2_conv", y, filters, 3, stride, 1, false);
        y = net.relu(net.batchNorm(name + "_2_bn", y, EPSILON));
        y = net.conv(name + "_3_conv", y, 4 * filters, 1, 1, 0, true);
        return net.add(y, shortcut);
    }
}
