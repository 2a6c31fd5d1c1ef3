package io.github.spectcad.io;

import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.MapFinding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds what speaks against a square picture as a polar map and is lost in the map: colours, and what lies outside the
 * disc. Limits as in docs/map-quality.md.
 */
final class PictureQuality {
    private static final int GREY_SPREAD = 24;
    private static final double COLOURED_SHARE = 0.005;
    /** Where a good picture is background: beyond blur at the rim. */
    private static final double OUTSIDE_FROM = 1.02;

    private static final double OUTSIDE_WIDTH = 0.08;
    private static final double BLUR_PIXELS = 1.5;
    private static final double RIM_FROM = 0.90;
    private static final double RIM_TO = 0.98;
    private static final double CONTENT = 0.06;
    private static final double CONTENT_SHARE = 0.3;
    private static final double BACKGROUND = 0.02;
    private static final double NOT_FILLED_SHARE = 0.5;
    private static final int LEAST_PIXELS = 8;

    private PictureQuality() {}

    /**
     * What speaks against a picture.
     *
     * @param image a square picture
     * @param colourIsRead whether a palette says what its colours mean
     * @param source what to call it
     * @return the findings; empty for a good picture
     */
    static List<MapFinding> of(GreyImage image, boolean colourIsRead, String source) {
        List<MapFinding> findings = new ArrayList<>();
        int side = image.width();
        if (!colourIsRead && image.mayHaveColour()) {
            double share = colouredShare(image, side);
            if (share > COLOURED_SHARE) {
                findings.add(new MapFinding(
                        Kind.COLOUR,
                        source,
                        percent(share) + " of the disc have colours that are not grey, whose brightness is not uptake",
                        "export the map in grey, or turn its colours into uptake with import"));
                return findings;
            }
        }
        surroundings(image, side, source, findings);
        return findings;
    }

    private static double colouredShare(GreyImage image, int side) {
        DiscRows inside = new DiscRows(side);
        int[] row = new int[side];
        double[] samples = image.newSamples();
        int count = 0;
        int coloured = 0;
        for (int y = 0; y < side; y++) {
            image.readColours(y, row, samples);
            for (int x = inside.start(y); x < inside.end(y); x++) {
                count++;
                coloured += GreyImage.spread(row[x]) > GREY_SPREAD ? 1 : 0;
            }
        }
        return count == 0 ? 0 : (double) coloured / count;
    }

    /** The background is what three of the four corners agree on. */
    private static void surroundings(GreyImage image, int side, String source, List<MapFinding> findings) {
        double[] row = new double[side];
        double[] samples = image.newSamples();
        double radius = side / 2.0;
        double centre = (side - 1) / 2.0;
        double outsideFrom = Math.max(OUTSIDE_FROM, 1 + BLUR_PIXELS / radius);
        double[] outside = new double[side * side];
        double[] rim = new double[side * side];
        double[] corners = new double[4];
        int outsideCount = 0;
        int rimCount = 0;
        double maximum = 0;
        for (int y = 0; y < side; y++) {
            image.readRow(y, row, samples);
            if (y == 0 || y == side - 1) {
                corners[y == 0 ? 0 : 2] = row[0];
                corners[y == 0 ? 1 : 3] = row[side - 1];
            }
            for (int x = 0; x < side; x++) {
                double at = Math.sqrt((x - centre) * (x - centre) + (y - centre) * (y - centre)) / radius;
                if (at >= RIM_FROM && at <= RIM_TO) {
                    rim[rimCount++] = row[x];
                } else if (at >= outsideFrom && at <= outsideFrom + OUTSIDE_WIDTH) {
                    outside[outsideCount++] = row[x];
                }
                maximum = row[x] <= Double.MAX_VALUE && row[x] > maximum ? row[x] : maximum;
            }
        }
        Arrays.sort(corners);
        double background = corners[1];
        double content = shareBeyond(outside, outsideCount, background, CONTENT * maximum);
        if (outsideCount >= LEAST_PIXELS && content > CONTENT_SHARE) {
            findings.add(new MapFinding(
                    Kind.DISC_CROPPED,
                    source,
                    percent(content) + " of the pixels around the disc that touches the borders are not background",
                    "crop the picture to the square around its disc, or let import find the disc"));
            return;
        }
        double filled = shareBeyond(rim, rimCount, background, BACKGROUND * maximum);
        if (rimCount >= LEAST_PIXELS && filled < 1 - NOT_FILLED_SHARE) {
            findings.add(new MapFinding(
                    Kind.DISC_NOT_FILLED,
                    source,
                    "the disc does not fill the square: " + percent(1 - filled) + " of its rim are background",
                    "crop the picture to the square around the disc, or let import find the disc"));
        }
    }

    private static double shareBeyond(double[] values, int count, double background, double tolerance) {
        int beyond = 0;
        for (int i = 0; i < count; i++) {
            boolean alike = Math.abs(values[i] - background) <= tolerance || Double.isNaN(values[i]);
            beyond += alike ? 0 : 1;
        }
        return count == 0 ? 0 : (double) beyond / count;
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
