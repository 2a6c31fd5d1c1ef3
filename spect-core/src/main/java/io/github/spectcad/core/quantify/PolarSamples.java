package io.github.spectcad.core.quantify;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.PolarMap;
import java.util.Arrays;

/**
 * Samples of a polar map on {@value #RINGS} rings and {@value #ANGLES} angles, whatever its size: bilinear, in units of the
 * map's 95th percentile by area, since single pixels make the maximum.
 */
final class PolarSamples {
    static final int RINGS = 20;
    static final int ANGLES = 48;
    static final int COUNT = RINGS * ANGLES;
    private static final double REFERENCE = 0.95;

    private PolarSamples() {}

    /** {@return the samples {@code [ring * ANGLES + angle]}, ring 0 at the apex, angles counter-clockwise from lateral} */
    static double[] of(PolarMap map) {
        double[] samples = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            double radius = radius(i) * map.disc().radius();
            double angle = Math.toRadians(angleDegrees(i));
            samples[i] = interpolated(
                    map,
                    map.disc().centreX() + radius * Math.cos(angle),
                    map.disc().centreY() - radius * Math.sin(angle));
        }
        double reference = upper(samples);
        if (!(reference > 0)) {
            throw new IllegalArgumentException("the map has no uptake (" + map.source() + ")");
        }
        for (int i = 0; i < COUNT; i++) {
            samples[i] /= reference;
        }
        return samples;
    }

    /** Relative radius of a sample's centre. */
    static double radius(int i) {
        int ring = i / ANGLES;
        return (ring + 0.5) / RINGS;
    }

    /** Angle of a sample's centre. */
    static double angleDegrees(int i) {
        return (i % ANGLES + 0.5) * 360 / ANGLES;
    }

    /** The part of the disc's area that a sample stands for. */
    static double areaShare(int i) {
        int ring = i / ANGLES;
        return (2.0 * ring + 1) / (RINGS * RINGS * (double) ANGLES);
    }

    static AhaSegment segment(int i) {
        return AhaGeometry.STANDARD.segmentAt(radius(i), angleDegrees(i));
    }

    private static double upper(double[] samples) {
        Integer[] order = new Integer[COUNT];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(samples[a], samples[b]));
        int next = 0;
        for (double area = areaShare(order[0]); area < REFERENCE; area += areaShare(order[next])) {
            next++;
        }
        return samples[order[next]];
    }

    private static double interpolated(PolarMap map, double x, double y) {
        int last = map.pixels() - 1;
        double inX = Math.max(0, Math.min(last, x));
        double inY = Math.max(0, Math.min(last, y));
        int left = (int) inX;
        int top = (int) inY;
        int right = Math.min(left + 1, last);
        int bottom = Math.min(top + 1, last);
        double toRight = inX - left;
        double toBottom = inY - top;
        // pixels outside the disc are background and must not darken the rim
        double[] weights = {
            (1 - toRight) * (1 - toBottom), toRight * (1 - toBottom), (1 - toRight) * toBottom, toRight * toBottom
        };
        int[][] pixels = {{top, left}, {top, right}, {bottom, left}, {bottom, right}};
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < weights.length; i++) {
            if (map.disc().relativeRadius(pixels[i][1], pixels[i][0]) <= 1) {
                sum += weights[i] * map.valueAt(pixels[i][0], pixels[i][1]);
                weight += weights[i];
            }
        }
        return weight > 0 ? sum / weight : 0;
    }
}
