package io.github.spectcad.nn.backbone;

import io.github.spectcad.core.spi.SpectProvider;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import java.util.List;

/** The convolutional part of a network, without top: from images to the last feature map. Immutable. */
public interface Backbone extends SpectProvider {
    /** {@return smallest width and height of images it can take, in pixels} */
    int minimumPixels();

    /** {@return where it is published, one citation each, not empty} */
    List<String> references();

    /**
     * Adds the layers. May be called several times on one builder, which then gives the layers of each call names of their
     * own.
     *
     * @param net builder to add to
     * @param input the images: a map of any number of channels, at least {@link #minimumPixels()} wide and high
     * @return the last feature map
     */
    Tensor build(NetworkBuilder net, Tensor input);
}
