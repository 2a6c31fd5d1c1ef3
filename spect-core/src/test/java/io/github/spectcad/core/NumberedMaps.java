package io.github.spectcad.core;

/** Maps of values that look random and follow from a number, so that references in other languages can make the same. */
public final class NumberedMaps {
    private NumberedMaps() {}

    /** The map of a number, on the disc that fills it. */
    public static PolarMap map(int number, int side) {
        return map(number, side, Disc.inscribed(side));
    }

    /** The map of a number; 0 outside the disc. */
    public static PolarMap map(int number, int side, Disc disc) {
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
            int row = i / side;
            if (disc.relativeRadius(i % side, row) <= 1) {
                values[i] = (number * 7919 + i * i * 31 + i * 17 + number * i * 13) % 101 / 100f;
            }
        }
        return PolarMap.of(PerfusionState.REST, side, values, disc, "map " + number);
    }
}
