package io.github.spectcad.io.picture;

import io.github.spectcad.core.PolarMap;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** One bull's-eye of a figure: a map, or saliency over a map. */
final class Panel {
    private static final double OPACITY = 0.6;
    /** Saliency from which the overlay has its full opacity; below it fades, so that the map stays visible. */
    private static final double FULL_FROM = 0.2;

    private final PolarMap map;
    private final float[] values;
    private final ColourMap colours;
    private final float[] saliency;

    private Panel(PolarMap map, ColourMap colours, float[] saliency) {
        this.map = map;
        this.values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        this.colours = colours;
        this.saliency = saliency;
    }

    static Panel ofMap(PolarMap map, ColourMap colours) {
        return new Panel(map, colours, null);
    }

    static Panel ofSaliency(PolarMap map, double[] saliency, ColourMap colours) {
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
        return new Panel(map, colours, copy);
    }

    String title() {
        return map.state().id().substring(0, 1).toUpperCase(Locale.ROOT)
                + map.state().id().substring(1);
    }

    String scaleTitle() {
        return saliency == null ? "Relative perfusion" : "Saliency";
    }

    /** The colour of a value on the panel's scale. */
    int scaleColour(double value) {
        return colours.rgb(value);
    }

    /** The disc on a transparent square, its rim smoothed. */
    BufferedImage disc(int diameter) {
        BufferedImage image = new BufferedImage(diameter, diameter, BufferedImage.TYPE_INT_ARGB);
        double maximum = map.maximum() > 0 ? map.maximum() : 1;
        double radius = diameter / 2.0;
        for (int y = 0; y < diameter; y++) {
            for (int x = 0; x < diameter; x++) {
                double dx = x + 0.5 - radius;
                double dy = y + 0.5 - radius;
                double coverage = Math.min(1, radius - Math.hypot(dx, dy) + 0.5);
                if (coverage > 0) {
                    double column =
                            map.disc().centreX() + dx / radius * map.disc().radius();
                    double row = map.disc().centreY() + dy / radius * map.disc().radius();
                    int colour = colour(row, column, maximum);
                    image.setRGB(x, y, (colour & 0xFFFFFF) | ((int) Math.round(255 * coverage) << 24));
                }
            }
        }
        return image;
    }

    private int colour(double row, double column, double maximum) {
        double perfusion = at(values, row, column) / maximum;
        if (saliency == null) {
            return colours.rgb(perfusion);
        }
        int below = ColourMap.INVERTED_GREY.rgb(perfusion);
        double s = at(saliency, row, column);
        int above = colours.rgb(s);
        double opacity = OPACITY * Math.min(1, s / FULL_FROM);
        return (blend(below >> 16, above >> 16, opacity) << 16)
                | (blend(below >> 8, above >> 8, opacity) << 8)
                | blend(below, above, opacity);
    }

    private static int blend(int below, int above, double opacity) {
        return (int) Math.round((below & 0xFF) * (1 - opacity) + (above & 0xFF) * opacity);
    }

    /** Bilinear between the pixels inside the disc, so that the background does not bleed into the rim. */
    private double at(float[] pixels, double row, double column) {
        int top = (int) Math.floor(row);
        int left = (int) Math.floor(column);
        double sum = 0;
        double weight = 0;
        for (int y = top; y <= top + 1; y++) {
            for (int x = left; x <= left + 1; x++) {
                boolean inside = x >= 0
                        && y >= 0
                        && x < map.pixels()
                        && y < map.pixels()
                        && map.disc().relativeRadius(x, y) <= 1;
                if (inside) {
                    double w = (1 - Math.abs(row - y)) * (1 - Math.abs(column - x));
                    sum += w * pixels[y * map.pixels() + x];
                    weight += w;
                }
            }
        }
        return weight > 0 ? sum / weight : 0;
    }
}
