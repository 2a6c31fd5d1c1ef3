package io.github.spectcad.io;

import java.util.regex.Pattern;

/**
 * The model file whose output a reader saw.
 *
 * @param file its name without folders
 * @param sha256 SHA-256 of its content, 64 lower-case hexadecimal digits
 * @since 0.1.0
 */
public record ShownModel(String file, String sha256) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

    /** Checks the values. */
    public ShownModel {
        if (file.isBlank()) {
            throw new IllegalArgumentException("the name of the model file must not be empty");
        }
        if (!DIGITS.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "the SHA-256 of a model file must have 64 hexadecimal digits, a to f small");
        }
    }
}
