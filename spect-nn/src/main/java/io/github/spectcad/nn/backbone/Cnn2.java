package io.github.spectcad.nn.backbone;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import java.util.List;

/**
 * CNN2, after Miller et al.: four stages of two 3 x 3 convolutions with batch normalisation and 16, 32, 64 and 128
 * filters. A reconstruction: the published texts do not give the layers.
 */
public final class Cnn2 implements Backbone {
    private static final SmallCnnSpec SPEC = new SmallCnnSpec(List.of(16, 32, 64, 128), 2, 3, true, 2);

    /** For the service loader. */
    public Cnn2() {}

    @Override
    public String id() {
        return "cnn2";
    }

    @Override
    public int minimumPixels() {
        return SPEC.minimumPixels();
    }

    @Override
    public List<String> references() {
        return List.of(
                "Miller RJH et al. 2023 (PMC10042590): deep learning of SPECT myocardial perfusion with upright and "
                        + "supine stress maps. Layers are a reconstruction, not published.");
    }

    @Override
    public Tensor build(NetworkBuilder net, Tensor input) {
        return SPEC.build(net, input);
    }
}
