package io.github.spectcad.dl4j;

import org.deeplearning4j.nn.conf.inputs.InputType;

/** InceptionResNetV1 of deeplearning4j-zoo. */
public final class ZooInceptionResNetV1 extends ZooBackbone {
    /** For the service loader. */
    public ZooInceptionResNetV1() {
        super(
                "dl4j:inception-resnet-v1",
                75,
                "Szegedy C et al. Inception-v4, Inception-ResNet and the impact of residual connections on learning. AAAI 2017");
    }

    @Override
    protected Graph graph(int channels, int pixels) {
        return Graph.of(org.deeplearning4j.zoo.model.InceptionResNetV1.builder()
                .inputShape(new int[] {channels, pixels, pixels})
                .build()
                .graphBuilder("input")
                .addInputs("input")
                .setInputTypes(InputType.convolutional(pixels, pixels, channels))
                .setOutputs("avgpool")
                .build());
    }
}
