package io.github.spectcad.benchmarks.pytorch;

import io.github.spectcad.benchmarks.pytorch.ScriptWriter.Value;

/** Networks without branches: stages of 3 x 3 convolutions with bias and ReLU, each ended by a 2 x 2 maximum. */
final class Chains {
    private Chains() {}

    static Value cnn1(ScriptWriter net, Value images) {
        return write(net, images, new int[] {32, 64, 128}, new int[] {1, 1, 1});
    }

    static Value vgg19(ScriptWriter net, Value images) {
        return write(net, images, new int[] {64, 128, 256, 512, 512}, new int[] {2, 2, 4, 4, 4});
    }

    private static Value write(ScriptWriter net, Value images, int[] filters, int[] convolutions) {
        Value x = images;
        for (int stage = 0; stage < filters.length; stage++) {
            for (int i = 1; i <= convolutions[stage]; i++) {
                String layer = "block" + (stage + 1) + "_conv" + i;
                x = net.relu(net.conv(layer, x, filters[stage], 3, 1, 1, true));
            }
            x = net.maxPool(x, 2, 2, 0);
        }
        return x;
    }
}
