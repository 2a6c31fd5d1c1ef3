package io.github.spectcad.io;

import io.github.spectcad.core.Disc;
import java.io.IOException;

/**
 * Turns the colours of a picture into uptake by a palette, and mends what is drawn over the map: pixels of other colours,
 * and thin lines and letters that stand out from both sides. Such pixels get the mean of the nearest sound ones in eight
 * directions, weighted by the inverse square of the distance.
 *
 * @param values uptake, 0 to 1, for the whole picture; outside the disc 0
 * @param misfits the share of the disc whose colours are not the palette's, before mending
 * @param mended the share of the disc that was mended
 */
record PaletteInversion(GreyImage values, double misfits, double mended) {
    private static final double RIM_PIXELS = 2;
    private static final int FARTHEST = 48;
    private static final double STANDS_OUT = 0.08;
    private static final int LEAST_SIDE_FOR_LINES = 64;

    static PaletteInversion of(GreyImage image, Disc disc, Palette palette) throws IOException {
        int width = image.width();
        int height = image.height();
        float[] values = new float[width * height];
        boolean[] inside = new boolean[values.length];
        boolean[] unsound = new boolean[values.length];
        PaletteFit fit = new PaletteFit(palette);
        int[] row = new int[width];
        double[] samples = image.newSamples();
        int count = 0;
        int misfits = 0;
        double distances = 0;
        for (int y = 0; y < height; y++) {
            image.readColours(y, row, samples);
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                inside[i] = disc.relativeRadius(x, y) <= 1;
                if (inside[i]) {
                    values[i] = (float) fit.value(row[x]);
                    boolean misfit = fit.distance() > PaletteFit.MISFIT;
                    boolean atRim = disc.relativeRadius(x, y) > 1 - RIM_PIXELS / disc.radius();
                    unsound[i] = misfit || (atRim && fit.distance() > PaletteFit.MISFIT_AT_RIM);
                    count++;
                    misfits += misfit ? 1 : 0;
                    distances += misfit ? 0 : fit.distance();
                }
            }
        }
        if (count == 0) {
            throw new IOException("the disc holds no pixel of the picture");
        }
        double share = (double) misfits / count;
        if (share > Palette.MOST_MISFITS) {
            throw new IOException(Math.round(100 * share) + " % of the disc have colours that palette " + palette
                    + " does not: at most " + Math.round(100 * Palette.MOST_MISFITS)
                    + " % are mended, name the right palette or give its colour bar");
        }
        if (distances > fit.mostDistance() * (count - misfits)) {
            throw new IOException("its colours lie near those of palette " + palette
                    + " but are others: name the right palette or give its colour bar");
        }
        if (2 * disc.radius() >= LEAST_SIDE_FOR_LINES) {
            double step = palette.isStepped() ? 1.5 / palette.size() : 0;
            markLines(values, width, inside, unsound, disc, Math.max(STANDS_OUT, step));
        }
        int mended = mend(values, width, inside, unsound);
        return new PaletteInversion(PictureChange.ofValues(values, width), share, (double) mended / count);
    }

    private static void markLines(
            float[] values, int width, boolean[] inside, boolean[] unsound, Disc disc, double least) {
        int reach = (int) Math.max(2, Math.round(disc.radius() / 24));
        boolean[] lines = new boolean[values.length];
        int height = values.length / width;
        for (int y = reach; y < height - reach; y++) {
            for (int x = reach; x < width - reach; x++) {
                int i = y * width + x;
                lines[i] = inside[i]
                        && (stands(values, inside, i, reach, least) || stands(values, inside, i, reach * width, least));
            }
        }
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int i = y * width + x;
                unsound[i] |=
                        inside[i] && (lines[i] || lines[i - 1] || lines[i + 1] || lines[i - width] || lines[i + width]);
            }
        }
    }

    private static boolean stands(float[] values, boolean[] inside, int i, int step, double least) {
        if (!inside[i - step] || !inside[i + step]) {
            return false;
        }
        float before = values[i] - values[i - step];
        float after = values[i] - values[i + step];
        return before * after > 0 && Math.min(Math.abs(before), Math.abs(after)) > least;
    }

    private static int mend(float[] values, int width, boolean[] inside, boolean[] unsound) {
        int height = values.length / width;
        float[] sound = values.clone();
        int mended = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                if (unsound[i]) {
                    values[i] = around(sound, width, height, inside, unsound, x, y);
                    mended++;
                }
            }
        }
        return mended;
    }

    private static float around(
            float[] values, int width, int height, boolean[] inside, boolean[] unsound, int x, int y) {
        double sum = 0;
        double weight = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                for (int d = 1; d <= FARTHEST && (dx != 0 || dy != 0); d++) {
                    int column = x + d * dx;
                    int row = y + d * dy;
                    if (column < 0 || row < 0 || column >= width || row >= height || !inside[row * width + column]) {
                        break;
                    }
                    if (!unsound[row * width + column]) {
                        double w = 1.0 / (d * d * (dx * dx + dy * dy));
                        sum += w * values[row * width + column];
                        weight += w;
                        break;
                    }
                }
            }
        }
        return weight > 0 ? (float) (sum / weight) : values[y * width + x];
    }
}
