package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.NativeOp;
import java.util.function.Supplier;

/** The common case: one native operation forward, one backward that is prepared at its first use. */
final class BoundLayers {
    private BoundLayers() {}

    static BoundLayer of(NativeOp forward, Supplier<NativeOp> backward) {
        return of(forward::run, backward);
    }

    static BoundLayer of(Runnable forward, Supplier<NativeOp> backward) {
        return new BoundLayer() {
            private NativeOp prepared;

            @Override
            public void forward() {
                forward.run();
            }

            @Override
            public void backward() {
                if (prepared == null) {
                    prepared = backward.get();
                }
                prepared.run();
            }
        };
    }
}
