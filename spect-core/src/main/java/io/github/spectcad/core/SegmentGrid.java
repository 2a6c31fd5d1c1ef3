package io.github.spectcad.core;

import java.util.Objects;

/**
 * Which of the 17 segments each pixel of a picture belongs to, and means over segments and territories. A pixel belongs
 * to the segment its centre lies in; pixels whose centre lies outside the disc belong to none. Immutable.
 */
public final class SegmentGrid {
    private static final byte OUTSIDE = -1;

    private final int pixels;
    private final Disc disc;
    private final byte[] segments;
    private final int[] counts = new int[AhaSegment.ORDER.size()];

    private SegmentGrid(int pixels, Disc disc, byte[] segments) {
        this.pixels = pixels;
        this.disc = disc;
        this.segments = segments;
        for (byte segment : segments) {
            if (segment != OUTSIDE) {
                counts[segment]++;
            }
        }
    }

    static SegmentGrid of(AhaGeometry geometry, int pixels, Disc disc) {
        Objects.requireNonNull(disc, "disc");
        if (pixels < 1) {
            throw new IllegalArgumentException("pixels is " + pixels + ": must be at least 1");
        }
        byte[] segments = new byte[Math.multiplyExact(pixels, pixels)];
        for (int row = 0; row < pixels; row++) {
            for (int column = 0; column < pixels; column++) {
                double radius = disc.relativeRadius(column, row);
                segments[row * pixels + column] = radius > 1
                        ? OUTSIDE
                        : (byte) geometry.segmentAt(radius, disc.angleDegrees(column, row))
                                .ordinal();
            }
        }
        return new SegmentGrid(pixels, disc, segments);
    }

    /** {@return width and height in pixels} */
    public int pixels() {
        return pixels;
    }

    /** {@return the disc the segments lie on} */
    public Disc disc() {
        return disc;
    }

    /**
     * The segment of a pixel.
     *
     * @param row row from the top
     * @param column column from the left
     * @return 0 for segment 1 to 16 for segment 17, the index into {@link AhaSegment#ORDER}; -1 outside the disc
     */
    public int indexAt(int row, int column) {
        Objects.checkIndex(row, pixels);
        Objects.checkIndex(column, pixels);
        return segments[row * pixels + column];
    }

    /**
     * How many pixels a segment has.
     *
     * @param segment which segment
     * @return the number of its pixels; 0 is possible in very small pictures
     */
    public int pixelCount(AhaSegment segment) {
        return counts[segment.ordinal()];
    }

    /**
     * Sums pixel values over each segment, for any row-major picture of this size, for example an attribution map.
     *
     * @param values {@code pixels * pixels} values, row-major
     * @return 17 sums in the order of the segment numbers; values outside the disc count nowhere
     * @throws IllegalArgumentException if the length is wrong
     */
    public double[] sums(float[] values) {
        if (values.length != segments.length) {
            throw new IllegalArgumentException(
                    "the grid has " + pixels + " x " + pixels + " pixels, got " + values.length + " values");
        }
        double[] sums = new double[counts.length];
        for (int i = 0; i < values.length; i++) {
            if (segments[i] != OUTSIDE) {
                sums[segments[i]] += values[i];
            }
        }
        return sums;
    }

    /**
     * Mean perfusion of each segment.
     *
     * @param map a map of this grid's size and disc
     * @return 17 means in the order of the segment numbers
     * @throws IllegalArgumentException if the map has another size or disc, or a segment has no pixel
     */
    public double[] means(PolarMap map) {
        double[] means = sums(checkedValues(map));
        for (int i = 0; i < means.length; i++) {
            if (counts[i] == 0) {
                throw new IllegalArgumentException("segment " + (i + 1) + " has no pixel in a map of " + pixels
                        + " pixels: use a larger map (" + map.source() + ")");
            }
            means[i] /= counts[i];
        }
        return means;
    }

    /**
     * Mean perfusion of each vessel's territory, over all its pixels.
     *
     * @param map a map of this grid's size and disc
     * @param territories which vessel supplies which segment
     * @return means of LAD, RCA, LCX
     * @throws IllegalArgumentException if the map has another size or disc, or a territory has no pixel
     */
    public double[] territoryMeans(PolarMap map, TerritoryMap territories) {
        double[] sums = sums(checkedValues(map));
        double[] means = new double[VesselTerritory.ORDER.size()];
        int[] pixelCounts = new int[means.length];
        for (AhaSegment segment : AhaSegment.ORDER) {
            int vessel = territories.vesselOf(segment).ordinal();
            means[vessel] += sums[segment.ordinal()];
            pixelCounts[vessel] += counts[segment.ordinal()];
        }
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            if (pixelCounts[vessel.ordinal()] == 0) {
                throw new IllegalArgumentException("the territory of " + vessel + " has no pixel in a map of " + pixels
                        + " pixels (" + map.source() + ")");
            }
            means[vessel.ordinal()] /= pixelCounts[vessel.ordinal()];
        }
        return means;
    }

    private float[] checkedValues(PolarMap map) {
        if (map.pixels() != pixels || !map.disc().equals(disc)) {
            throw new IllegalArgumentException("the grid has " + pixels + " pixels and " + disc + ", the map "
                    + map.pixels() + " pixels and " + map.disc() + " (" + map.source() + ")");
        }
        float[] values = new float[segments.length];
        map.copyTo(values, 0);
        return values;
    }
}
