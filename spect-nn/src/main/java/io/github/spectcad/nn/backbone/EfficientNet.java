package io.github.spectcad.nn.backbone;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.ChannelScale;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.Dropout;
import io.github.spectcad.nn.layer.GlobalAveragePool;
import io.github.spectcad.nn.layer.KernelInit;
import io.github.spectcad.nn.layer.Sigmoid;
import io.github.spectcad.nn.layer.Swish;
import java.util.List;

/**
 * EfficientNet (table 1, scaled by width and depth) as in Keras Applications without top: inverted bottlenecks with
 * squeeze-and-excitation.
 *
 * <p>Keras' Rescaling(1/255) and Normalization at the input (since TensorFlow 2.3) are left out: polar maps are in [0, 1]
 * already.
 *
 * @see <a href="https://arxiv.org/abs/1905.11946">Tan and Le 2019</a>
 */
public abstract sealed class EfficientNet implements Backbone permits EfficientNetB0, EfficientNetB3 {
    private static final double EPSILON = 1e-3;
    private static final double DROP_CONNECT_RATE = 0.2;
    private static final int CHANNEL_UNIT = 8;

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 3, 1, 16, 1),
            new Stage(6, 3, 2, 24, 2),
            new Stage(6, 5, 2, 40, 2),
            new Stage(6, 3, 2, 80, 3),
            new Stage(6, 5, 1, 112, 3),
            new Stage(6, 5, 2, 192, 4),
            new Stage(6, 3, 1, 320, 1));

    private final String variant;
    private final double width;
    private final double depth;

    /** A row of the paper's table 1, before scaling. */
    private record Stage(int expansion, int kernel, int stride, int filters, int layers) {}

    /**
     * For the variants.
     *
     * @param variant {@code b0}, {@code b1}, ...
     * @param width factor of the number of filters
     * @param depth factor of the number of layers
     */
    EfficientNet(String variant, double width, double depth) {
        this.variant = variant;
        this.width = width;
        this.depth = depth;
    }

    @Override
    public String id() {
        return "efficientnet-" + variant;
    }

    @Override
    public int minimumPixels() {
        return 32;
    }

    @Override
    public List<String> references() {
        return List.of(
                "Tan M, Le QV. EfficientNet: rethinking model scaling for convolutional neural networks. ICML 2019, arXiv:1905.11946");
    }

    @Override
    public Tensor build(NetworkBuilder net, Tensor input) {
        Tensor x = convNormSwish(
                net, "stem_", input, conv(scaledFilters(32), 3).stride(2).noBias());
        int blocks = STAGES.stream().mapToInt(this::scaledLayers).sum();
        int block = 0;
        for (int i = 0; i < STAGES.size(); i++) {
            Stage stage = STAGES.get(i);
            for (int j = 0; j < scaledLayers(stage); j++) {
                String name = "block" + (i + 1) + (char) ('a' + j) + "_";
                double dropRate = DROP_CONNECT_RATE * block / blocks;
                x = block(net, name, x, stage, j == 0 ? stage.stride() : 1, dropRate);
                block++;
            }
        }
        return convNormSwish(net, "top_", x, conv(scaledFilters(1280), 1).noBias());
    }

    private Tensor block(NetworkBuilder net, String name, Tensor x, Stage stage, int stride, double dropRate) {
        int filtersIn = x.shape().channels();
        int filters = filtersIn * stage.expansion();
        int filtersOut = scaledFilters(stage.filters());
        Tensor y = x;
        if (stage.expansion() != 1) {
            y = convNormSwish(net, name + "expand_", y, conv(filters, 1).noBias());
        }
        DepthwiseConv2d depthwise =
                DepthwiseConv2d.of(stage.kernel()).stride(stride).noBias().init(KernelInit.HE_NORMAL_FAN_OUT);
        y = normSwish(net, name, net.add(name + "dwconv", depthwise, y));
        y = excite(net, name, y, Math.max(1, filtersIn / 4));
        y = net.conv(name + "project_conv", y, conv(filtersOut, 1).noBias());
        y = net.batchNorm(name + "project_bn", y, EPSILON);
        if (stride > 1 || filtersIn != filtersOut) {
            return y;
        }
        if (dropRate > 0) {
            y = net.add(name + "drop", new Dropout(dropRate, true), y);
        }
        return net.add(name + "add", Add.plain(), y, x);
    }

    /** Squeeze-and-excitation (Hu et al. 2018, arXiv:1709.01507). */
    private static Tensor excite(NetworkBuilder net, String name, Tensor x, int reducedFilters) {
        Tensor weights = net.add(name + "se_squeeze", new GlobalAveragePool(), x);
        weights = net.conv(name + "se_reduce", weights, conv(reducedFilters, 1));
        weights = net.add(name + "se_reduce_activation", new Swish(), weights);
        weights = net.conv(name + "se_expand", weights, conv(x.shape().channels(), 1));
        weights = net.add(name + "se_expand_activation", new Sigmoid(), weights);
        return net.add(name + "se_excite", new ChannelScale(), x, weights);
    }

    private static Tensor convNormSwish(NetworkBuilder net, String prefix, Tensor x, Conv2d conv) {
        return normSwish(net, prefix, net.conv(prefix + "conv", x, conv));
    }

    private static Tensor normSwish(NetworkBuilder net, String prefix, Tensor x) {
        return net.add(prefix + "activation", new Swish(), net.batchNorm(prefix + "bn", x, EPSILON));
    }

    /** Keras pads strided convolutions by the parity of the map, which is what SAME does. */
    private static Conv2d conv(int filters, int size) {
        return Conv2d.of(filters, size).init(KernelInit.HE_NORMAL_FAN_OUT);
    }

    /** The scaled number rounded to a multiple of 8, but not down by more than a tenth. */
    private int scaledFilters(int filters) {
        double scaled = width * filters;
        int rounded = Math.max(CHANNEL_UNIT, (int) (scaled + CHANNEL_UNIT / 2.0) / CHANNEL_UNIT * CHANNEL_UNIT);
        return rounded < 0.9 * scaled ? rounded + CHANNEL_UNIT : rounded;
    }

    private int scaledLayers(Stage stage) {
        return (int) Math.ceil(depth * stage.layers());
    }
}
