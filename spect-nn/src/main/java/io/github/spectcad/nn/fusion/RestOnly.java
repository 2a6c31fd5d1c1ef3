package io.github.spectcad.nn.fusion;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import java.util.List;

/** The rest map alone: one channel, one tower, its last feature map flattened. */
public final class RestOnly implements FusionStrategy {
    /** For the service loader. */
    public RestOnly() {}

    @Override
    public String id() {
        return "rest";
    }

    @Override
    public List<ImageInput> inputs() {
        return List.of(new ImageInput("rest", List.of(PerfusionState.REST)));
    }

    @Override
    public Tensor build(NetworkBuilder net, Backbone backbone, List<Tensor> images) {
        return net.flatten("flatten", backbone.build(net, images.get(0)));
    }
}
