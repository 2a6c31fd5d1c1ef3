package io.github.spectcad.nn.fusion;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.PyramidPool2d;
import io.github.spectcad.nn.layer.Stack;
import io.github.spectcad.nn.layer.Unstack;
import java.util.List;
import java.util.Objects;

/**
 * Rest and stress each through a tower of one channel, the element-wise maximum of the two last feature maps, and spatial
 * pyramid pooling with 1, 2 and 4 bins a side.
 *
 * <p>The provider {@code late-fusion} shares the weights of the towers, as one pass over both maps stacked along the batch
 * in which each map keeps its own batch statistics, and pools averages. A last feature map of less than 4 x 4 pixels is
 * pooled only with the bins that fit.
 */
public final class LateFusion implements FusionStrategy {
    private static final List<Integer> BINS = List.of(1, 2, 4);

    private final String id;
    private final boolean sharedWeights;
    private final Pool2d.Kind pooling;

    /** Shared weights and average pooling, {@code late-fusion}. */
    public LateFusion() {
        this("late-fusion", true, Pool2d.Kind.AVERAGE);
    }

    /**
     * A variant, to be put into a catalog under an id of its own.
     *
     * @param id id of the variant
     * @param sharedWeights whether both towers have the same weights
     * @param pooling average, as in the TensorFlow add-on, or maximum, as in He et al. 2015
     */
    public LateFusion(String id, boolean sharedWeights, Pool2d.Kind pooling) {
        this.id = Objects.requireNonNull(id, "id");
        this.sharedWeights = sharedWeights;
        this.pooling = Objects.requireNonNull(pooling, "pooling");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<ImageInput> inputs() {
        return List.of(
                new ImageInput("rest", List.of(PerfusionState.REST)),
                new ImageInput("stress", List.of(PerfusionState.STRESS)));
    }

    @Override
    public Tensor build(NetworkBuilder net, Backbone backbone, List<Tensor> images) {
        Tensor rest;
        Tensor stress;
        if (sharedWeights) {
            Tensor stacked = net.add("stack", new Stack(), images.get(0), images.get(1));
            Tensor features = backbone.build(net, stacked);
            rest = net.add("unstack_rest", new Unstack(0, 2), features);
            stress = net.add("unstack_stress", new Unstack(1, 2), features);
        } else {
            rest = net.prefixed("rest_", () -> backbone.build(net, images.get(0)));
            stress = net.prefixed("stress_", () -> backbone.build(net, images.get(1)));
        }
        Tensor fused = net.maximum("fusion_maximum", rest, stress);
        return net.add("pyramid_pool", new PyramidPool2d(binsFor(fused), pooling), fused);
    }

    private static List<Integer> binsFor(Tensor map) {
        int extent = Math.min(map.shape().height(), map.shape().width());
        return BINS.stream().filter(b -> b <= extent).toList();
    }
}
