package io.github.spectcad.dl4j;

import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.testkit.LayerContract;

class ScaleLayerTest extends LayerContract {
    @Override
    protected Layer layer() {
        return new Scale(0.3);
    }
}
