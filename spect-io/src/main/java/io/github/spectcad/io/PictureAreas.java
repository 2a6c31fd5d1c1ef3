package io.github.spectcad.io;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The areas of a picture that have other colours than the background, the most frequent colour of the border. Lines of up to
 * four pixels in the colour of the background, and holes, do not divide an area. For one thread.
 */
final class PictureAreas {
    /** JPEG spreads colour farther than brightness. */
    private static final int COLOUR_DIFFERENCE = 72;

    private static final int BRIGHTNESS_DIFFERENCE = 20;
    private static final int CLOSING = 2;

    private final int[] rgb;
    private final int width;
    private final int height;
    private final int background;
    private List<Area> areas;

    /**
     * An area.
     *
     * @param left its first column
     * @param top its first row
     * @param right its last column
     * @param bottom its last row
     * @param pixels how many pixels it has, holes included
     * @param centreX mean column
     * @param centreY mean row
     */
    record Area(int left, int top, int right, int bottom, long pixels, double centreX, double centreY) {
        int across() {
            return right - left + 1;
        }

        int down() {
            return bottom - top + 1;
        }
    }

    private PictureAreas(int[] rgb, int width) {
        this.rgb = rgb;
        this.width = width;
        this.height = rgb.length / width;
        this.background = background(rgb);
    }

    /**
     * Looks at a picture.
     *
     * @param rgb colours {@code 0xRRGGBB}, row-major
     * @param width number of columns
     * @return its areas
     */
    static PictureAreas of(int[] rgb, int width) {
        return new PictureAreas(rgb, width);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int rgb(int x, int y) {
        return rgb[y * width + x];
    }

    /** Whether a colour counts as that of the background. */
    boolean isBackground(int colour) {
        return difference(colour, background) <= COLOUR_DIFFERENCE
                && brightnessDifference(colour, background) <= BRIGHTNESS_DIFFERENCE;
    }

    /** Whether a colour is so far from that of the background that no gradual change leads there within a pixel or two. */
    boolean isDistinct(int colour) {
        return difference(colour, background) > 2 * COLOUR_DIFFERENCE
                || brightnessDifference(colour, background) > 2 * BRIGHTNESS_DIFFERENCE;
    }

    /** {@return the connected areas, by their first pixel, row by row} */
    List<Area> all() {
        if (areas == null) {
            areas = List.copyOf(found());
        }
        return areas;
    }

    private List<Area> found() {
        boolean[] foreground = new boolean[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            foreground[i] = !isBackground(rgb[i]);
        }
        boolean[] filled = shrunk(filled(grown(foreground)));
        List<Area> found = new ArrayList<>();
        boolean[] seen = new boolean[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            if (filled[i] && !seen[i]) {
                found.add(around(filled, seen, i));
            }
        }
        return found;
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

    /** The largest difference of a channel. */
    static int difference(int a, int b) {
        return Math.max(
                Math.abs((a >> 16 & 0xFF) - (b >> 16 & 0xFF)),
                Math.max(Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF)), Math.abs((a & 0xFF) - (b & 0xFF))));
    }

    private static int brightnessDifference(int a, int b) {
        return Math.abs(brightness(a) - brightness(b));
    }

    static int brightness(int rgb) {
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

    private Area around(boolean[] filled, boolean[] seen, int start) {
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        queue.add(start);
        seen[start] = true;
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        long pixels = 0;
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
            pixels++;
            sumX += x;
            sumY += y;
            for (int next : neighbours(i)) {
                if (next >= 0 && filled[next] && !seen[next]) {
                    seen[next] = true;
                    queue.add(next);
                }
            }
        }
        return new Area(left, top, right, bottom, pixels, sumX / pixels, sumY / pixels);
    }
}
