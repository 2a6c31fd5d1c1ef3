package io.github.spectcad.dl4j;

import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.testkit.LayerContract;
import org.nd4j.linalg.activations.impl.ActivationTanH;

class ActivatedLayerTest extends LayerContract {
    @Override
    protected Layer layer() {
        return new Activated(new ActivationTanH());
    }
}
