package io.github.spectcad.dl4j;

import org.deeplearning4j.nn.conf.inputs.InputType;

/** Xception of deeplearning4j-zoo. */
public final class ZooXception extends ZooBackbone {
    /** For the service loader. */
    public ZooXception() {
        super(
                "dl4j:xception",
                71,
                "Chollet F. Xception: deep learning with depthwise separable convolutions. CVPR 2017");
    }

    @Override
    protected Graph graph(int channels, int pixels) {
        return Graph.of(org.deeplearning4j.zoo.model.Xception.builder()
                .inputShape(new int[] {channels, pixels, pixels})
                .build()
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(pixels, pixels, channels))
                .build());
    }
}
