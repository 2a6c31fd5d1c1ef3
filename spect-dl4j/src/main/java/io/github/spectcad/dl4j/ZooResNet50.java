package io.github.spectcad.dl4j;

/** ResNet50 of deeplearning4j-zoo. */
public final class ZooResNet50 extends ZooBackbone {
    /** For the service loader. */
    public ZooResNet50() {
        super("dl4j:resnet50", 133, "He K et al. Deep residual learning for image recognition. CVPR 2016");
    }

    @Override
    protected Graph graph(int channels, int pixels) {
        return Graph.of(org.deeplearning4j.zoo.model.ResNet50.builder()
                .inputShape(new int[] {channels, pixels, pixels})
                .build()
                .graphBuilder()
                .build());
    }
}
