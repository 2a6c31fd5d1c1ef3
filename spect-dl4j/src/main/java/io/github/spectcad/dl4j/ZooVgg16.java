package io.github.spectcad.dl4j;

/** VGG16 of deeplearning4j-zoo. */
public final class ZooVgg16 extends ZooBackbone {
    /** For the service loader. */
    public ZooVgg16() {
        super(
                "dl4j:vgg16",
                32,
                "Simonyan K, Zisserman A. Very deep convolutional networks for large-scale image recognition. ICLR 2015");
    }

    @Override
    protected Graph graph(int channels, int pixels) {
        return Graph.of(org.deeplearning4j
                .zoo
                .model
                .VGG16
                .builder()
                .inputShape(new int[] {channels, pixels, pixels})
                .build()
                .conf());
    }
}
