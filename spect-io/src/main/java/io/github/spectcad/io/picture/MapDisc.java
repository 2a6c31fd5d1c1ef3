package io.github.spectcad.io.picture;

import io.github.spectcad.core.PolarMap;
import io.github.spectcad.io.Palette;
import java.util.List;

/** A map between 0 and its maximum. */
record MapDisc(DiscValues uptake, Palette palette) implements BullsEye.Disc {
    MapDisc(PolarMap map, Palette palette) {
        this(DiscValues.ofMap(map), palette);
    }

    @Override
    public int colour(double x, double y) {
        return palette.colour(uptake.at(x, y));
    }

    @Override
    public List<String> segmentValues() {
        return DiscValues.percent(uptake.segmentMeans());
    }

    @Override
    public int scaleColour(double share) {
        return palette.colour(share);
    }

    @Override
    public List<String> scaleLabels() {
        return List.of("0", "50", "100");
    }

    @Override
    public String scaleTitle() {
        return "Uptake, % of maximum";
    }
}
