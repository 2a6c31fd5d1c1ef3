package io.github.spectcad.core;

import java.util.Arrays;
import java.util.Objects;

/**
 * One polar map (bull's-eye): relative perfusion of the left ventricle, apex at the centre, anterior up, septum left.
 *
 * <p>Pixels are row-major floats {@code [row, column]} of a square picture, in [0, 1] with maximum 1 where the map was
 * normalised, and exactly 0 outside the disc. Immutable; safe for concurrent use. A map made by {@link #ofLevels} takes a
 * byte for each pixel, others take four.
 */
public final class PolarMap {
    private final PerfusionState state;
    private final int pixels;
    private final float[] values; // null where there are levels
    private final byte[] codes;
    private final float[] levels;
    private final Disc disc;
    private final String source;

    private PolarMap(
            PerfusionState state, int pixels, float[] values, byte[] codes, float[] levels, Disc disc, String source) {
        this.state = state;
        this.pixels = pixels;
        this.values = values;
        this.codes = codes;
        this.levels = levels;
        this.disc = disc;
        this.source = source;
    }

    /**
     * Makes a map from a copy of the given pixels.
     *
     * @param state rest or stress
     * @param pixels width and height, at least 1
     * @param values {@code pixels * pixels} finite values of at least 0, row-major; values outside the disc must be 0
     * @param disc where the myocardium lies
     * @param source where the map came from, for messages and provenance, for example a file name
     * @return the map
     * @throws IllegalArgumentException if the length is wrong, or a value is NaN, infinite, negative, or not 0 outside
     *     the disc
     */
    public static PolarMap of(PerfusionState state, int pixels, float[] values, Disc disc, String source) {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(disc, "disc");
        Objects.requireNonNull(source, "source");
        if (pixels < 1 || values.length != (long) pixels * pixels) {
            throw new IllegalArgumentException("a polar map of " + pixels + " pixels needs pixels * pixels values, got "
                    + values.length + " (" + source + ")");
        }
        float[] copy = values.clone();
        for (int row = 0; row < pixels; row++) {
            checkRow(copy, row, pixels, disc, source);
        }
        return new PolarMap(state, pixels, copy, null, null, disc, source);
    }

    /**
     * Makes a map of at most 256 different values, as an 8-bit picture has them, from a copy of the given arrays.
     *
     * @param state rest or stress
     * @param pixels width and height, at least 1
     * @param codes {@code pixels * pixels} indices of levels, as bytes without a sign, row-major
     * @param levels 256 finite values of at least 0; those of pixels outside the disc must be 0
     * @param disc where the myocardium lies
     * @param source where the map came from
     * @return the map
     * @throws IllegalArgumentException if a length is wrong, a level is NaN, infinite or negative, or a pixel is not 0
     *     outside the disc
     */
    public static PolarMap ofLevels(
            PerfusionState state, int pixels, byte[] codes, float[] levels, Disc disc, String source) {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(disc, "disc");
        Objects.requireNonNull(source, "source");
        if (pixels < 1 || codes.length != (long) pixels * pixels || levels.length != 256) {
            throw new IllegalArgumentException(
                    "a polar map of " + pixels + " pixels needs pixels * pixels codes and 256" + " levels, got "
                            + codes.length + " and " + levels.length + " (" + source + ")");
        }
        byte[] ownCodes = codes.clone();
        float[] ownLevels = levels.clone();
        for (float level : ownLevels) {
            if (!(level >= 0 && level <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException("a level of a polar map is " + level
                        + ": allowed are finite values of at least 0 (" + source + ")");
            }
        }
        for (int row = 0; row < pixels; row++) {
            int from = surelyInside(row, pixels, disc);
            int to = surelyInsideEnd(row, pixels, disc, from);
            for (int column = 0; column < from; column++) {
                checkPixel(ownLevels[ownCodes[row * pixels + column] & 0xFF], row, column, disc, source);
            }
            for (int column = to; column < pixels; column++) {
                checkPixel(ownLevels[ownCodes[row * pixels + column] & 0xFF], row, column, disc, source);
            }
        }
        return new PolarMap(state, pixels, null, ownCodes, ownLevels, disc, source);
    }

    /**
     * Makes a map row by row, for readers of large cohorts: the pixels are copied once and never held twice.
     *
     * @param state rest or stress
     * @param pixels width and height, at least 1
     * @param disc where the myocardium lies
     * @param source where the map came from
     * @return a builder for one map, all its pixels 0; for use by one thread
     * @throws IllegalArgumentException if there are no pixels or too many for an array
     */
    public static Builder builder(PerfusionState state, int pixels, Disc disc, String source) {
        return new Builder(state, pixels, disc, source);
    }

    /** Makes one map row by row. Not safe for concurrent use. */
    public static final class Builder {
        private final PolarMap map;
        private boolean built;

        private Builder(PerfusionState state, int pixels, Disc disc, String source) {
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(disc, "disc");
            Objects.requireNonNull(source, "source");
            if (pixels < 1 || (long) pixels * pixels > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "a polar map has at least 1 x 1 and at most 46340 x 46340 pixels, got " + pixels);
            }
            map = new PolarMap(state, pixels, new float[pixels * pixels], null, null, disc, source);
        }

        /**
         * Sets one row.
         *
         * @param row row from the top
         * @param values a value for each column, as in {@link PolarMap#of}; copied
         * @return this builder
         * @throws IllegalArgumentException if the length is wrong, or a value is NaN, infinite, negative, or not 0
         *     outside the disc
         * @throws IllegalStateException if the map has been built
         */
        public Builder row(int row, float[] values) {
            if (built) {
                throw new IllegalStateException("the polar map has been built and cannot change");
            }
            Objects.checkIndex(row, map.pixels);
            if (values.length != map.pixels) {
                throw new IllegalArgumentException("a row of a polar map of " + map.pixels + " pixels needs "
                        + map.pixels + " values, got " + values.length + " (" + map.source + ")");
            }
            System.arraycopy(values, 0, map.values, row * map.pixels, map.pixels);
            try {
                checkRow(map.values, row, map.pixels, map.disc, map.source);
            } catch (IllegalArgumentException e) {
                built = true;
                throw e;
            }
            return this;
        }

        /**
         * Ends the building.
         *
         * @return the map
         * @throws IllegalStateException if it has been built before, or a row was refused
         */
        public PolarMap build() {
            if (built) {
                throw new IllegalStateException("the polar map has been built before, or a row of it was refused");
            }
            built = true;
            return map;
        }
    }

    /** Looks at single pixels only near the rim and beyond, or where the bits of the row hold something suspect. */
    private static void checkRow(float[] values, int row, int pixels, Disc disc, String source) {
        int from = surelyInside(row, pixels, disc);
        int to = surelyInsideEnd(row, pixels, disc, from);
        int start = row * pixels;
        int suspect = 0;
        for (int i = start + from; i < start + to; i++) {
            // one of the two sign bits is set for negative, infinite and NaN values, and for -0
            int bits = Float.floatToRawIntBits(values[i]);
            suspect |= bits | (bits + 0x00800000);
        }
        boolean insideIsFine = suspect >= 0;
        for (int column = 0; column < (insideIsFine ? from : pixels); column++) {
            checkPixel(values[start + column], row, column, disc, source);
        }
        for (int column = insideIsFine ? to : pixels; column < pixels; column++) {
            checkPixel(values[start + column], row, column, disc, source);
        }
    }

    /** The first column of a row that lies inside the disc whatever the rounding. */
    private static int surelyInside(int row, int pixels, Disc disc) {
        return (int) Math.max(0, Math.min(pixels, Math.ceil(disc.centreX() - surelyInsideHalf(row, disc))));
    }

    /** The first column from there on that may lie outside. */
    private static int surelyInsideEnd(int row, int pixels, Disc disc, int from) {
        return (int) Math.max(from, Math.min(pixels, Math.floor(disc.centreX() + surelyInsideHalf(row, disc)) + 1));
    }

    private static double surelyInsideHalf(int row, Disc disc) {
        double dy = row - disc.centreY();
        return Math.sqrt(Math.max(0, disc.radius() * disc.radius() - dy * dy)) - 1;
    }

    private static void checkPixel(float v, int row, int column, Disc disc, String source) {
        if (!(v >= 0 && v <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("polar map value at row " + row + ", column " + column + " is " + v
                    + ": allowed are finite values of at least 0 (" + source + ")");
        }
        if (v != 0 && disc.relativeRadius(column, row) > 1) {
            throw new IllegalArgumentException("polar map value at row " + row + ", column " + column
                    + " lies outside the disc and is " + v + ": must be 0 (" + source + ")");
        }
    }

    /** {@return rest or stress} */
    public PerfusionState state() {
        return state;
    }

    /** {@return width and height in pixels} */
    public int pixels() {
        return pixels;
    }

    /** {@return where the myocardium lies} */
    public Disc disc() {
        return disc;
    }

    /** {@return where the map came from, for messages} */
    public String source() {
        return source;
    }

    /**
     * One pixel.
     *
     * @param row row from the top
     * @param column column from the left
     * @return the relative perfusion there
     */
    public float valueAt(int row, int column) {
        Objects.checkIndex(row, pixels);
        Objects.checkIndex(column, pixels);
        int i = row * pixels + column;
        return values == null ? levels[codes[i] & 0xFF] : values[i];
    }

    /**
     * Copies all pixels, row-major: the one bulk access, for hot paths.
     *
     * @param target where to copy to
     * @param offset index of the first value in {@code target}
     */
    public void copyTo(float[] target, int offset) {
        if (values != null) {
            System.arraycopy(values, 0, target, offset, values.length);
            return;
        }
        Objects.checkFromIndexSize(offset, codes.length, target.length);
        for (int i = 0; i < codes.length; i++) {
            target[offset + i] = levels[codes[i] & 0xFF];
        }
    }

    /** All pixels, not to be changed. */
    private float[] floats() {
        if (values != null) {
            return values;
        }
        float[] all = new float[codes.length];
        copyTo(all, 0);
        return all;
    }

    /** {@return the largest pixel value} */
    public float maximum() {
        float max = 0;
        for (float v : floats()) {
            max = Math.max(max, v);
        }
        return max;
    }

    /**
     * The map turned about the centre of its disc, interpolated bilinearly; what lies outside the map or the disc counts
     * as 0, and the background stays 0.
     *
     * @param degrees angle, counter-clockwise, finite
     * @return a map of the same size, state, disc and source
     * @throws IllegalArgumentException if the angle is not finite
     */
    public PolarMap rotated(double degrees) {
        if (!Double.isFinite(degrees)) {
            throw new IllegalArgumentException("rotation is " + degrees + " degrees: must be finite");
        }
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        float[] all = floats();
        float[] turned = new float[all.length];
        int firstRow = (int) Math.max(0, Math.ceil(disc.centreY() - disc.radius()));
        int lastRow = (int) Math.min(pixels - 1, Math.floor(disc.centreY() + disc.radius()));
        for (int row = firstRow; row <= lastRow; row++) {
            double dy = row - disc.centreY();
            double halfWidth = Math.sqrt(disc.radius() * disc.radius() - dy * dy);
            int first = (int) Math.max(0, Math.ceil(disc.centreX() - halfWidth));
            int last = (int) Math.min(pixels - 1, Math.floor(disc.centreX() + halfWidth));
            // rounding must not let a pixel in that the check of a map holds for background
            while (first <= last && disc.relativeRadius(first, row) > 1) {
                first++;
            }
            while (first <= last && disc.relativeRadius(last, row) > 1) {
                last--;
            }
            double rowX = disc.centreX() - dy * sin;
            double rowY = disc.centreY() + dy * cos;
            for (int column = first; column <= last; column++) {
                double dx = column - disc.centreX();
                turned[row * pixels + column] = interpolated(all, rowX + dx * cos, rowY + dx * sin);
            }
        }
        return new PolarMap(state, pixels, turned, null, null, disc, source);
    }

    private float interpolated(float[] all, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float toRight = (float) (x - left);
        float toBottom = (float) (y - top);
        int i = top * pixels + left;
        float upper;
        float lower;
        if (left >= 0 && top >= 0 && left < pixels - 1 && top < pixels - 1) {
            upper = all[i] + toRight * (all[i + 1] - all[i]);
            lower = all[i + pixels] + toRight * (all[i + pixels + 1] - all[i + pixels]);
        } else {
            float topLeft = valueOrZero(all, top, left);
            float bottomLeft = valueOrZero(all, top + 1, left);
            upper = topLeft + toRight * (valueOrZero(all, top, left + 1) - topLeft);
            lower = bottomLeft + toRight * (valueOrZero(all, top + 1, left + 1) - bottomLeft);
        }
        return upper + toBottom * (lower - upper);
    }

    private float valueOrZero(float[] all, int row, int column) {
        return row >= 0 && column >= 0 && row < pixels && column < pixels ? all[row * pixels + column] : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolarMap that
                && state == that.state
                && pixels == that.pixels
                && disc.equals(that.disc)
                && Arrays.equals(floats(), that.floats());
    }

    @Override
    public int hashCode() {
        return Objects.hash(state, pixels, disc, Arrays.hashCode(floats()));
    }

    @Override
    public String toString() {
        return "PolarMap[" + state.id() + ", " + pixels + " x " + pixels + ", " + source + "]";
    }
}
