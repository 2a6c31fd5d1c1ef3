package io.github.spectcad.io.picture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * The mask through which the authors of the paper show saliency: Otsu's threshold of the saliency in 256 grey levels, a
 * closing with a square of 3 x 3 pixels, holes filled. Saliency outside the mask is 0.
 *
 * <p>Otsu: A threshold selection method from gray-level histograms. IEEE Trans. SMC 9 (1979),
 * <a href="https://doi.org/10.1109/TSMC.1979.4310076">doi:10.1109/TSMC.1979.4310076</a>.
 *
 * @since 0.1.0
 */
public final class OtsuMask {
    private static final int LEVELS = 256;

    private OtsuMask() {}

    /**
     * Masks saliency.
     *
     * @param saliency {@code pixels * pixels} values in [0, 1], row-major; outside the disc 0
     * @param pixels width and height
     * @return a copy in which what lies outside the mask is 0; all 0 where all values are equal
     * @throws IllegalArgumentException if the length is wrong or a value is NaN or outside [0, 1]
     */
    public static double[] apply(double[] saliency, int pixels) {
        if (Objects.requireNonNull(saliency, "saliency").length != pixels * pixels) {
            throw new IllegalArgumentException(
                    "saliency has " + saliency.length + " values: needs " + pixels + " x " + pixels);
        }
        int[] levels = new int[saliency.length];
        for (int i = 0; i < levels.length; i++) {
            if (!(saliency[i] >= 0 && saliency[i] <= 1)) {
                throw new IllegalArgumentException(
                        "saliency at index " + i + " is " + saliency[i] + ": must lie in [0, 1]");
            }
            levels[i] = (int) (saliency[i] * (LEVELS - 1));
        }
        int threshold = threshold(levels);
        boolean[] mask = new boolean[levels.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = levels[i] > threshold;
        }
        boolean[] filled = filled(closed(mask, pixels), pixels);
        double[] masked = new double[saliency.length];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = filled[i] ? saliency[i] : 0;
        }
        return masked;
    }

    /** The level up to which pixels are background: the least of those with the greatest variance between the classes. */
    private static int threshold(int[] levels) {
        long[] counts = new long[LEVELS];
        double total = 0;
        for (int level : levels) {
            counts[level]++;
            total += level;
        }
        double below = 0;
        double sum = 0;
        double best = 0;
        int threshold = LEVELS - 1;
        for (int level = 0; level < LEVELS; level++) {
            below += counts[level];
            sum += (double) level * counts[level];
            double above = levels.length - below;
            if (below > 0 && above > 0) {
                double difference = sum / below - (total - sum) / above;
                double between = below * above * difference * difference;
                if (between > best) {
                    best = between;
                    threshold = level;
                }
            }
        }
        return threshold;
    }

    /** Dilated, then eroded; what lies beyond the rim of the picture changes neither. */
    private static boolean[] closed(boolean[] mask, int pixels) {
        return neighbourhood(neighbourhood(mask, pixels, true), pixels, false);
    }

    /** For each pixel whether it or one of its eight neighbours has the value, or, sought false, whether none lacks it. */
    private static boolean[] neighbourhood(boolean[] mask, int pixels, boolean sought) {
        boolean[] result = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            boolean found = false;
            for (int row = Math.max(0, i / pixels - 1); row <= Math.min(pixels - 1, i / pixels + 1); row++) {
                for (int column = Math.max(0, i % pixels - 1);
                        column <= Math.min(pixels - 1, i % pixels + 1);
                        column++) {
                    found |= mask[row * pixels + column] == sought;
                }
            }
            result[i] = found == sought;
        }
        return result;
    }

    /** Everything that the background, spreading from the rim over sides of pixels, does not reach. */
    private static boolean[] filled(boolean[] mask, int pixels) {
        boolean[] outside = new boolean[mask.length];
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < pixels; i++) {
            for (int rim : new int[] {i, (pixels - 1) * pixels + i, i * pixels, i * pixels + pixels - 1}) {
                reach(rim, mask, outside, open);
            }
        }
        while (!open.isEmpty()) {
            int pixel = open.remove();
            int column = pixel % pixels;
            if (column > 0) {
                reach(pixel - 1, mask, outside, open);
            }
            if (column < pixels - 1) {
                reach(pixel + 1, mask, outside, open);
            }
            if (pixel >= pixels) {
                reach(pixel - pixels, mask, outside, open);
            }
            if (pixel < mask.length - pixels) {
                reach(pixel + pixels, mask, outside, open);
            }
        }
        boolean[] filled = new boolean[mask.length];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = !outside[i];
        }
        return filled;
    }

    private static void reach(int pixel, boolean[] mask, boolean[] outside, Deque<Integer> open) {
        if (!mask[pixel] && !outside[pixel]) {
            outside[pixel] = true;
            open.add(pixel);
        }
    }
}
