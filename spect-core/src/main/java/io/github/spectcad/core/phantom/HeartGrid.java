package io.github.spectcad.core.phantom;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.SegmentGrid;

/**
 * The square grid simulated hearts are modelled on: fields are row-major arrays of {@value #SIZE} x {@value #SIZE} values
 * over the disc and the corners around it, where radii beyond the rim count as the rim, so that smoothing near the rim
 * mixes myocardium with myocardium.
 */
final class HeartGrid {
    static final int SIZE = 40;
    static final int PIXELS = SIZE * SIZE;

    /** Steps of a turn in tables over the angle. */
    static final int ANGLES = 120;

    /** Position of each pixel: x to the right and y up, 1 at the rim. */
    static final float[] X = new float[PIXELS];

    static final float[] Y = new float[PIXELS];

    /** Relative radius, at most 1. */
    static final float[] RADIUS = new float[PIXELS];

    /** Angle counter-clockwise from lateral in steps, in [0, ANGLES). */
    static final float[] ANGLE = new float[PIXELS];

    private static final int SMOOTHING_REACH = 3;
    private static final SegmentGrid SEGMENTS = AhaGeometry.STANDARD.grid(SIZE, Disc.inscribed(SIZE));
    private static final int BELL_STEPS = 256;
    private static final int BELL_END = 16;
    private static final float[] BELL = bells();

    static {
        Disc disc = Disc.inscribed(SIZE);
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            int column = pixel % SIZE;
            int row = pixel / SIZE;
            X[pixel] = (float) ((column - disc.centreX()) / disc.radius());
            Y[pixel] = (float) ((disc.centreY() - row) / disc.radius());
            RADIUS[pixel] = (float) Math.min(1, disc.relativeRadius(column, row));
            double degrees = StrictMath.toDegrees(StrictMath.atan2(Y[pixel], X[pixel]));
            ANGLE[pixel] = (float) ((degrees < 0 ? degrees + 360 : degrees) * ANGLES / 360 % ANGLES);
        }
    }

    private HeartGrid() {}

    private static float[] bells() {
        float[] values = new float[BELL_END * BELL_STEPS + 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) StrictMath.exp(-(double) i / BELL_STEPS);
        }
        return values;
    }

    /** The bell {@code exp(-z^2 / 2)} of a squared distance, to 2e-6. */
    static float bell(float squared) {
        float half = squared / 2;
        if (!(half < BELL_END)) {
            return 0;
        }
        float at = half * BELL_STEPS;
        int index = (int) at;
        return BELL[index] + (at - index) * (BELL[index + 1] - BELL[index]);
    }

    /** A value of a table over the angle, at an angle in steps of [0, ANGLES). */
    static float at(float[] table, float angle) {
        int index = (int) angle;
        int next = index + 1 < ANGLES ? index + 1 : 0;
        return table[index] + (angle - index) * (table[next] - table[index]);
    }

    /** Gaussian smoothing by a standard deviation in pixels. */
    static void smooth(float[] field, float sigma) {
        int reach = (int) Math.ceil(SMOOTHING_REACH * sigma);
        float[] kernel = new float[2 * reach + 1];
        float sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            float z = (i - reach) / sigma;
            kernel[i] = bell(z * z);
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        float[] padded = new float[SIZE + 2 * reach];
        float[] line = new float[SIZE];
        for (int row = 0; row < SIZE; row++) {
            System.arraycopy(field, row * SIZE, padded, reach, SIZE);
            convolve(padded, kernel, reach, line);
            System.arraycopy(line, 0, field, row * SIZE, SIZE);
        }
        for (int column = 0; column < SIZE; column++) {
            for (int row = 0; row < SIZE; row++) {
                padded[reach + row] = field[row * SIZE + column];
            }
            convolve(padded, kernel, reach, line);
            for (int row = 0; row < SIZE; row++) {
                field[row * SIZE + column] = line[row];
            }
        }
    }

    /** The ends are continued by their last value. */
    private static void convolve(float[] padded, float[] kernel, int reach, float[] result) {
        for (int i = 0; i < reach; i++) {
            padded[i] = padded[reach];
            padded[reach + SIZE + i] = padded[reach + SIZE - 1];
        }
        for (int i = 0; i < SIZE; i++) {
            result[i] = 0;
        }
        for (int k = 0; k < kernel.length; k++) {
            float weight = kernel[k];
            for (int i = 0; i < SIZE; i++) {
                result[i] += weight * padded[i + k];
            }
        }
    }

    /** Mean of a field over each of the 17 segments. */
    static double[] segmentMeans(float[] field) {
        double[] means = SEGMENTS.sums(field);
        for (AhaSegment segment : AhaSegment.ORDER) {
            means[segment.ordinal()] /= SEGMENTS.pixelCount(segment);
        }
        return means;
    }

    /** A field at the pixels of another size, bilinear, on the inscribed disc, 0 outside, divided by its maximum there. */
    static float[] render(float[] field, int pixels) {
        float[] values = new float[Math.multiplyExact(pixels, pixels)];
        Disc disc = Disc.inscribed(pixels);
        float scale = (float) SIZE / pixels;
        float maximum = 0;
        for (int row = 0; row < pixels; row++) {
            float y = Math.max(0, Math.min(SIZE - 1, (row + 0.5f) * scale - 0.5f));
            int top = Math.min((int) y, SIZE - 2);
            double above = disc.centreY() - row;
            double half = Math.sqrt(Math.max(0, disc.radius() * disc.radius() - above * above));
            int end = Math.min(pixels - 1, (int) Math.floor(disc.centreX() + half));
            for (int column = pixels - 1 - end; column <= end; column++) {
                float x = Math.max(0, Math.min(SIZE - 1, (column + 0.5f) * scale - 0.5f));
                int left = Math.min((int) x, SIZE - 2);
                int at = top * SIZE + left;
                float upper = field[at] + (x - left) * (field[at + 1] - field[at]);
                float lower = field[at + SIZE] + (x - left) * (field[at + SIZE + 1] - field[at + SIZE]);
                float value = Math.max(0, upper + (y - top) * (lower - upper));
                values[row * pixels + column] = value;
                maximum = Math.max(maximum, value);
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= maximum;
        }
        return values;
    }
}
