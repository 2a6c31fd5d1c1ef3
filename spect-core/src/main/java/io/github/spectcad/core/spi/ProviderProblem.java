package io.github.spectcad.core.spi;

import java.util.Objects;

/**
 * A provider that is registered and could not be loaded. The others work; the problem is told when an id is not found.
 *
 * @param description what failed, with the name of the class or services file
 * @param cause the failure
 */
public record ProviderProblem(String description, Throwable cause) {
    /** Checks the values. */
    public ProviderProblem {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(cause, "cause");
    }
}
