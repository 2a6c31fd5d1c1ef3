package io.github.spectcad.io;

import io.github.spectcad.core.Disc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the discs in a screenshot: areas of other colours than the background, round within a few percent. The background
 * is the most frequent colour of the border. Lines of up to four pixels in the colour of the background, and holes, do not
 * divide a disc. Centre and radius follow from the area and its centroid; a disc that touches all four borders within one
 * and a half pixels is the inscribed one.
 */
final class DiscFinder {
    /** JPEG spreads colour farther than brightness. */
    private static final int COLOUR_DIFFERENCE = 72;

    private static final int BRIGHTNESS_DIFFERENCE = 20;
    private static final int CLOSING = 2;
    private static final int LEAST_DIAMETER = 24;
    private static final double ROUND_SIDES = 0.06;
    private static final double LEAST_FILL = 0.93;
    private static final double MOST_FILL = 1.06;
    private static final double SNAP = 1.5;

    private final int width;
    private final int height;

    private DiscFinder(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /**
     * Finds discs.
     *
     * @param rgb colours {@code 0xRRGGBB}, row-major
     * @param width number of columns
     * @return the discs, row by row of the screen: by the top of each, then from the left
     */
    static List<Disc> find(int[] rgb, int width) {
        return new DiscFinder(width, rgb.length / width).find(rgb);
    }

    private List<Disc> find(int[] rgb) {
        int background = background(rgb);
        boolean[] foreground = new boolean[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            foreground[i] = difference(rgb[i], background) > COLOUR_DIFFERENCE
                    || brightnessDifference(rgb[i], background) > BRIGHTNESS_DIFFERENCE;
        }
        boolean[] filled = shrunk(filled(grown(foreground)));
        List<Disc> discs = new ArrayList<>();
        boolean[] seen = new boolean[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            if (filled[i] && !seen[i]) {
                Disc disc = round(filled, seen, i);
                if (disc != null) {
                    discs.add(disc);
                }
            }
        }
        discs.sort(Comparator.<Disc>comparingDouble(disc -> Math.floor(disc.centreY() / disc.radius()))
                .thenComparingDouble(Disc::centreX));
        return discs;
    }

    private int background(int[] rgb) {
        int[] border = new int[2 * (width + height)];
        int count = 0;
        for (int x = 0; x < width; x++) {
            border[count++] = rgb[x] & 0xF0F0F0;
            border[count++] = rgb[(height - 1) * width + x] & 0xF0F0F0;
        }
        for (int y = 0; y < height; y++) {
            border[count++] = rgb[y * width] & 0xF0F0F0;
            border[count++] = rgb[y * width + width - 1] & 0xF0F0F0;
        }
        Arrays.sort(border);
        int best = border[0];
        int most = 0;
        int run = 0;
        for (int i = 0; i < border.length; i++) {
            run = i > 0 && border[i] == border[i - 1] ? run + 1 : 1;
            if (run > most) {
                most = run;
                best = border[i];
            }
        }
        // the middle of the sixteen levels that were counted as one, but black and white themselves at the ends
        return best == 0 ? 0 : best == 0xF0F0F0 ? 0xFFFFFF : best | 0x080808;
    }

    private static int difference(int a, int b) {
        return Math.max(
                Math.abs((a >> 16 & 0xFF) - (b >> 16 & 0xFF)),
                Math.max(Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF)), Math.abs((a & 0xFF) - (b & 0xFF))));
    }

    private static int brightnessDifference(int a, int b) {
        return Math.abs(brightness(a) - brightness(b));
    }

    private static int brightness(int rgb) {
        return (299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF)) / 1000;
    }

    private boolean[] grown(boolean[] area) {
        return along(along(area, 1, true), width, true);
    }

    private boolean[] shrunk(boolean[] area) {
        return along(along(area, 1, false), width, false);
    }

    /** Whether one pixel within reach, or every one, belongs to the area, along rows (step 1) or columns. */
    private boolean[] along(boolean[] area, int step, boolean one) {
        boolean[] result = new boolean[area.length];
        for (int i = 0; i < area.length; i++) {
            boolean value = !one;
            int place = step == 1 ? i % width : i / width;
            int last = step == 1 ? width - 1 : height - 1;
            for (int d = Math.max(-CLOSING, -place); d <= Math.min(CLOSING, last - place); d++) {
                value = one ? value || area[i + d * step] : value && area[i + d * step];
            }
            result[i] = value;
        }
        return result;
    }

    /** Everything that the background does not reach from the border. */
    private boolean[] filled(boolean[] area) {
        boolean[] outside = new boolean[area.length];
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        for (int i = 0; i < area.length; i++) {
            boolean border = i < width || i >= area.length - width || i % width == 0 || i % width == width - 1;
            if (border && !area[i]) {
                outside[i] = true;
                queue.add(i);
            }
        }
        while (!queue.isEmpty()) {
            for (int next : neighbours(queue.remove())) {
                if (next >= 0 && !area[next] && !outside[next]) {
                    outside[next] = true;
                    queue.add(next);
                }
            }
        }
        for (int i = 0; i < outside.length; i++) {
            outside[i] = !outside[i];
        }
        return outside;
    }

    private int[] neighbours(int i) {
        return new int[] {
            i % width > 0 ? i - 1 : -1,
            i % width < width - 1 ? i + 1 : -1,
            i >= width ? i - width : -1,
            i < width * (height - 1) ? i + width : -1
        };
    }

    /** The connected area around a pixel as a disc, or null where it is not round. */
    private Disc round(boolean[] filled, boolean[] seen, int start) {
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        queue.add(start);
        seen[start] = true;
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        long area = 0;
        double sumX = 0;
        double sumY = 0;
        while (!queue.isEmpty()) {
            int i = queue.remove();
            int x = i % width;
            int y = i / width;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            area++;
            sumX += x;
            sumY += y;
            for (int next : neighbours(i)) {
                if (next >= 0 && filled[next] && !seen[next]) {
                    seen[next] = true;
                    queue.add(next);
                }
            }
        }
        double across = right - left + 1;
        double down = bottom - top + 1;
        double fill = area / (Math.PI / 4 * across * down);
        boolean isRound = Math.min(across, down) >= LEAST_DIAMETER
                && Math.abs(across - down) <= Math.max(2, ROUND_SIDES * Math.max(across, down))
                && fill >= LEAST_FILL
                && fill <= MOST_FILL;
        if (!isRound) {
            return null;
        }
        Disc disc = new Disc(sumX / area, sumY / area, Math.sqrt(area / Math.PI));
        Disc inscribed = Disc.inscribed(width);
        boolean fills = width == height
                && Math.abs(disc.centreX() - inscribed.centreX()) < SNAP
                && Math.abs(disc.centreY() - inscribed.centreY()) < SNAP
                && Math.abs(disc.radius() - inscribed.radius()) < SNAP;
        return fills ? inscribed : disc;
    }
}
