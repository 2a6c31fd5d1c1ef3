package io.github.spectcad.core.quality;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.quality.MapFinding.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what the pixels of a polar map say against it.
 *
 * <p>The limits were set so that none of the maps known to be good is found fault with, and are far from them: see
 * docs/map-quality.md for both rates. A map that is turned or mirrored cannot be told from its pixels alone, because real
 * maps differ more between patients than by such a turn.
 *
 * @since 0.1.0
 */
public final class MapQuality {
    /** The least width and height of a map in which segments can be told apart. */
    public static final int SMALLEST_SIDE = 7;

    private static final int BINS = 4096;
    private static final double RIM_FROM = 0.90;
    private static final double RIM_TO = 0.98;
    private static final double EMPTY = 0.04;
    private static final double FULL = 0.98;
    private static final double SHARE_NOT_FILLED = 0.5;
    private static final double SHARE_PARTLY_EMPTY = 0.15;
    private static final double LEAST_SPREAD = 0.02;
    private static final double LEAST_UPPER = 0.8;
    private static final double INVERTED_LOWER = 0.25;
    private static final double INVERTED_MEDIAN = 0.64;
    private static final double INVERTED_SKEW = -0.3;
    private static final double SAME_DIFFERENCE = 0.006;
    private static final int FEW_LEVELS = 12;
    private static final int LEAST_SIDE_FOR_DETAIL = 64;
    private static final double OVERLAY_STEP = 0.08;
    private static final double OVERLAY_SHARE = 0.003;

    private MapQuality() {}

    /**
     * What speaks against one map.
     *
     * @param map the map
     * @return the findings, most serious first; empty for a good map
     */
    public static List<MapFinding> of(PolarMap map) {
        return new Inspection(map).findings();
    }

    /**
     * What speaks against the maps of a patient.
     *
     * @param patient the patient
     * @param states the maps that count
     * @return the findings on each map, then on both together
     */
    public static List<MapFinding> of(PatientStudy patient, Set<PerfusionState> states) {
        List<MapFinding> findings = new ArrayList<>();
        Set<PerfusionState> counted = EnumSet.noneOf(PerfusionState.class);
        counted.addAll(states);
        for (PerfusionState state : counted) {
            patient.map(state).ifPresent(map -> findings.addAll(of(map)));
        }
        if (counted.size() == 2) {
            findings.addAll(together(patient));
        }
        return List.copyOf(findings);
    }

    /**
     * What speaks against rest and stress beside each other.
     *
     * @param patient the patient
     * @return the findings; none where a map is missing
     */
    public static List<MapFinding> together(PatientStudy patient) {
        if (patient.rest().isEmpty()
                || patient.stress().isEmpty()
                || !isSame(patient.rest().get(), patient.stress().get())) {
            return List.of();
        }
        return List.of(new MapFinding(
                Kind.SAME_MAP,
                "patient '" + patient.patientId() + "'",
                "the rest map equals the stress map",
                "give each state its own picture; for one state alone use a model that takes that state"));
    }

    /** Whether two maps of one size differ by less than noise ever lets them, also after a lossy compression. */
    private static boolean isSame(PolarMap rest, PolarMap stress) {
        if (rest.pixels() != stress.pixels() || !rest.disc().equals(stress.disc())) {
            return false;
        }
        float[] a = values(rest);
        float[] b = values(stress);
        double scaleA = 1 / Math.max(rest.maximum(), Float.MIN_NORMAL);
        double scaleB = 1 / Math.max(stress.maximum(), Float.MIN_NORMAL);
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            difference += Math.abs(a[i] * scaleA - b[i] * scaleB);
        }
        return difference < SAME_DIFFERENCE * a.length;
    }

    private static float[] values(PolarMap map) {
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        return values;
    }

    /** The figures of one map. */
    private static final class Inspection {
        private final PolarMap map;
        private final int side;
        /** All pixels divided by the largest. */
        private final float[] values;

        private final int[] histogram = new int[BINS + 1];
        private final int insideCount;
        private final double rimEmpty;
        private final double rimFull;

        Inspection(PolarMap map) {
            this.map = map;
            this.side = map.pixels();
            this.values = MapQuality.values(map);
            float maximum = Math.max(map.maximum(), Float.MIN_NORMAL);
            Disc disc = map.disc();
            int inside = 0;
            int rim = 0;
            int empty = 0;
            int full = 0;
            for (int row = 0; row < side; row++) {
                for (int column = 0; column < side; column++) {
                    int i = row * side + column;
                    values[i] /= maximum;
                    double radius = disc.relativeRadius(column, row);
                    if (radius <= 1) {
                        inside++;
                        histogram[Math.round(values[i] * BINS)]++;
                        if (radius >= RIM_FROM && radius <= RIM_TO) {
                            rim++;
                            empty += values[i] <= EMPTY ? 1 : 0;
                            full += values[i] >= FULL ? 1 : 0;
                        }
                    }
                }
            }
            this.insideCount = inside;
            this.rimEmpty = rim == 0 ? 0 : (double) empty / rim;
            this.rimFull = rim == 0 ? 0 : (double) full / rim;
        }

        private double quantile(double share) {
            long wanted = Math.round(share * (insideCount - 1)) + 1;
            int bin = 0;
            for (long seen = histogram[0]; seen < wanted; seen += histogram[bin]) {
                bin++;
            }
            return (double) bin / BINS;
        }

        List<MapFinding> findings() {
            if (side < SMALLEST_SIDE) {
                return List.of(finding(
                        Kind.TOO_SMALL,
                        "the map has " + side + " x " + side + " pixels, at least " + SMALLEST_SIDE + " x "
                                + SMALLEST_SIDE + " are needed",
                        "export it larger"));
            }
            double lower = quantile(0.02);
            double median = quantile(0.5);
            double upper = quantile(0.98);
            if (!(upper - lower >= LEAST_SPREAD)) {
                return List.of(finding(
                        Kind.CONSTANT,
                        "98 % of the disc lie within " + percent(upper - lower) + " of the maximum",
                        "this is no map of uptake; export the map again"));
            }
            if (rimEmpty > SHARE_NOT_FILLED || rimFull > SHARE_NOT_FILLED) {
                return List.of(finding(
                        Kind.DISC_NOT_FILLED,
                        "the disc does not fill the square: " + percent(Math.max(rimEmpty, rimFull))
                                + " of its rim are " + (rimEmpty > SHARE_NOT_FILLED ? "empty" : "white"),
                        "crop the picture to the square around the disc, or let import find the disc"));
            }
            double skew = (lower + upper - 2 * median) / (upper - lower);
            if (lower < INVERTED_LOWER && median < INVERTED_MEDIAN && skew > INVERTED_SKEW) {
                return List.of(finding(
                        Kind.INVERTED,
                        "half of the disc lies below " + percent(median) + " of the maximum and the darkest part at "
                                + percent(lower) + ", as where high uptake is drawn dark",
                        "export the map with high uptake white, or read it as inverted"));
            }
            if (upper < LEAST_UPPER) {
                return List.of(finding(
                        Kind.OUTLYING_MAXIMUM,
                        "98 % of the disc lie below " + percent(upper)
                                + " of the maximum, which a few pixels alone reach",
                        "remove the hot pixels or the drawing, and export the map again"));
            }
            return suspicions();
        }

        private List<MapFinding> suspicions() {
            List<MapFinding> findings = new ArrayList<>();
            if (rimEmpty > SHARE_PARTLY_EMPTY) {
                findings.add(finding(
                        Kind.RIM_PARTLY_EMPTY,
                        percent(rimEmpty) + " of the rim are empty",
                        "see that the disc touches all four borders"));
            }
            if (side >= LEAST_SIDE_FOR_DETAIL) {
                int levels = levels();
                if (levels < FEW_LEVELS) {
                    findings.add(finding(
                            Kind.FEW_LEVELS,
                            "the disc has " + levels + " different values, fewer than " + FEW_LEVELS,
                            "export the map in a continuous grey scale"));
                    return findings;
                }
                double drawn = drawnShare();
                if (drawn > OVERLAY_SHARE) {
                    findings.add(finding(
                            Kind.OVERLAY,
                            "thin lines or letters seem drawn over " + percent(drawn) + " of the disc",
                            "export the map without them, or let import mend them"));
                }
            }
            return findings;
        }

        private int levels() {
            return (int) Arrays.stream(histogram).filter(count -> count > 0).count();
        }

        /** The share of pixels that stand above, or below, both neighbours at a small distance in a row or a column. */
        private double drawnShare() {
            int reach = Math.max(2, Math.round(side / 48f));
            double within = 1 - 2.0 * reach / side - 0.02;
            int count = 0;
            int drawn = 0;
            for (int row = reach; row < side - reach; row++) {
                for (int column = reach; column < side - reach; column++) {
                    if (map.disc().relativeRadius(column, row) <= within) {
                        int i = row * side + column;
                        count++;
                        drawn += stands(i, reach) || stands(i, reach * side) ? 1 : 0;
                    }
                }
            }
            return count == 0 ? 0 : (double) drawn / count;
        }

        private boolean stands(int i, int step) {
            float before = values[i] - values[i - step];
            float after = values[i] - values[i + step];
            return before * after > 0 && Math.min(Math.abs(before), Math.abs(after)) > OVERLAY_STEP;
        }

        private MapFinding finding(Kind kind, String reason, String cure) {
            return new MapFinding(kind, map.source(), reason, cure);
        }
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
