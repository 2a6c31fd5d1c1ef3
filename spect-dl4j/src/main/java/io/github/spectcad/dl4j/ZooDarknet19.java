package io.github.spectcad.dl4j;

import java.util.Optional;

/** Darknet19 of deeplearning4j-zoo. */
public final class ZooDarknet19 extends ZooBackbone {
    /** For the service loader. */
    public ZooDarknet19() {
        super("dl4j:darknet19", 32, "Redmon J, Farhadi A. YOLO9000: better, faster, stronger. CVPR 2017");
    }

    @Override
    protected Graph graph(int channels, int pixels) {
        return Graph.of(org.deeplearning4j.zoo.model.Darknet19.builder()
                .inputShape(new int[] {channels, pixels, pixels})
                .build()
                .conf());
    }

    /** Before the layer that gives the classes. */
    @Override
    protected Optional<String> lastVertex() {
        return Optional.of("activation_18");
    }
}
