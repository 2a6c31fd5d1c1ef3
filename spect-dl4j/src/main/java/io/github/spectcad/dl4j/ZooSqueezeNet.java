package io.github.spectcad.dl4j;

import java.util.Optional;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** SqueezeNet of deeplearning4j-zoo. */
public final class ZooSqueezeNet extends ZooBackbone {
    /** For the service loader. */
    public ZooSqueezeNet() {
        super(
                "dl4j:squeezenet",
                48,
                "Iandola FN et al. SqueezeNet: AlexNet-level accuracy with 50x fewer parameters. arXiv:1602.07360, 2016");
    }

    @Override
    protected Graph graph(int channels, int pixels) {
        return Graph.of(org.deeplearning4j.zoo.model.SqueezeNet.builder()
                .inputShape(new int[] {channels, pixels, pixels})
                .build()
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(pixels, pixels, channels))
                .build());
    }

    /** Before the layer that gives the classes. */
    @Override
    protected Optional<String> lastVertex() {
        return Optional.of("fire9");
    }
}
