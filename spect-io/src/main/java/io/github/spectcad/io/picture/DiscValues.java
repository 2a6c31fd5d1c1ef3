package io.github.spectcad.io.picture;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentGrid;
import java.util.Arrays;
import java.util.List;

/** Pixels on a disc, read at any point of it and by segment. */
final class DiscValues {
    private final float[] values;
    private final int pixels;
    private final Disc disc;

    private DiscValues(float[] values, int pixels, Disc disc) {
        this.values = values;
        this.pixels = pixels;
        this.disc = disc;
    }

    /** The map as shares of its maximum. */
    static DiscValues ofMap(PolarMap map) {
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        float maximum = map.maximum();
        for (int i = 0; i < values.length && maximum > 0; i++) {
            values[i] /= maximum;
        }
        return of(map, values);
    }

    /** Values at the pixels of a map. */
    static DiscValues of(PolarMap map, float[] values) {
        return new DiscValues(values, map.pixels(), map.disc());
    }

    /** Mean of each segment; NaN for a segment without pixels. */
    List<Double> segmentMeans() {
        SegmentGrid grid = AhaGeometry.STANDARD.grid(pixels, disc);
        double[] sums = grid.sums(values);
        return AhaSegment.ORDER.stream()
                .map(segment ->
                        grid.pixelCount(segment) == 0 ? Double.NaN : sums[segment.ordinal()] / grid.pixelCount(segment))
                .toList();
    }

    /** Share of each segment in the sum over the disc; NaN where that is 0. */
    List<Double> segmentShares() {
        double[] sums = AhaGeometry.STANDARD.grid(pixels, disc).sums(values);
        double total = Arrays.stream(sums).sum();
        return Arrays.stream(sums)
                .mapToObj(sum -> total > 0 ? sum / total : Double.NaN)
                .toList();
    }

    /** The value at a point of the unit disc: bilinear between the pixels inside, so that the background stays out of the rim. */
    double at(double x, double y) {
        double column = disc.centreX() + x * disc.radius();
        double row = disc.centreY() + y * disc.radius();
        int top = (int) Math.floor(row);
        int left = (int) Math.floor(column);
        double sum = 0;
        double weight = 0;
        for (int r = top; r <= top + 1; r++) {
            for (int c = left; c <= left + 1; c++) {
                if (r >= 0 && c >= 0 && r < pixels && c < pixels && disc.relativeRadius(c, r) <= 1) {
                    double w = (1 - Math.abs(row - r)) * (1 - Math.abs(column - c));
                    sum += w * values[r * pixels + c];
                    weight += w;
                }
            }
        }
        return weight > 0 ? sum / weight : 0;
    }

    /** {@return fractions as whole percent; empty where there is no value} */
    static List<String> percent(List<Double> fractions) {
        return fractions.stream()
                .map(fraction -> fraction.isNaN() ? "" : Long.toString(Math.round(100 * fraction)))
                .toList();
    }
}
