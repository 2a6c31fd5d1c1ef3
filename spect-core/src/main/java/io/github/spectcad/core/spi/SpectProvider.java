package io.github.spectcad.core.spi;

import java.util.Optional;

/** A part of the library that is found by its id. */
public interface SpectProvider {
    /**
     * The name the provider is asked for and stored under.
     *
     * @return lower-case words joined by hyphens, for example {@code resnet50-v2}; a third party's carries its vendor, for
     *     example {@code acme:vit-small}; at most 64 characters; the same at every call, and it never changes meaning
     */
    String id();

    /**
     * Whether what the provider needs besides its own jar is there. One that is not available counts as not installed.
     *
     * @return true by default
     * @since 0.1.0
     */
    default boolean isAvailable() {
        return true;
    }

    /**
     * Why the provider cannot be used though people ask for it by its id; asked where {@link #isAvailable} is false.
     *
     * @return the reason, as a sentence without its full stop; empty by default, where nothing is said of it
     * @since 0.1.0
     */
    default Optional<String> refusal() {
        return Optional.empty();
    }
}
