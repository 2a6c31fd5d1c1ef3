package io.github.spectcad.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds colour bars in a screenshot: narrow rectangles whose colour changes along them and not across, with or without a frame
 * of one colour. The value rises upwards or to the right. A bar without a frame one of whose ends cannot be told from the
 * background, or whose low end is the brighter one, is not used: where it ends, or which way it runs, would be a guess.
 */
final class ColourBars {
    private static final double LEAST_FILL = 0.98;
    private static final int LEAST_LENGTH = 32;
    private static final int LEAST_BREADTH = 4;
    private static final int LEAST_RATIO = 3;
    private static final int MOST_FRAME = 4;
    /** Of a channel, within what is one colour to the eye; JPEG at quality 90 stays within it beside a frame. */
    private static final int SAME_COLOUR = 32;

    private static final double LEAST_EVEN = 0.95;

    private final PictureAreas picture;

    private ColourBars(PictureAreas picture) {
        this.picture = picture;
    }

    /**
     * Finds colour bars.
     *
     * @param picture the areas of the picture
     * @return their palettes, row by row of the screen
     */
    static List<Palette> find(PictureAreas picture) {
        ColourBars bars = new ColourBars(picture);
        List<Palette> palettes = new ArrayList<>();
        for (PictureAreas.Area area : picture.all()) {
            bars.palette(area).ifPresent(palettes::add);
        }
        return palettes;
    }

    private Optional<Palette> palette(PictureAreas.Area area) {
        int across = area.across();
        int down = area.down();
        if (Math.max(across, down) < LEAST_LENGTH
                || Math.max(across, down) < LEAST_RATIO * Math.min(across, down)
                || area.pixels() < LEAST_FILL * across * down) {
            return Optional.empty();
        }
        int frame = frame(area);
        boolean upright = down > across;
        int length = Math.max(across, down) - 2 * frame;
        int breadth = Math.min(across, down) - 2 * frame;
        if (breadth < LEAST_BREADTH || length < LEAST_LENGTH) {
            return Optional.empty();
        }
        int[] colours = new int[length];
        int even = 0;
        for (int i = 0; i < length; i++) {
            int[] line = new int[breadth - 2]; // the outermost may be mixed with what is beside the bar
            for (int j = 0; j < line.length; j++) {
                int x = area.left() + frame + (upright ? j + 1 : i);
                int y = area.top() + frame + (upright ? length - 1 - i : j + 1);
                line[j] = picture.rgb(x, y);
            }
            int mean = mean(line);
            boolean isEven =
                    Arrays.stream(line).allMatch(colour -> PictureAreas.difference(colour, mean) <= SAME_COLOUR);
            even += isEven ? 1 : 0;
            colours[i] = mean;
        }
        boolean whole = frame > 0 || (picture.isDistinct(colours[0]) && picture.isDistinct(colours[length - 1]));
        boolean rises = PictureAreas.brightness(colours[0]) < PictureAreas.brightness(colours[length - 1]);
        return even >= LEAST_EVEN * length && whole && rises
                ? Palette.ofColours("colour-bar", colours)
                : Optional.empty();
    }

    /** How many pixels wide the frame of one colour is; 0 where there is none. */
    private int frame(PictureAreas.Area area) {
        int frame = 0;
        int colour = picture.rgb(area.left(), area.top());
        while (frame < MOST_FRAME && isOfOneColour(area, frame, colour)) {
            frame++;
        }
        return frame;
    }

    private boolean isOfOneColour(PictureAreas.Area area, int inset, int colour) {
        int left = area.left() + inset;
        int right = area.right() - inset;
        int top = area.top() + inset;
        int bottom = area.bottom() - inset;
        boolean same = left < right && top < bottom;
        for (int x = left; same && x <= right; x++) {
            same = isSame(x, top, colour) && isSame(x, bottom, colour);
        }
        for (int y = top; same && y <= bottom; y++) {
            same = isSame(left, y, colour) && isSame(right, y, colour);
        }
        return same;
    }

    private boolean isSame(int x, int y, int colour) {
        return PictureAreas.difference(picture.rgb(x, y), colour) <= SAME_COLOUR;
    }

    private static int mean(int[] colours) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int colour : colours) {
            red += colour >> 16 & 0xFF;
            green += colour >> 8 & 0xFF;
            blue += colour & 0xFF;
        }
        int n = colours.length;
        return (((red + n / 2) / n) << 16) | (((green + n / 2) / n) << 8) | ((blue + n / 2) / n);
    }
}
