package io.github.spectcad.io.picture;

import io.github.spectcad.core.PolarMap;
import io.github.spectcad.io.Palette;
import java.util.List;

/** Saliency over a map, in which white is the maximum as it is where the map stands alone. */
record SaliencyDisc(DiscValues uptake, DiscValues saliency, Palette palette) implements BullsEye.Disc {
    private static final double OPACITY = 0.75;
    /** Saliency from which the overlay has its full opacity; below it fades, so that the map stays visible. */
    private static final double FULL_FROM = 0.2;

    private static final Palette GREY = Palette.ofId("grey").orElseThrow();

    SaliencyDisc(PolarMap map, double[] saliency, Palette palette) {
        this(DiscValues.ofMap(map), DiscValues.of(map, checked(map, saliency)), palette);
    }

    private static float[] checked(PolarMap map, double[] saliency) {
        int pixels = map.pixels();
        if (saliency.length != pixels * pixels) {
            throw new IllegalArgumentException(
                    "saliency of " + map + " has " + saliency.length + " values: needs " + pixels * pixels);
        }
        float[] copy = new float[saliency.length];
        for (int i = 0; i < copy.length; i++) {
            if (!(saliency[i] >= 0 && saliency[i] <= 1)) {
                throw new IllegalArgumentException("saliency at index " + i + " is " + saliency[i]
                        + ": must lie in [0, 1], divide by the largest value");
            }
            copy[i] = (float) saliency[i];
        }
        return copy;
    }

    @Override
    public int colour(double x, double y) {
        int below = GREY.colour(uptake.at(x, y));
        double s = saliency.at(x, y);
        int above = palette.colour(s);
        double opacity = OPACITY * Math.min(1, s / FULL_FROM);
        return Drawing.mixed(below, above, opacity);
    }

    @Override
    public List<String> segmentValues() {
        return DiscValues.percent(saliency.segmentShares());
    }

    @Override
    public int scaleColour(double share) {
        return palette.colour(share);
    }

    @Override
    public List<String> scaleLabels() {
        return List.of("0", "0.5", "1");
    }

    @Override
    public String scaleTitle() {
        return "Saliency";
    }
}
