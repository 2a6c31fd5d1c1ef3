package io.github.spectcad.serve;

import io.github.spectcad.io.Palette;
import io.github.spectcad.io.picture.ColourMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleToIntFunction;

/** The colours that the page offers. */
final class ShownPalettes {
    private static final int ENTRIES = 256;

    private ShownPalettes() {}

    /** Palettes by name with 256 colours each, {@code rrggbb} one after another; grey first. */
    static List<Map<String, String>> json() {
        List<Map<String, String>> list = new ArrayList<>();
        for (String id : List.of("grey", "inverted-grey", "hot-iron", "hot-metal-blue", "pet", "pet-20-step", "rainbow")) {
            Palette palette = Palette.ofId(id).orElseThrow();
            list.add(entry(id, value -> nearest(palette, value)));
        }
        list.add(entry("viridis", ColourMap.VIRIDIS::rgb));
        return list;
    }

    private static Map<String, String> entry(String id, DoubleToIntFunction colours) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ENTRIES; i++) {
            text.append(String.format("%06x", colours.applyAsInt(i / (ENTRIES - 1.0)) & 0xFFFFFF));
        }
        return Map.of("id", id, "colours", text.toString());
    }

    private static int nearest(Palette palette, double value) {
        int best = 0;
        for (int i = 1; i < palette.size(); i++) {
            if (Math.abs(palette.value(i) - value) < Math.abs(palette.value(best) - value)) {
                best = i;
            }
        }
        return palette.rgb(best);
    }
}
