package io.github.spectcad.core;

import java.util.Objects;

/**
 * Where the 17 segments lie on the disc of a polar map: four rings, divided into 1, 4, 6 and 6 equal sectors
 * (Cerqueira et al. 2002, doi:10.1161/hc0402.102975), in the orientation of the map.
 *
 * <p>Radii are relative to the disc, 0 at the apex and 1 at the rim; angles are degrees counter-clockwise from the right
 * of the picture. A ring holds its inner radius and a sector its first angle, so each point of the disc lies in exactly
 * one segment. Maps of this library have the anterior wall up and the septum left; other orientations are described by
 * rotation and flips.
 *
 * @param apexRadius where the apex (segment 17) ends
 * @param apicalRadius where the apical ring (13 to 16) ends
 * @param midRadius where the mid ring (7 to 12) ends; the basal ring (1 to 6) ends at 1
 * @param rotationDegrees how far the picture is turned counter-clockwise against anterior up; applied after the flips
 * @param flipHorizontal whether left and right are swapped (septum right)
 * @param flipVertical whether up and down are swapped (anterior down)
 */
public record AhaGeometry(
        double apexRadius,
        double apicalRadius,
        double midRadius,
        double rotationDegrees,
        boolean flipHorizontal,
        boolean flipVertical) {
    /** The usual drawing: an apex of radius 0.2 and three rings of equal width. */
    public static final AhaGeometry STANDARD = ofRings(0.2, 7.0 / 15, 11.0 / 15);

    /** Rings such that all 17 segments have the same area. */
    public static final AhaGeometry EQUAL_AREA =
            ofRings(Math.sqrt(1 / 17.0), Math.sqrt(5 / 17.0), Math.sqrt(11 / 17.0));

    /** Rings as seen in one exported QPS map; not published by its maker. */
    public static final AhaGeometry QPS = ofRings(0.2, 0.48, 0.72);

    /** Checks the values; NaN fails. */
    public AhaGeometry {
        if (!(0 < apexRadius && apexRadius < apicalRadius && apicalRadius < midRadius && midRadius < 1)) {
            throw new IllegalArgumentException("ring radii are " + apexRadius + ", " + apicalRadius + ", " + midRadius
                    + ": must increase strictly between 0 and 1");
        }
        if (!Double.isFinite(rotationDegrees)) {
            throw new IllegalArgumentException("rotation is " + rotationDegrees + ": must be finite");
        }
    }

    /**
     * A geometry with anterior up and septum left.
     *
     * @param apexRadius where the apex ends
     * @param apicalRadius where the apical ring ends
     * @param midRadius where the mid ring ends
     * @return the geometry
     * @throws IllegalArgumentException if the radii do not increase strictly between 0 and 1
     */
    public static AhaGeometry ofRings(double apexRadius, double apicalRadius, double midRadius) {
        return new AhaGeometry(apexRadius, apicalRadius, midRadius, 0, false, false);
    }

    /**
     * The segment of a point.
     *
     * @param relativeRadius distance from the centre, in [0, 1]
     * @param angleDegrees angle in the picture, counter-clockwise from the right; any finite value
     * @return its segment
     * @throws IllegalArgumentException if the point does not lie on the disc
     */
    public AhaSegment segmentAt(double relativeRadius, double angleDegrees) {
        if (!(relativeRadius >= 0 && relativeRadius <= 1) || !Double.isFinite(angleDegrees)) {
            throw new IllegalArgumentException("the point at radius " + relativeRadius + ", angle " + angleDegrees
                    + " lies outside the disc: the radius must lie in [0, 1]");
        }
        double angle = angleDegrees - rotationDegrees;
        if (flipHorizontal) {
            angle = 180 - angle;
        }
        if (flipVertical) {
            angle = -angle;
        }
        angle -= 360 * Math.floor(angle / 360);
        if (relativeRadius < apexRadius) {
            return AhaSegment.APEX;
        }
        if (relativeRadius < apicalRadius) {
            return AhaSegment.ofNumber(13 + (int) ((angle + 315) / 90) % 4);
        }
        int sector = (int) ((angle + 300) / 60) % 6;
        return AhaSegment.ofNumber((relativeRadius < midRadius ? 7 : 1) + sector);
    }

    /**
     * The part of the disc's area that a segment covers.
     *
     * @param segment which segment
     * @return its share, in (0, 1); the shares of all segments sum to 1
     */
    public double areaShare(AhaSegment segment) {
        Objects.requireNonNull(segment, "segment");
        double ring = switch (segment.ring()) {
            case APEX -> apexRadius * apexRadius;
            case APICAL -> apicalRadius * apicalRadius - apexRadius * apexRadius;
            case MID -> midRadius * midRadius - apicalRadius * apicalRadius;
            case BASAL -> 1 - midRadius * midRadius;
        };
        return ring * segment.ring().sectorDegrees() / 360;
    }

    /**
     * The segments laid on the pixels of a picture.
     *
     * @param pixels width and height, at least 1
     * @param disc where the myocardium lies
     * @return the segment of each pixel; keep it to work on many maps of the same size
     */
    public SegmentGrid grid(int pixels, Disc disc) {
        return SegmentGrid.of(this, pixels, disc);
    }
}
