package io.github.spectcad.dl4j;

import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import java.util.List;
import java.util.Optional;

/** An architecture of deeplearning4j-zoo that is no backbone, so that who asks for it hears why. */
abstract class RefusedArchitecture implements Backbone {
    private final String id;
    private final String reason;

    RefusedArchitecture(String id, String reason) {
        this.id = id;
        this.reason = reason;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final boolean isAvailable() {
        return false;
    }

    @Override
    public final Optional<String> refusal() {
        return Optional.of(reason);
    }

    @Override
    public final Tensor build(NetworkBuilder net, Tensor image) {
        throw new UnsupportedOperationException(reason);
    }

    @Override
    public final int minimumPixels() {
        throw new UnsupportedOperationException(reason);
    }

    @Override
    public final List<String> references() {
        return List.of("deeplearning4j-zoo 1.0.0-M2.1");
    }
}
