package io.github.spectcad.nn.backbone;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import java.util.List;

/**
 * InceptionV3 (table 1) as in Keras Applications without top: factorised convolutions in parallel branches.
 *
 * @see <a href="https://arxiv.org/abs/1512.00567">Szegedy et al. 2016</a>
 */
public final class InceptionV3 implements Backbone {
    /** For the service loader. */
    public InceptionV3() {}

    @Override
    public String id() {
        return "inception-v3";
    }

    @Override
    public int minimumPixels() {
        return 75;
    }

    @Override
    public List<String> references() {
        return List.of(
                "Szegedy C et al. Rethinking the Inception architecture for computer vision. CVPR 2016, arXiv:1512.00567");
    }

    @Override
    public Tensor build(NetworkBuilder net, Tensor input) {
        InceptionBlocks blocks = new InceptionBlocks(net);
        Tensor x = blocks.stem(input);
        x = blocks.moduleA("mixed0", x, 64, 32);
        x = blocks.moduleA("mixed1", x, 64, 64);
        x = blocks.moduleA("mixed2", x, 64, 64);
        x = reductionA(net, blocks, "mixed3", x);
        x = moduleB(net, blocks, "mixed4", x, 128);
        x = moduleB(net, blocks, "mixed5", x, 160);
        x = moduleB(net, blocks, "mixed6", x, 160);
        x = moduleB(net, blocks, "mixed7", x, 192);
        x = reductionB(net, blocks, "mixed8", x);
        x = moduleC(net, blocks, "mixed9", "mixed9_0", x);
        return moduleC(net, blocks, "mixed10", "mixed9_1", x);
    }

    private static Tensor reductionA(NetworkBuilder net, InceptionBlocks blocks, String name, Tensor x) {
        Tensor branch3 = blocks.convValid(x, 384, 3, 2);
        Tensor branch5 = blocks.convValid(blocks.conv(blocks.conv(x, 64, 1), 96, 3), 96, 3, 2);
        return net.concat(name, branch3, branch5, blocks.maxPool(x));
    }

    /** The module of figure 6: 7x7 convolutions as rows and columns. */
    private static Tensor moduleB(NetworkBuilder net, InceptionBlocks blocks, String name, Tensor x, int filters) {
        Tensor branch1 = blocks.conv(x, 192, 1);
        Tensor branch7 = blocks.conv(x, filters, 1);
        branch7 = blocks.conv(branch7, filters, 1, 7);
        branch7 = blocks.conv(branch7, 192, 7, 1);
        Tensor branch13 = blocks.conv(x, filters, 1);
        branch13 = blocks.conv(branch13, filters, 7, 1);
        branch13 = blocks.conv(branch13, filters, 1, 7);
        branch13 = blocks.conv(branch13, filters, 7, 1);
        branch13 = blocks.conv(branch13, 192, 1, 7);
        Tensor pool = blocks.conv(blocks.averagePool(x), 192, 1);
        return net.concat(name, branch1, branch7, branch13, pool);
    }

    private static Tensor reductionB(NetworkBuilder net, InceptionBlocks blocks, String name, Tensor x) {
        Tensor branch3 = blocks.convValid(blocks.conv(x, 192, 1), 320, 3, 2);
        Tensor branch7 = blocks.conv(x, 192, 1);
        branch7 = blocks.conv(branch7, 192, 1, 7);
        branch7 = blocks.conv(branch7, 192, 7, 1);
        branch7 = blocks.convValid(branch7, 192, 3, 2);
        return net.concat(name, branch3, branch7, blocks.maxPool(x));
    }

    /** The module of figure 7: rows and columns side by side. */
    private static Tensor moduleC(
            NetworkBuilder net, InceptionBlocks blocks, String name, String branchName, Tensor x) {
        Tensor branch1 = blocks.conv(x, 320, 1);
        Tensor branch3 = blocks.conv(x, 384, 1);
        branch3 = net.concat(branchName, blocks.conv(branch3, 384, 1, 3), blocks.conv(branch3, 384, 3, 1));
        Tensor branch5 = blocks.conv(blocks.conv(x, 448, 1), 384, 3);
        branch5 = blocks.concat(blocks.conv(branch5, 384, 1, 3), blocks.conv(branch5, 384, 3, 1));
        Tensor pool = blocks.conv(blocks.averagePool(x), 192, 1);
        return net.concat(name, branch1, branch3, branch5, pool);
    }
}
