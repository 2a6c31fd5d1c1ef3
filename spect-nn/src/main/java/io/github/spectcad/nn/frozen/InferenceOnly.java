package io.github.spectcad.nn.frozen;

import io.github.spectcad.nn.layer.BoundLayer;

/** A layer of a frozen network, which has no gradients. */
abstract class InferenceOnly implements BoundLayer {
    @Override
    public final void backward() {
        throw new UnsupportedOperationException("layers of frozen networks have no gradients");
    }
}
