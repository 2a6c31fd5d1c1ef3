package io.github.spectcad.core.spi;

/** A registered provider breaks the rules: a malformed or reserved id, or an id that another class has already. */
public final class InvalidProviderException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    InvalidProviderException(String message) {
        super(message);
    }
}
