package io.github.spectcad.nn.fusion;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import java.util.List;

/** Both maps as channels of one image, rest first, then stress: one tower, its last feature map flattened. */
public final class EarlyFusion implements FusionStrategy {
    /** For the service loader. */
    public EarlyFusion() {}

    @Override
    public String id() {
        return "early-fusion";
    }

    @Override
    public List<ImageInput> inputs() {
        return List.of(new ImageInput("rest_stress", List.of(PerfusionState.REST, PerfusionState.STRESS)));
    }

    @Override
    public Tensor build(NetworkBuilder net, Backbone backbone, List<Tensor> images) {
        return net.flatten("flatten", backbone.build(net, images.get(0)));
    }
}
