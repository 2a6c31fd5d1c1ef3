package io.github.spectcad.benchmarks.pytorch;

import io.github.spectcad.benchmarks.pytorch.ScriptWriter.Value;

/** EfficientNet-B0 of Keras, without rescaling of the input. */
final class EfficientNetB0 {
    private static final double EPSILON = 1e-3;
    private static final double DROP_CONNECT = 0.2;

    /** Kernel, repeats, filters in, filters out, expansion, stride of each stage. */
    private static final int[][] STAGES = {
        {3, 1, 32, 16, 1, 1},
        {3, 2, 16, 24, 6, 2},
        {5, 2, 24, 40, 6, 2},
        {3, 3, 40, 80, 6, 2},
        {5, 3, 80, 112, 6, 1},
        {5, 4, 112, 192, 6, 2},
        {3, 1, 192, 320, 6, 1}
    };

    private static final int BLOCKS = 16;

    private EfficientNetB0() {}

    static Value write(ScriptWriter net, Value images) {
        Value x = images;
        int inner = padding(x.height(), 3);
        x = net.pad(x, inner, 1, padding(x.width(), 3), 1);
        x = net.conv("stem_conv", x, 32, 3, 2, 0, false);
        x = net.swish(net.batchNorm("stem_bn", x, EPSILON));
        int count = 0;
        for (int stage = 0; stage < STAGES.length; stage++) {
            int[] s = STAGES[stage];
            for (int repeat = 0; repeat < s[1]; repeat++) {
                String name = "block" + (stage + 1) + (char) ('a' + repeat);
                double drop = DROP_CONNECT * count / BLOCKS;
                x = block(net, name, x, s[0], s[3], s[4], repeat == 0 ? s[5] : 1, drop);
                count++;
            }
        }
        x = net.conv("top_conv", x, 1280, 1, 1, 0, false);
        return net.swish(net.batchNorm("top_bn", x, EPSILON));
    }

    /** Rows above, of a convolution of stride 2: one less where the extent is even. */
    private static int padding(int extent, int kernel) {
        return kernel / 2 - (1 - extent % 2);
    }

    private static Value block(
            ScriptWriter net,
            String name,
            Value input,
            int kernel,
            int filters,
            int expansion,
            int stride,
            double drop) {
        Value x = input;
        if (expansion > 1) {
            x = net.conv(name + "_expand_conv", x, input.channels() * expansion, 1, 1, 0, false);
            x = net.swish(net.batchNorm(name + "_expand_bn", x, EPSILON));
        }
        int half = kernel / 2;
        boolean even = x.height() % 2 == 0 || x.width() % 2 == 0;
        if (stride == 2 && even) {
            x = net.pad(x, padding(x.height(), kernel), half, padding(x.width(), kernel), half);
            x = net.depthwise(name + "_dwconv", x, kernel, stride, 0);
        } else {
            x = net.depthwise(name + "_dwconv", x, kernel, stride, half);
        }
        x = net.swish(net.batchNorm(name + "_bn", x, EPSILON));
        Value scale = net.globalAverage(x);
        scale = net.swish(net.conv(name + "_se_reduce", scale, Math.max(1, input.channels() / 4), 1, 1, 0, true));
        scale = net.sigmoid(net.conv(name + "_se_expand", scale, x.channels(), 1, 1, 0, true));
        x = net.multiply(x, scale);
        x = net.conv(name + "_project_conv", x, filters, 1, 1, 0, false);
        x = net.batchNorm(name + "_project_bn", x, EPSILON);
        if (stride == 1 && input.channels() == filters) {
            x = net.add(drop > 0 ? net.dropSamples(x, drop) : x, input);
        }
        return x;
    }
}
