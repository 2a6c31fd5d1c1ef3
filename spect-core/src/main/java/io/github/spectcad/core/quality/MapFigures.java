package io.github.spectcad.core.quality;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PolarMap;
import java.util.Arrays;

/** What a map is compared with others by. */
final class MapFigures {
    static final int RINGS = 6;
    static final int SECTORS = 12;

    private static final int POINTS = 5;
    private static final double[] QUANTILES = {0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98};
    private static final double TEXTURE_WITHIN = 0.94;
    private static final double RIM_FROM = 0.9;
    private static final double SMALLEST = 1e-4;

    private MapFigures() {}

    /**
     * Means over a grid of {@value #RINGS} rings and {@value #SECTORS} sectors, ring by ring from the apex, each counter-clockwise
     * from lateral: a quarter turn moves them by a quarter of the sectors.
     */
    static double[] pattern(PolarMap map) {
        Disc disc = map.disc();
        double[] means = new double[RINGS * SECTORS];
        for (int cell = 0; cell < means.length; cell++) {
            double sum = 0;
            for (int point = 0; point < POINTS * POINTS; point++) {
                double radius = disc.radius() * (Math.floorDiv(cell, SECTORS) + centre(point / POINTS)) / RINGS;
                double angle = 2 * Math.PI * (cell % SECTORS + centre(point % POINTS)) / SECTORS;
                long row = Math.round(disc.centreY() - radius * Math.sin(angle));
                long column = Math.round(disc.centreX() + radius * Math.cos(angle));
                sum += map.valueAt(within(row, map), within(column, map));
            }
            means[cell] = sum / (POINTS * POINTS);
        }
        return means;
    }

    private static double centre(int point) {
        return (point + 0.5) / POINTS;
    }

    private static int within(long index, PolarMap map) {
        return (int) Math.max(0, Math.min(map.pixels() - 1, index));
    }

    /** The pattern of the map turned counter-clockwise by quarters of a circle. */
    static double[] turned(double[] pattern, int quarters) {
        double[] turned = new double[pattern.length];
        int by = quarters * SECTORS / 4;
        for (int cell = 0; cell < turned.length; cell++) {
            int ring = cell / SECTORS * SECTORS;
            turned[ring + (cell % SECTORS + by) % SECTORS] = pattern[cell];
        }
        return turned;
    }

    /** Logarithms of the differences between neighbours at two scales and in two directions, quantiles, and the mean at the rim. */
    static double[] appearance(PolarMap map) {
        int side = map.pixels();
        float[] values = new float[side * side];
        map.copyTo(values, 0);
        double[] inside = new double[values.length];
        int count = 0;
        double rim = 0;
        int rimCount = 0;
        double fine = 0;
        double coarse = 0;
        double across = 0;
        double down = 0;
        int textured = 0;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double radius = map.disc().relativeRadius(column, row);
                if (radius > 1) {
                    continue;
                }
                double value = values[row * side + column];
                inside[count++] = value;
                if (radius > RIM_FROM) {
                    rim += value;
                    rimCount++;
                }
                if (radius <= TEXTURE_WITHIN && row >= 2 && column >= 2 && row < side - 2 && column < side - 2) {
                    double three = mean(values, side, row, column, 1);
                    double five = mean(values, side, row, column, 2);
                    fine += (value - three) * (value - three);
                    coarse += (three - five) * (three - five);
                    across += Math.abs(value - values[row * side + column - 1]);
                    down += Math.abs(value - values[(row - 1) * side + column]);
                    textured++;
                }
            }
        }
        int n = Math.max(1, textured);
        double[] figures = new double[QUANTILES.length + 5];
        figures[0] = Math.log(SMALLEST + Math.sqrt(fine / n));
        figures[1] = Math.log(SMALLEST + Math.sqrt(coarse / n));
        figures[2] = Math.log(SMALLEST + across / n);
        figures[3] = Math.log(SMALLEST + down / n);
        figures[4] = rim / Math.max(1, rimCount);
        Arrays.sort(inside, 0, count);
        for (int q = 0; q < QUANTILES.length; q++) {
            figures[5 + q] = inside[(int) (QUANTILES[q] * Math.max(0, count - 1))];
        }
        return figures;
    }

    private static double mean(float[] values, int side, int row, int column, int reach) {
        double sum = 0;
        for (int r = row - reach; r <= row + reach; r++) {
            for (int c = column - reach; c <= column + reach; c++) {
                sum += values[r * side + c];
            }
        }
        return sum / ((2 * reach + 1) * (2 * reach + 1));
    }
}
