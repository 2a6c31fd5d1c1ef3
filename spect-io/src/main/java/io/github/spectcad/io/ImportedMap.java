package io.github.spectcad.io;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PolarMap;

/**
 * A polar map taken from a clinical picture.
 *
 * @param map the map, of the size of the disc or the one asked for; 1 is the full scale of the palette, which its largest
 *     value need not reach
 * @param disc where it lay in the picture, in pixels
 * @param palette the palette whose colours were turned into uptake
 * @param residual the share of the disc whose colours are not the palette's, 0 to 1; they were mended
 * @param mended the share of the disc that was mended, overlay lines and letters included, 0 to 1
 * @since 0.1.0
 */
public record ImportedMap(PolarMap map, Disc disc, Palette palette, double residual, double mended) {}
