package io.github.spectcad.io;

import io.github.spectcad.core.Disc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the discs in a screenshot: areas that are round within a few percent. Centre and radius follow from the area and its
 * centroid; a disc that touches all four borders within one and a half pixels is the inscribed one.
 */
final class DiscFinder {
    private static final int LEAST_DIAMETER = 24;
    private static final double ROUND_SIDES = 0.06;
    private static final double LEAST_FILL = 0.93;
    private static final double MOST_FILL = 1.06;
    private static final double SNAP = 1.5;
    /** A coarse JPEG draws noise around the disc, also where the picture ends. */
    private static final double MOST_BEYOND = 1.03;

    private DiscFinder() {}

    /**
     * Finds discs.
     *
     * @param picture the areas of the picture
     * @return the discs, row by row of the screen: by the top of each, then from the left
     */
    static List<Disc> find(PictureAreas picture) {
        List<Disc> discs = new ArrayList<>();
        for (PictureAreas.Area area : picture.all()) {
            if (isRound(area)) {
                discs.add(disc(area, picture));
            }
        }
        discs.sort(Comparator.<Disc>comparingDouble(disc -> Math.floor(disc.centreY() / disc.radius()))
                .thenComparingDouble(Disc::centreX));
        return discs;
    }

    private static boolean isRound(PictureAreas.Area area) {
        double across = area.across();
        double down = area.down();
        double fill = area.pixels() / (Math.PI / 4 * across * down);
        return Math.min(across, down) >= LEAST_DIAMETER
                && Math.abs(across - down) <= Math.max(2, ROUND_SIDES * Math.max(across, down))
                && fill >= LEAST_FILL
                && fill <= MOST_FILL;
    }

    private static Disc disc(PictureAreas.Area area, PictureAreas picture) {
        Disc disc = new Disc(area.centreX(), area.centreY(), Math.sqrt(area.pixels() / Math.PI));
        Disc inscribed = Disc.inscribed(picture.width());
        boolean fills = picture.width() == picture.height()
                && Math.abs(disc.centreX() - inscribed.centreX()) < SNAP
                && Math.abs(disc.centreY() - inscribed.centreY()) < SNAP
                && disc.radius() > inscribed.radius() - SNAP
                && disc.radius() < MOST_BEYOND * inscribed.radius();
        return fills ? inscribed : disc;
    }
}
