package io.github.spectcad.nn.backbone;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import java.util.List;

/**
 * CNN1, after Otaki et al.: three stages of one 3 x 3 convolution with 32, 64 and 128 filters. A reconstruction: the
 * published texts name the kind of network and its inputs, not its layers.
 */
public final class Cnn1 implements Backbone {
    private static final SmallCnnSpec SPEC = new SmallCnnSpec(List.of(32, 64, 128), 1, 3, false, 2);

    /** For the service loader. */
    public Cnn1() {}

    @Override
    public String id() {
        return "cnn1";
    }

    @Override
    public int minimumPixels() {
        return SPEC.minimumPixels();
    }

    @Override
    public List<String> references() {
        return List.of(
                "Otaki Y et al. Clinical deployment of explainable artificial intelligence of SPECT for diagnosis of "
                        + "coronary artery disease. JACC Cardiovasc Imaging 2022;15:1091-1102. Layers are a reconstruction, not "
                        + "published.");
    }

    @Override
    public Tensor build(NetworkBuilder net, Tensor input) {
        return SPEC.build(net, input);
    }
}
