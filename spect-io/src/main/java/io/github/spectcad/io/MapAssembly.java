package io.github.spectcad.io;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import java.io.IOException;
import java.util.Arrays;

/** Makes a polar map of the grey values of a square picture: 0 outside the disc, divided by the largest inside. */
final class MapAssembly {
    private MapAssembly() {}

    static PolarMap of(GreyImage image, PerfusionState state, String source) throws IOException {
        int side = image.width();
        DiscRows inside = new DiscRows(side);
        byte[] bytes = image.plainBytes();
        if (bytes != null) {
            return PolarMap.ofLevels(
                    state, side, bytes, normalisedLevels(bytes, side, inside), Disc.inscribed(side), source);
        }
        PolarMap.Builder map = PolarMap.builder(state, side, Disc.inscribed(side), source);
        normaliseRows(image, inside, map);
        return map.build();
    }

    /** Shares of full scale as they are, 0 outside the disc, of one size. */
    static PolarMap ofShares(GreyImage image, int side, PerfusionState state, String source) throws IOException {
        int from = image.width();
        float[] values = PictureChange.values(image);
        DiscRows inside = new DiscRows(from);
        for (int row = 0; row < from; row++) {
            Arrays.fill(values, row * from, row * from + inside.start(row), 0);
            Arrays.fill(values, row * from + inside.end(row), (row + 1) * from, 0);
        }
        PolarMap map = PolarMap.of(state, side, Resampling.resize(values, from, side), Disc.inscribed(side), source);
        requireUptake(map.maximum());
        return map;
    }

    static PolarMap resized(PolarMap map, int side) throws IOException {
        if (side == map.pixels()) {
            return map;
        }
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        float[] resized = Resampling.resize(values, map.pixels(), side);
        divideByMaximum(resized);
        return PolarMap.of(map.state(), side, resized, Disc.inscribed(side), map.source());
    }

    /** Sets bytes outside the disc to 0. */
    private static float[] normalisedLevels(byte[] bytes, int side, DiscRows inside) throws IOException {
        int maximum = 0;
        for (int row = 0; row < side; row++) {
            int start = row * side + inside.start(row);
            int end = row * side + inside.end(row);
            Arrays.fill(bytes, row * side, start, (byte) 0);
            Arrays.fill(bytes, end, (row + 1) * side, (byte) 0);
            for (int i = start; i < end; i++) {
                maximum = Math.max(maximum, bytes[i] & 0xFF);
            }
        }
        requireUptake(maximum);
        float[] levels = new float[256];
        for (int level = 0; level <= maximum; level++) {
            levels[level] = (float) ((double) level / maximum);
        }
        return levels;
    }

    private static void normaliseRows(GreyImage image, DiscRows inside, PolarMap.Builder map) throws IOException {
        int side = image.width();
        double[] row = new double[side];
        double[] samples = image.newSamples();
        double maximum = 0;
        for (int y = 0; y < side; y++) {
            image.readRow(y, row, samples);
            for (int x = inside.start(y); x < inside.end(y); x++) {
                if (!(row[x] >= 0 && row[x] <= Double.MAX_VALUE)) {
                    throw new IOException("the value at row " + y + ", column " + x + " is " + row[x]
                            + ": allowed inside the disc are finite values of at least 0");
                }
                maximum = Math.max(maximum, row[x]);
            }
        }
        requireUptake(maximum);
        float[] values = new float[side];
        for (int y = 0; y < side; y++) {
            image.readRow(y, row, samples);
            for (int x = 0; x < side; x++) {
                boolean isInside = x >= inside.start(y) && x < inside.end(y);
                values[x] = isInside ? (float) (row[x] / maximum) : 0;
            }
            map.row(y, values);
        }
    }

    private static void requireUptake(double maximum) throws IOException {
        if (maximum == 0) {
            throw new IOException("the map is empty: every pixel inside its disc is 0");
        }
    }

    private static void divideByMaximum(float[] values) throws IOException {
        float maximum = 0;
        for (float value : values) {
            maximum = Math.max(maximum, value);
        }
        requireUptake(maximum);
        for (int i = 0; i < values.length; i++) {
            values[i] /= maximum;
        }
    }
}
