package io.github.spectcad.nn.fusion;

import io.github.spectcad.core.PerfusionState;
import java.util.List;
import java.util.Objects;

/**
 * An image input of a network.
 *
 * @param name name of the input, unique in the network
 * @param channels which state's map each channel holds, not empty
 */
public record ImageInput(String name, List<PerfusionState> channels) {
    /** Checks the values. */
    public ImageInput {
        Objects.requireNonNull(name, "name");
        channels = List.copyOf(channels);
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("image input " + name + " has no channels: give at least one state");
        }
    }
}
