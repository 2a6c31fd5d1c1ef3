package io.github.spectcad.nn.backbone;

import static io.github.spectcad.nn.backbone.PreActivation.normRelu;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Conv2d;
import java.util.List;

/**
 * DenseNet-BC with growth rate 32 and compression 0.5 (table 1) as in Keras Applications without top: each layer of a
 * dense block reads all maps before it and adds 32 more.
 *
 * @see <a href="https://arxiv.org/abs/1608.06993">Huang et al. 2017</a>
 */
public abstract sealed class DenseNet implements Backbone permits DenseNet121, DenseNet169, DenseNet201 {
    private static final int GROWTH_RATE = 32;

    private final int depth;
    private final int[] layers;

    /**
     * For the variants.
     *
     * @param depth number in the name: layers with weights, the classifier included
     * @param layers layers of each dense block
     */
    DenseNet(int depth, int... layers) {
        this.depth = depth;
        this.layers = layers;
    }

    @Override
    public String id() {
        return "densenet" + depth;
    }

    @Override
    public int minimumPixels() {
        return 32;
    }

    @Override
    public List<String> references() {
        return List.of("Huang G et al. Densely connected convolutional networks. CVPR 2017, arXiv:1608.06993");
    }

    @Override
    public Tensor build(NetworkBuilder net, Tensor input) {
        Tensor x = net.conv("conv1_conv", input, PreActivation.stem().noBias());
        x = normRelu(net, "conv1_", x);
        x = PreActivation.stemPool(net, "zero_padding2d_1", "pool1", x);
        for (int block = 0; block < layers.length; block++) {
            if (block > 0) {
                x = transition(net, "pool" + (block + 1), x);
            }
            for (int i = 1; i <= layers[block]; i++) {
                x = denseLayer(net, "conv" + (block + 2) + "_block" + i, x);
            }
        }
        return normRelu(net, "", x);
    }

    private static Tensor denseLayer(NetworkBuilder net, String name, Tensor x) {
        Tensor y = normRelu(net, name + "_0_", x);
        y = net.conv(name + "_1_conv", y, Conv2d.of(4 * GROWTH_RATE, 1).noBias());
        y = normRelu(net, name + "_1_", y);
        y = net.conv(name + "_2_conv", y, Conv2d.of(GROWTH_RATE, 3).noBias());
        return net.concat(name + "_concat", x, y);
    }

    private static Tensor transition(NetworkBuilder net, String name, Tensor x) {
        Tensor y = normRelu(net, name + "_", x);
        y = net.conv(name + "_conv", y, Conv2d.of(x.shape().channels() / 2, 1).noBias());
        return net.averagePool(name + "_pool", y, 2, 2);
    }
}
