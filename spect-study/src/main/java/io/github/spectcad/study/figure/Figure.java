package io.github.spectcad.study.figure;

import java.util.Objects;

/**
 * A drawn figure.
 *
 * @param title what it shows, also the picture's text alternative
 * @param svg one {@code svg} element without XML declaration, scripts or references to anything outside it, that may be
 *     put into an HTML page as it is; ids in it are derived from its content, so that several figures fit on one page
 * @param width natural width in CSS pixels
 * @param height natural height in CSS pixels
 */
public record Figure(String title, String svg, int width, int height) {
    /** Checks the values. */
    public Figure {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(svg, "svg");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "figure size is " + width + " x " + height + ": must be at least 1 x 1 pixels");
        }
    }
}
