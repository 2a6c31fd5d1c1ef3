package io.github.spectcad.serve;

import io.github.spectcad.io.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The colours that the page offers. */
final class ShownPalettes {
    private static final int ENTRIES = 256;

    private ShownPalettes() {}

    /** Palettes by name with 256 colours each, {@code rrggbb} one after another; grey first. */
    static List<Map<String, String>> json() {
        List<Map<String, String>> list = new ArrayList<>();
        for (Palette palette : Palette.all()) {
            StringBuilder colours = new StringBuilder();
            for (int i = 0; i < ENTRIES; i++) {
                colours.append(String.format("%06x", palette.colour(i / (ENTRIES - 1.0)) & 0xFFFFFF));
            }
            list.add(Map.of("id", palette.id(), "colours", colours.toString()));
        }
        return list;
    }
}
