package io.github.spectcad.io;

/**
 * Finds the colour of a palette that is nearest to a given one. Distances are taken in brightness and, at half weight,
 * in the two colour differences (ITU-R BT.601), because JPEG blurs the latter.
 */
final class PaletteFit {
    /** Colours farther than this from every colour of the palette do not fit. */
    static final double MISFIT = 26;

    /** The same at the rim, where a lossy picture mixes the colours with those of the background. */
    static final double MISFIT_AT_RIM = 10;

    /**
     * The largest mean distance of colours that fit. JPEG at quality 90 makes at most 1.7 of 64 pixels and more in a continuous
     * palette, 7.3 between the steps of a stepped one; another palette, which crosses the same colours, makes 4.7 and more,
     * 9.5 against a stepped one.
     */
    private static final double MOST_DISTANCE = 3.5;

    private static final double MOST_DISTANCE_OF_STEPS = 8.5;

    private final Palette palette;
    private final float[] brightness;
    private final float[] blueness;
    private final float[] redness;

    private double distance;

    PaletteFit(Palette palette) {
        this.palette = palette;
        brightness = new float[palette.size()];
        blueness = new float[palette.size()];
        redness = new float[palette.size()];
        for (int i = 0; i < palette.size(); i++) {
            int rgb = palette.rgb(i);
            brightness[i] = brightness(rgb);
            blueness[i] = blueness(rgb);
            redness[i] = redness(rgb);
        }
    }

    private static float brightness(int rgb) {
        return (float) (0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF));
    }

    private static float blueness(int rgb) {
        return (float) (0.5 * 0.564 * ((rgb & 0xFF) - brightness(rgb)));
    }

    private static float redness(int rgb) {
        return (float) (0.5 * 0.713 * ((rgb >> 16 & 0xFF) - brightness(rgb)));
    }

    /**
     * The uptake that a colour stands for.
     *
     * @param rgb the colour
     * @return the uptake; {@link #distance()} tells how well it fits
     */
    double value(int rgb) {
        float y = brightness(rgb);
        float b = blueness(rgb);
        float r = redness(rgb);
        int nearest = 0;
        float least = Float.MAX_VALUE;
        for (int i = 0; i < brightness.length; i++) {
            float dy = brightness[i] - y;
            float db = blueness[i] - b;
            float dr = redness[i] - r;
            float squared = dy * dy + db * db + dr * dr;
            if (squared < least) {
                least = squared;
                nearest = i;
            }
        }
        distance = Math.sqrt(least);
        if (palette.isStepped()) {
            return palette.value(nearest);
        }
        double value = palette.value(nearest);
        double best = least;
        for (int other : new int[] {nearest - 1, nearest + 1}) {
            if (other >= 0 && other < brightness.length) {
                double sy = brightness[other] - brightness[nearest];
                double sb = blueness[other] - blueness[nearest];
                double sr = redness[other] - redness[nearest];
                double length = sy * sy + sb * sb + sr * sr;
                double share = length == 0
                        ? 0
                        : ((y - brightness[nearest]) * sy + (b - blueness[nearest]) * sb + (r - redness[nearest]) * sr)
                                / length;
                double inside = Math.max(0, Math.min(1, share));
                double squared = least - inside * inside * length;
                if (share > 0 && squared < best) {
                    best = squared;
                    value = palette.value(nearest) + inside * (palette.value(other) - palette.value(nearest));
                }
            }
        }
        return value;
    }

    /** The largest mean distance of colours of this palette. */
    double mostDistance() {
        return palette.isStepped() ? MOST_DISTANCE_OF_STEPS : MOST_DISTANCE;
    }

    /** {@return how far the last colour asked for lies from the palette} */
    double distance() {
        return distance;
    }
}
