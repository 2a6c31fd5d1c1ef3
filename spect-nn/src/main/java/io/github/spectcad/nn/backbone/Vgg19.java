package io.github.spectcad.nn.backbone;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Conv2d;
import java.util.List;

/**
 * VGG19 (configuration E of table 1) as in Keras Applications without top: five blocks of 3x3 convolutions with bias and
 * ReLU, each block ended by a 2x2 maximum pooling.
 *
 * @see <a href="https://arxiv.org/abs/1409.1556">Simonyan and Zisserman 2015</a>
 */
public final class Vgg19 implements Backbone {
    private static final int[] CONVOLUTIONS = {2, 2, 4, 4, 4};
    private static final int[] FILTERS = {64, 128, 256, 512, 512};

    /** For the service loader. */
    public Vgg19() {}

    @Override
    public String id() {
        return "vgg19";
    }

    @Override
    public int minimumPixels() {
        return 32;
    }

    @Override
    public List<String> references() {
        return List.of(
                "Simonyan K, Zisserman A. Very deep convolutional networks for large-scale image recognition. ICLR 2015, arXiv:1409.1556");
    }

    @Override
    public Tensor build(NetworkBuilder net, Tensor input) {
        Tensor x = input;
        for (int block = 0; block < FILTERS.length; block++) {
            String name = "block" + (block + 1);
            for (int i = 1; i <= CONVOLUTIONS[block]; i++) {
                x = net.conv(name + "_conv" + i, x, Conv2d.of(FILTERS[block], 3));
                x = net.relu(name + "_relu" + i, x);
            }
            x = net.maxPool(name + "_pool", x, 2, 2);
        }
        return x;
    }
}
