package io.github.spectcad.nn.backbone;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Pool2d;
import java.util.HashMap;
import java.util.Map;

/**
 * What the Inceptions have in common. Layers without a name of their own are named as Keras does: {@code conv2d},
 * {@code conv2d_1}, ... in the order in which they are added.
 */
final class InceptionBlocks {
    private static final BatchNorm NORM = BatchNorm.of(1e-3).noScale();

    private final NetworkBuilder net;
    private final Map<String, Integer> added = new HashMap<>();

    InceptionBlocks(NetworkBuilder net) {
        this.net = net;
    }

    private String name(String kind) {
        int before = added.merge(kind, 1, Integer::sum) - 1;
        return before == 0 ? kind : kind + "_" + before;
    }

    /** Convolution that keeps the extents, batch normalisation without scale, ReLU. */
    Tensor conv(Tensor x, int filters, int height, int width) {
        return conv(x, Conv2d.of(filters, height, width));
    }

    /** As above with a square kernel. */
    Tensor conv(Tensor x, int filters, int size) {
        return conv(x, filters, size, size);
    }

    /** As above without padding. */
    Tensor convValid(Tensor x, int filters, int size, int stride) {
        return conv(x, Conv2d.of(filters, size).stride(stride).padding(Padding.VALID));
    }

    private Tensor conv(Tensor x, Conv2d convolution) {
        Tensor y = net.conv(name("conv2d"), x, convolution.noBias());
        y = net.add(name("batch_normalization"), NORM, y);
        return net.relu(name("activation"), y);
    }

    /** As above with a square kernel and names of its own. */
    Tensor namedConv(String name, Tensor x, int filters, int size) {
        Tensor y = net.conv(name, x, Conv2d.of(filters, size).noBias());
        y = net.add(name + "_bn", NORM, y);
        return net.relu(name + "_ac", y);
    }

    /** Average over 3x3 at every pixel; at the border over the pixels of the map only. */
    Tensor averagePool(Tensor x) {
        return net.add(name("average_pooling2d"), Pool2d.average(3, 1).same(), x);
    }

    /** Maximum over 3x3 at every second pixel. */
    Tensor maxPool(Tensor x) {
        return net.maxPool(name("max_pooling2d"), x, 3, 2);
    }

    /** Joins along the channels. */
    Tensor concat(Tensor... branches) {
        return net.concat(name("concatenate"), branches);
    }

    /** The first layers of both networks, which make 192 maps of about an eighth of the extents. */
    Tensor stem(Tensor input) {
        Tensor x = convValid(input, 32, 3, 2);
        x = convValid(x, 32, 3, 1);
        x = conv(x, 64, 3);
        x = maxPool(x);
        x = convValid(x, 80, 1, 1);
        x = convValid(x, 192, 3, 1);
        return maxPool(x);
    }

    /** The module of figure 5 of the InceptionV3 paper with the given widths of its first and last branch. */
    Tensor moduleA(String name, Tensor x, int filters, int poolFilters) {
        Tensor branch1 = conv(x, filters, 1);
        Tensor branch5 = conv(conv(x, 48, 1), 64, 5);
        Tensor branch3 = conv(conv(conv(x, 64, 1), 96, 3), 96, 3);
        Tensor pool = conv(averagePool(x), poolFilters, 1);
        return net.concat(name, branch1, branch5, branch3, pool);
    }
}
