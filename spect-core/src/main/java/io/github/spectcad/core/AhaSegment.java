package io.github.spectcad.core;

import java.util.List;

/**
 * The 17 segments of the left ventricle of the American Heart Association (Cerqueira et al. 2002,
 * doi:10.1161/hc0402.102975).
 *
 * <p>Angles are degrees counter-clockwise from lateral (right): 90 is anterior (up), 180 septal, 270 inferior.
 */
public enum AhaSegment {
    BASAL_ANTERIOR(Ring.BASAL, 60),
    BASAL_ANTEROSEPTAL(Ring.BASAL, 120),
    BASAL_INFEROSEPTAL(Ring.BASAL, 180),
    BASAL_INFERIOR(Ring.BASAL, 240),
    BASAL_INFEROLATERAL(Ring.BASAL, 300),
    BASAL_ANTEROLATERAL(Ring.BASAL, 0),
    MID_ANTERIOR(Ring.MID, 60),
    MID_ANTEROSEPTAL(Ring.MID, 120),
    MID_INFEROSEPTAL(Ring.MID, 180),
    MID_INFERIOR(Ring.MID, 240),
    MID_INFEROLATERAL(Ring.MID, 300),
    MID_ANTEROLATERAL(Ring.MID, 0),
    APICAL_ANTERIOR(Ring.APICAL, 45),
    APICAL_SEPTAL(Ring.APICAL, 135),
    APICAL_INFERIOR(Ring.APICAL, 225),
    APICAL_LATERAL(Ring.APICAL, 315),
    APEX(Ring.APEX, 0);

    /** The rings of the bull's-eye from the rim to the centre. */
    public enum Ring {
        BASAL(60),
        MID(60),
        APICAL(90),
        APEX(360);

        private final int sectorDegrees;

        Ring(int sectorDegrees) {
            this.sectorDegrees = sectorDegrees;
        }

        /** {@return the angle one segment of this ring spans, in degrees} */
        public int sectorDegrees() {
            return sectorDegrees;
        }
    }

    /** The segments in the order of their numbers, 1 to 17. */
    public static final List<AhaSegment> ORDER = List.of(values());

    private final Ring ring;
    private final int startDegrees;

    AhaSegment(Ring ring, int startDegrees) {
        this.ring = ring;
        this.startDegrees = startDegrees;
    }

    /** {@return the number of the segment, 1 to 17} */
    public int number() {
        return ordinal() + 1;
    }

    /** {@return the ring the segment lies in} */
    public Ring ring() {
        return ring;
    }

    /** {@return the angle where the segment begins, in degrees in [0, 360)} */
    public int startDegrees() {
        return startDegrees;
    }

    /**
     * The segment with a number.
     *
     * @param number 1 to 17
     * @return the segment
     * @throws IllegalArgumentException if the number is out of range
     */
    public static AhaSegment ofNumber(int number) {
        if (number < 1 || number > ORDER.size()) {
            throw new IllegalArgumentException("AHA segment number is " + number + ": must lie in 1 to 17");
        }
        return ORDER.get(number - 1);
    }
}
