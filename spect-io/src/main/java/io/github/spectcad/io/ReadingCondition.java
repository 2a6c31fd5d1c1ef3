package io.github.spectcad.io;

import java.util.Locale;

/**
 * What a reader saw beside the maps.
 *
 * @since 0.1.0
 */
public enum ReadingCondition {
    /** The maps alone. */
    WITHOUT,
    /** The maps with a model's probabilities and saliency, after the reading without them. */
    WITH;

    /** {@return the word in files: without or with} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
