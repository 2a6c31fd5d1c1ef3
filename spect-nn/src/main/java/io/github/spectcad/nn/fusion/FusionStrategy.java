package io.github.spectcad.nn.fusion;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.spi.SpectProvider;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import java.util.List;

/**
 * How a network sees the perfusion states: which maps go in, and how one or more towers of a backbone make the feature
 * vector that the head takes. Immutable.
 */
public interface FusionStrategy extends SpectProvider {
    /** {@return the image inputs of the network, in order; each channel of each holds the map of one state} */
    List<ImageInput> inputs();

    /**
     * Adds the towers and what joins them.
     *
     * @param net builder to add to
     * @param backbone makes a tower
     * @param images the inputs, in the order of {@link #inputs()}
     * @return the feature vector
     */
    Tensor build(NetworkBuilder net, Backbone backbone, List<Tensor> images);

    /** {@return the states a patient must have a map of, in the order rest, stress} */
    default List<PerfusionState> states() {
        return inputs().stream()
                .flatMap(i -> i.channels().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
