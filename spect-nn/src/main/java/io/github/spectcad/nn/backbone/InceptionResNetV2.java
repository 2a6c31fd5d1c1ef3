package io.github.spectcad.nn.backbone;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.Conv2d;
import java.util.List;

/**
 * Inception-ResNet-v2 as in Keras Applications without top, which follows TF-slim: Inception modules whose output,
 * scaled down, is added to their input.
 *
 * @see <a href="https://arxiv.org/abs/1602.07261">Szegedy et al. 2017</a>
 */
public final class InceptionResNetV2 implements Backbone {
    /** For the service loader. */
    public InceptionResNetV2() {}

    @Override
    public String id() {
        return "inception-resnet-v2";
    }

    @Override
    public int minimumPixels() {
        return 75;
    }

    @Override
    public List<String> references() {
        return List.of(
                "Szegedy C et al. Inception-v4, Inception-ResNet and the impact of residual connections on learning. AAAI 2017, arXiv:1602.07261");
    }

    @Override
    public Tensor build(NetworkBuilder net, Tensor input) {
        InceptionBlocks blocks = new InceptionBlocks(net);
        Tensor x = blocks.stem(input);
        x = blocks.moduleA("mixed_5b", x, 96, 64);
        for (int i = 1; i <= 10; i++) {
            x = blockA(net, blocks, "block35_" + i, x);
        }
        x = reductionA(net, blocks, "mixed_6a", x);
        for (int i = 1; i <= 20; i++) {
            x = blockB(net, blocks, "block17_" + i, x);
        }
        x = reductionB(net, blocks, "mixed_7a", x);
        for (int i = 1; i <= 9; i++) {
            x = net.relu("block8_" + i + "_ac", blockC(net, blocks, "block8_" + i, x, 0.2));
        }
        x = blockC(net, blocks, "block8_10", x, 1);
        return blocks.namedConv("conv_7b", x, 1536, 1);
    }

    /** Figure 10: Inception-ResNet-A, 35x35 at 299 pixels. */
    private static Tensor blockA(NetworkBuilder net, InceptionBlocks blocks, String name, Tensor x) {
        Tensor branch1 = blocks.conv(x, 32, 1);
        Tensor branch3 = blocks.conv(blocks.conv(x, 32, 1), 32, 3);
        Tensor branch5 = blocks.conv(blocks.conv(blocks.conv(x, 32, 1), 48, 3), 64, 3);
        return net.relu(name + "_ac", addScaled(net, name, x, 0.17, branch1, branch3, branch5));
    }

    /** Figure 11: Inception-ResNet-B, 17x17 at 299 pixels. */
    private static Tensor blockB(NetworkBuilder net, InceptionBlocks blocks, String name, Tensor x) {
        Tensor branch1 = blocks.conv(x, 192, 1);
        Tensor branch7 = blocks.conv(blocks.conv(blocks.conv(x, 128, 1), 160, 1, 7), 192, 7, 1);
        return net.relu(name + "_ac", addScaled(net, name, x, 0.1, branch1, branch7));
    }

    /** Figure 13: Inception-ResNet-C, 8x8 at 299 pixels. */
    private static Tensor blockC(NetworkBuilder net, InceptionBlocks blocks, String name, Tensor x, double scale) {
        Tensor branch1 = blocks.conv(x, 192, 1);
        Tensor branch3 = blocks.conv(blocks.conv(blocks.conv(x, 192, 1), 224, 1, 3), 256, 3, 1);
        return addScaled(net, name, x, scale, branch1, branch3);
    }

    /** {@code x + scale * (1x1 convolution with bias of the joined branches)}. */
    private static Tensor addScaled(NetworkBuilder net, String name, Tensor x, double scale, Tensor... branches) {
        Tensor mixed = net.concat(name + "_mixed", branches);
        Tensor up = net.conv(name + "_conv", mixed, Conv2d.of(x.shape().channels(), 1));
        return net.add(name, new Add(scale), up, x);
    }

    private static Tensor reductionA(NetworkBuilder net, InceptionBlocks blocks, String name, Tensor x) {
        Tensor branch3 = blocks.convValid(x, 384, 3, 2);
        Tensor branch5 = blocks.convValid(blocks.conv(blocks.conv(x, 256, 1), 256, 3), 384, 3, 2);
        return net.concat(name, branch3, branch5, blocks.maxPool(x));
    }

    private static Tensor reductionB(NetworkBuilder net, InceptionBlocks blocks, String name, Tensor x) {
        Tensor branch0 = blocks.convValid(blocks.conv(x, 256, 1), 384, 3, 2);
        Tensor branch1 = blocks.convValid(blocks.conv(x, 256, 1), 288, 3, 2);
        Tensor branch2 = blocks.convValid(blocks.conv(blocks.conv(x, 256, 1), 288, 3), 320, 3, 2);
        return net.concat(name, branch0, branch1, branch2, blocks.maxPool(x));
    }
}
