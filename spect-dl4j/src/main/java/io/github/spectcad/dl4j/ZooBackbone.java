package io.github.spectcad.dl4j;

import java.util.List;

/** An architecture of deeplearning4j-zoo, there where the zoo is on the class path. */
abstract class ZooBackbone extends Dl4jBackbone {
    ZooBackbone(String id, int minimumPixels, String reference) {
        super(id, minimumPixels, List.of(reference, "Layers as in deeplearning4j-zoo 1.0.0-M2.1"));
    }

    @Override
    public final boolean isAvailable() {
        try {
            Class.forName("org.deeplearning4j.zoo.ZooModel", false, ZooBackbone.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
