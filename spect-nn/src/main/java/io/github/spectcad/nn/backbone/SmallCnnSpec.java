package io.github.spectcad.nn.backbone;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Conv2d;
import java.util.List;

/**
 * A plain stack of stages: in each some convolutions (SAME, stride 1), each followed by ReLU, then maximum pooling without
 * padding. Layers are called {@code block1_conv1}, {@code block1_bn1}, {@code block1_relu1}, {@code block1_pool} and so on.
 *
 * @param filters filters of each stage, not empty
 * @param convsPerStage convolutions a stage
 * @param kernel rows and columns of the kernels
 * @param batchNorm whether batch normalisation (epsilon 1e-3) takes the place of the convolutions' bias
 * @param pool window and stride of the pooling
 */
public record SmallCnnSpec(List<Integer> filters, int convsPerStage, int kernel, boolean batchNorm, int pool) {
    /** Checks the values. */
    public SmallCnnSpec {
        filters = List.copyOf(filters);
        if (filters.isEmpty() || filters.stream().anyMatch(f -> f < 1)) {
            throw new IllegalArgumentException(
                    "filters are " + filters + ": give at least one stage, each with at least 1 filter");
        }
        if (!(convsPerStage >= 1 && kernel >= 1 && pool >= 1)) {
            throw new IllegalArgumentException("convolutions a stage, kernel and pool are " + convsPerStage + ", "
                    + kernel + ", " + pool + ": must be at least 1");
        }
    }

    /** {@return smallest width and height that leaves one pixel} */
    public int minimumPixels() {
        return Math.toIntExact(Math.round(Math.pow(pool, filters.size())));
    }

    /**
     * Adds the layers.
     *
     * @param net builder to add to
     * @param input the images
     * @return the last feature map
     */
    public Tensor build(NetworkBuilder net, Tensor input) {
        Tensor x = input;
        for (int stage = 0; stage < filters.size(); stage++) {
            String block = "block" + (stage + 1);
            for (int i = 1; i <= convsPerStage; i++) {
                Conv2d conv = Conv2d.of(filters.get(stage), kernel);
                x = net.conv(block + "_conv" + i, x, batchNorm ? conv.noBias() : conv);
                if (batchNorm) {
                    x = net.batchNorm(block + "_bn" + i, x, 1e-3);
                }
                x = net.relu(block + "_relu" + i, x);
            }
            x = net.maxPool(block + "_pool", x, pool, pool);
        }
        return x;
    }
}
