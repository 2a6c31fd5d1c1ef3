package io.github.spectcad.io;

import io.github.spectcad.core.PerfusionState;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The colours in which a clinical system draws uptake, from 0 to full scale. Immutable.
 *
 * <p>The well-known palettes of DICOM (PS3.6, UIDs 1.2.840.10008.1.5.1 to .4: hot iron, PET, hot metal blue, PET 20 step)
 * are built from their corner points, within one 255th of the tables. {@code jet} is MATLAB's and {@code jet-matplotlib}
 * Matplotlib's variant, {@code rainbow} runs through the hues from blue to red and {@code rainbow-matplotlib} is
 * Matplotlib's. {@code viridis} and {@code cividis} rise evenly in lightness and are told apart by the colour-blind
 * (Matplotlib's, within ten 255ths of its tables; cividis by Nuñez et al. 2018, doi:10.1371/journal.pone.0199239). Others
 * are given as a picture of their colour bar, {@link #ofBar}.
 *
 * @since 0.1.0
 */
public final class Palette {
    /** The largest share of a disc whose colours may be other than the palette's. */
    public static final double MOST_MISFITS = 0.10;

    private static final int ENTRIES = 256;
    private static final int MOST_STEPS = 40;
    private static final int LEAST_BAR = 16;
    private static final int SAME_COLOUR = 12;
    private static final double LEAST_COVERED = 0.6;

    private static final int[] PET_20_STEP = {
        0x000000, 0x600050, 0x303050, 0x303070, 0x505080, 0x6060B0, 0x7070C0, 0x8080E0, 0x306030, 0x309030, 0x50C050,
        0x40E040, 0xE0E050, 0xD0D060, 0xD0B040, 0xD09000, 0xC06000, 0xB03000, 0xFF0000, 0xFFFFFF
    };

    private static final List<Palette> NAMED = List.of(
            ofCurves("grey", ramp(0, 0, 255, 255), ramp(0, 0, 255, 255), ramp(0, 0, 255, 255)),
            ofCurves("inverted-grey", ramp(0, 255, 255, 0), ramp(0, 255, 255, 0), ramp(0, 255, 255, 0)),
            ofCurves(
                    "hot-iron",
                    ramp(0, 0, 128, 255, 255, 255),
                    ramp(0, 0, 128, 0, 255, 255),
                    ramp(0, 0, 191, 0, 255, 255)),
            ofCurves(
                    "pet",
                    ramp(0, 0, 64, 1, 192, 255, 255, 255),
                    ramp(0, 0, 63, 128, 128, 0, 255, 255),
                    ramp(0, 0, 128, 255, 192, 0, 255, 255)),
            ofCurves(
                    "hot-metal-blue",
                    ramp(0, 0, 85, 0, 104, 55, 120, 93, 153, 190, 170, 255, 255, 255),
                    ramp(0, 0, 119, 0, 252, 250, 255, 255),
                    ramp(0, 0, 102, 200, 119, 150, 136, 50, 153, 0, 170, 0, 240, 206, 255, 255)),
            ofSteps("pet-20-step", PET_20_STEP),
            ofFunction(
                    "jet", v -> rgb(1.5 - Math.abs(4 * v - 3), 1.5 - Math.abs(4 * v - 2), 1.5 - Math.abs(4 * v - 1))),
            ofFunction(
                    "jet-matplotlib",
                    v -> rgb(
                            along(v, 0, 0, .35, 0, .66, 1, .89, 1, 1, .5),
                            along(v, 0, 0, .125, 0, .375, 1, .64, 1, .91, 0, 1, 0),
                            along(v, 0, .5, .11, 1, .34, 1, .65, 0, 1, 0))),
            ofFunction(
                    "rainbow",
                    v -> rgb(
                            along(v, 0, 0, .5, 0, .75, 1, 1, 1),
                            along(v, 0, 0, .25, 1, .75, 1, 1, 0),
                            along(v, 0, 1, .25, 1, .5, 0, 1, 0))),
            ofFunction(
                    "rainbow-matplotlib",
                    v -> rgb(Math.abs(2 * v - .5), Math.sin(Math.PI * v), Math.cos(Math.PI * v / 2))));

    /** Every 17th colour of the tables. */
    private static final List<Palette> PERCEPTUAL = List.of(
            ofCorners(
                    "viridis", 0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E, 0x1F988B,
                    0x22A884, 0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725),
            ofCorners(
                    "cividis", 0x00224E, 0x002E6C, 0x1E3A6F, 0x35456C, 0x47516C, 0x575D6D, 0x666970, 0x757575, 0x848279,
                    0x948E77, 0xA59C74, 0xB7A96E, 0xC8B866, 0xDBC75A, 0xEED649, 0xFEE838));

    private final String id;
    private final int[] colours;
    private final double[] values;
    private final boolean stepped;

    private Palette(String id, int[] colours, double[] values, boolean stepped) {
        this.id = id;
        this.colours = colours;
        this.values = values;
        this.stepped = stepped;
    }

    /** {@return the palettes that are found by themselves, grey first} */
    public static List<Palette> named() {
        return NAMED;
    }

    /**
     * A palette by its name.
     *
     * @param id its name
     * @return the palette, if there is one of that name
     */
    public static Optional<Palette> ofId(String id) {
        return all().stream().filter(palette -> palette.id.equals(id)).findFirst();
    }

    /** {@return every palette that has a name: those found by themselves, then viridis and cividis} */
    public static List<Palette> all() {
        return Stream.concat(NAMED.stream(), PERCEPTUAL.stream()).toList();
    }

    /**
     * A palette given as a picture of its colour bar: the long side runs from 0 to full scale, upwards or to the right.
     * A bar of equal steps gives a stepped palette.
     *
     * @param id what to call it
     * @param bar the bar alone, without frame and scale, at least 16 pixels long
     * @return the palette
     * @throws IOException if the bar is too short or has one colour only
     */
    public static Palette ofBar(String id, BufferedImage bar) throws IOException {
        int width = bar.getWidth();
        return ofBar(id, bar.getRGB(0, 0, width, bar.getHeight(), null, 0, width), width);
    }

    /**
     * A palette given as a file with a picture of its colour bar, as {@link #ofBar(String, BufferedImage)} takes it.
     *
     * @param file the picture, of a format that {@link PolarMapReader} reads
     * @return the palette, called as the file is
     * @throws PolarMapFormatException if the file is no such picture, or the bar is too short or has one colour only
     * @throws IOException if the file cannot be read
     */
    public static Palette ofBar(Path file) throws IOException {
        try {
            GreyImage image = PictureImport.decoded(file, PerfusionState.STRESS);
            return ofBar(file.toString(), PictureImport.colours(image), image.width());
        } catch (PolarMapFormatException e) {
            throw e;
        } catch (IOException e) {
            throw new PolarMapFormatException(file.toString(), e.getMessage(), e);
        }
    }

    private static Palette ofBar(String id, int[] rgb, int width) throws IOException {
        int height = rgb.length / width;
        boolean upright = height > width;
        int length = Math.max(width, height);
        int across = Math.min(width, height) / 2;
        if (length < LEAST_BAR) {
            throw new IOException(
                    "a colour bar of " + length + " pixels is too short: at least " + LEAST_BAR + " are needed");
        }
        int[] colours = new int[length];
        for (int i = 0; i < length; i++) {
            colours[i] = (upright ? rgb[(length - 1 - i) * width + across] : rgb[across * width + i]) & 0xFFFFFF;
        }
        return ofColours(id, colours).orElseThrow(() -> new IOException("the colour bar has one colour only"));
    }

    /** A palette from the colours along a bar, from 0 to full scale; empty where they are one. */
    static Optional<Palette> ofColours(String id, int[] colours) {
        if (isOneColour(colours, 0, colours.length)) {
            return Optional.empty();
        }
        List<Integer> steps = steps(colours);
        return Optional.of(
                steps.isEmpty()
                        ? ofContinuous(id, colours)
                        : ofSteps(id, steps.stream().mapToInt(step -> step).toArray()));
    }

    /** The colours of the steps of a bar, which jump from one to the next and last; empty where it has none. */
    private static List<Integer> steps(int[] colours) {
        record Run(int from, int to) {
            int length() {
                return to - from;
            }
        }
        List<Run> runs = new ArrayList<>();
        int longest = 0;
        for (int from = 0; from < colours.length; ) {
            int to = from + 1;
            while (to < colours.length && PictureAreas.difference(colours[to], colours[to - 1]) <= SAME_COLOUR) {
                to++;
            }
            if (to - from > 1 && isOneColour(colours, from, to)) {
                runs.add(new Run(from, to));
                longest = Math.max(longest, to - from);
            }
            from = to;
        }
        int least = longest
                / 2; // a lossy picture has short runs between two steps, and blurs their colours over some 16 pixels
        List<Integer> steps = new ArrayList<>();
        int covered = 0;
        for (Run run : runs) {
            if (run.length() >= least) {
                steps.add(colours[(run.from() + run.to()) / 2]);
                covered += run.length();
            }
        }
        boolean stepped = steps.size() > 1 && steps.size() <= MOST_STEPS && covered >= LEAST_COVERED * colours.length;
        return stepped ? steps : List.of();
    }

    private static boolean isOneColour(int[] colours, int from, int to) {
        boolean one = true;
        for (int i = from; i < to; i++) {
            one &= PictureAreas.difference(colours[i], colours[(from + to) / 2]) <= SAME_COLOUR;
        }
        return one;
    }

    /** {@return its name} */
    public String id() {
        return id;
    }

    /** {@return whether it has steps, so that values within a step cannot be told apart} */
    public boolean isStepped() {
        return stepped;
    }

    /** {@return how many colours it has} */
    public int size() {
        return colours.length;
    }

    /**
     * One of its colours.
     *
     * @param index 0 to {@code size() - 1}
     * @return the colour, {@code 0xRRGGBB}
     */
    public int rgb(int index) {
        return colours[index];
    }

    /**
     * The uptake of one of its colours.
     *
     * @param index 0 to {@code size() - 1}
     * @return uptake, 0 to 1; the middle of a step
     */
    public double value(int index) {
        return values[index];
    }

    /**
     * The colour in which uptake is drawn.
     *
     * @param uptake the value; outside [0, 1] it counts as the nearer end, NaN as 0
     * @return the colour, {@code 0xRRGGBB}
     * @since 0.1.0
     */
    public int colour(double uptake) {
        double share = uptake > 0 ? Math.min(uptake, 1) : 0;
        return stepped
                ? colours[Math.min(colours.length - 1, (int) (share * colours.length))]
                : colours[(int) Math.round(share * (colours.length - 1))];
    }

    @Override
    public String toString() {
        return id;
    }

    /** A colour for each value. */
    private interface Colours {
        int at(double value);
    }

    private static Palette ofFunction(String id, Colours colours) {
        int[] table = new int[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            table[i] = colours.at(i / (ENTRIES - 1.0));
        }
        return ofContinuous(id, table);
    }

    private static Palette ofCurves(String id, double[] red, double[] green, double[] blue) {
        return ofFunction(
                id, v -> rgb(along(255 * v, red) / 255, along(255 * v, green) / 255, along(255 * v, blue) / 255));
    }

    /** Straight lines between colours at equal distances. */
    private static Palette ofCorners(String id, int... corners) {
        return ofFunction(id, v -> {
            double at = v * (corners.length - 1);
            int from = Math.min((int) at, corners.length - 2);
            double share = at - from;
            return rgb(
                    mixed(corners[from] >> 16, corners[from + 1] >> 16, share),
                    mixed(corners[from] >> 8, corners[from + 1] >> 8, share),
                    mixed(corners[from], corners[from + 1], share));
        });
    }

    private static double mixed(int low, int high, double share) {
        return ((low & 0xFF) * (1 - share) + (high & 0xFF) * share) / 255;
    }

    private static Palette ofContinuous(String id, int[] colours) {
        double[] values = new double[colours.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / (values.length - 1.0);
        }
        return new Palette(id, colours, values, false);
    }

    private static Palette ofSteps(String id, int[] steps) {
        double[] values = new double[steps.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i + 0.5) / values.length;
        }
        return new Palette(id, steps.clone(), values, true);
    }

    private static double[] ramp(double... positionsAndLevels) {
        return positionsAndLevels;
    }

    /** The polyline through pairs of position and level. */
    private static double along(double at, double... corners) {
        int i = 2;
        while (i < corners.length - 2 && at > corners[i]) {
            i += 2;
        }
        double share = (at - corners[i - 2]) / (corners[i] - corners[i - 2]);
        return corners[i - 1] + Math.min(1, share) * (corners[i + 1] - corners[i - 1]);
    }

    private static int rgb(double red, double green, double blue) {
        return level(red) << 16 | level(green) << 8 | level(blue);
    }

    private static int level(double value) {
        return (int) Math.round(255 * Math.max(0, Math.min(1, value)));
    }
}
