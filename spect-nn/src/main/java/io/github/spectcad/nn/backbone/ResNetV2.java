package io.github.spectcad.nn.backbone;

import static io.github.spectcad.nn.backbone.PreActivation.normRelu;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Padding;
import java.util.List;

/**
 * ResNetV2, residual network with pre-activation and bottlenecks, as in Keras Applications without top. Where Keras
 * differs from the paper it is followed: the first convolution has a bias and nothing after it but the pooling, a stack
 * is strided in its last block and not its first, and there the identity shortcut takes every second pixel.
 *
 * @see <a href="https://arxiv.org/abs/1603.05027">He et al. 2016</a>
 */
public abstract sealed class ResNetV2 implements Backbone permits ResNet50V2, ResNet101V2, ResNet152V2 {
    private final int depth;
    private final int[] blocks;

    /**
     * For the variants.
     *
     * @param depth number in the name: layers with weights, the classifier included
     * @param blocks blocks of each stack
     */
    ResNetV2(int depth, int... blocks) {
        this.depth = depth;
        this.blocks = blocks;
    }

    @Override
    public String id() {
        return "resnet" + depth + "-v2";
    }

    @Override
    public int minimumPixels() {
        return 32;
    }

    @Override
    public List<String> references() {
        return List.of("He K et al. Identity mappings in deep residual networks. ECCV 2016, arXiv:1603.05027");
    }

    @Override
    public Tensor build(NetworkBuilder net, Tensor input) {
        Tensor x = net.conv("conv1_conv", input, PreActivation.stem());
        x = PreActivation.stemPool(net, "pool1_pad", "pool1_pool", x);
        for (int stack = 0; stack < blocks.length; stack++) {
            String name = "conv" + (stack + 2) + "_block";
            int filters = 64 << stack;
            int last = blocks[stack];
            for (int i = 1; i < last; i++) {
                x = block(net, name + i, x, filters, 1);
            }
            x = block(net, name + last, x, filters, stack == blocks.length - 1 ? 1 : 2);
        }
        return normRelu(net, "post_", x);
    }

    private static Tensor block(NetworkBuilder net, String name, Tensor x, int filters, int stride) {
        Tensor preactivated = normRelu(net, name + "_preact_", x);
        Tensor shortcut;
        if (x.shape().channels() != 4 * filters) {
            shortcut = net.conv(name + "_0_conv", preactivated, Conv2d.of(4 * filters, 1));
        } else {
            shortcut = stride > 1 ? net.maxPool(name + "_0_pool", x, 1, stride) : x;
        }
        Tensor y =
                net.conv(name + "_1_conv", preactivated, Conv2d.of(filters, 1).noBias());
        y = normRelu(net, name + "_1_", y);
        y = net.conv(
                name + "_2_conv",
                y,
                Conv2d.of(filters, 3).stride(stride).padding(Padding.of(1)).noBias());
        y = normRelu(net, name + "_2_", y);
        y = net.conv(name + "_3_conv", y, Conv2d.of(4 * filters, 1));
        return net.add(name + "_out", Add.plain(), y, shortcut);
    }
}
