package io.github.spectcad.core.phantom;

import io.github.spectcad.core.AhaGeometry;
import io.github.spectcad.core.AhaSegment;
import java.util.Arrays;

/**
 * The grid the phantom is modelled on: fields are arrays {@code [ring * SECTORS + sector]}, ring 0 at the apex, sectors
 * counter-clockwise from lateral; a cell's value belongs to its centre.
 */
final class PolarGrid {
    static final int RINGS = 24;
    static final int SECTORS = 48;
    static final int CELLS = RINGS * SECTORS;

    private static final double SMOOTHING = 1.15;
    private static final double[][] RING_SMOOTHING = reflecting(SMOOTHING);
    private static final double[][] SECTOR_SMOOTHING = sameArcLength(SMOOTHING);
    private static final double[][] RING_TEXTURE = reflecting(5);
    private static final double[][] SECTOR_TEXTURE = {circular(6)};
    private static final int[] SEGMENTS = segments();

    private PolarGrid() {}

    /** Relative radius of a ring's centre. */
    static double radius(int ring) {
        return (ring + 0.5) / RINGS;
    }

    /** Angle of a sector's centre in degrees. */
    static double angle(int sector) {
        return (sector + 0.5) * 360 / SECTORS;
    }

    /** Difference of two angles in degrees, in [-180, 180]. */
    static double wrapped(double degrees) {
        return StrictMath.IEEEremainder(degrees, 360);
    }

    /** Weights [to][from] of a Gaussian over the rings, reflected at apex and rim. */
    private static double[][] reflecting(double sigma) {
        double[][] weights = new double[RINGS][RINGS];
        int reach = (int) Math.ceil(4 * sigma);
        for (int to = 0; to < RINGS; to++) {
            for (int offset = -reach; offset <= reach; offset++) {
                int from = Math.floorMod(to + offset, 2 * RINGS);
                weights[to][from < RINGS ? from : 2 * RINGS - 1 - from] += gaussian(offset / sigma);
            }
            normalise(weights[to]);
        }
        return weights;
    }

    /** Weights by sector offset of a Gaussian around the ring. */
    private static double[] circular(double sigma) {
        double[] weights = new double[SECTORS];
        int reach = (int) Math.ceil(4 * sigma);
        for (int offset = -reach; offset <= reach; offset++) {
            weights[Math.floorMod(offset, SECTORS)] += gaussian(offset / sigma);
        }
        normalise(weights);
        return weights;
    }

    /** For each ring the circular weights of a Gaussian of the same length along the arc as across the rings. */
    private static double[][] sameArcLength(double sigma) {
        double[][] weights = new double[RINGS][];
        for (int ring = 0; ring < RINGS; ring++) {
            weights[ring] = circular(sigma * SECTORS / (2 * Math.PI * RINGS * radius(ring)));
        }
        return weights;
    }

    private static double gaussian(double z) {
        return StrictMath.exp(-0.5 * z * z);
    }

    private static void normalise(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }

    private static int[] segments() {
        int[] segments = new int[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            segments[cell] = AhaGeometry.STANDARD
                    .segmentAt(radius(cell / SECTORS), angle(cell % SECTORS))
                    .ordinal();
        }
        return segments;
    }

    /** The smoothing of reconstruction and display. */
    static double[] smooth(double[] field) {
        return acrossSectors(acrossRings(field, RING_SMOOTHING), SECTOR_SMOOTHING);
    }

    /** A smooth random field of mean about 0 and unit variance. */
    static double[] texture(PhantomRandom random) {
        double[] field = new double[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            field[cell] = random.gaussian();
        }
        field = acrossSectors(acrossRings(field, RING_TEXTURE), SECTOR_TEXTURE);
        double sum = 0;
        double squares = 0;
        for (double value : field) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / CELLS;
        double deviation = Math.sqrt(squares / CELLS - mean * mean);
        for (int cell = 0; cell < CELLS; cell++) {
            field[cell] /= deviation;
        }
        return field;
    }

    private static double[] acrossRings(double[] field, double[][] weights) {
        double[] result = new double[CELLS];
        for (int to = 0; to < RINGS; to++) {
            for (int from = 0; from < RINGS; from++) {
                double weight = weights[to][from];
                if (weight != 0) {
                    for (int sector = 0; sector < SECTORS; sector++) {
                        result[to * SECTORS + sector] += weight * field[from * SECTORS + sector];
                    }
                }
            }
        }
        return result;
    }

    /** Each ring with its own weights, or all with the only ones. */
    private static double[] acrossSectors(double[] field, double[][] weights) {
        double[] result = new double[CELLS];
        double[] twice = new double[2 * SECTORS];
        double[] sums = new double[SECTORS];
        for (int ring = 0; ring < RINGS; ring++) {
            double[] kernel = weights[Math.min(ring, weights.length - 1)];
            System.arraycopy(field, ring * SECTORS, twice, 0, SECTORS);
            System.arraycopy(twice, 0, twice, SECTORS, SECTORS);
            Arrays.fill(sums, 0);
            for (int offset = 0; offset < SECTORS; offset++) {
                double weight = kernel[offset];
                if (weight != 0) {
                    for (int sector = 0; sector < SECTORS; sector++) {
                        sums[sector] += weight * twice[sector + offset];
                    }
                }
            }
            System.arraycopy(sums, 0, result, ring * SECTORS, SECTORS);
        }
        return result;
    }

    /** Mean over the area of each of the 17 segments. */
    static double[] segmentMeans(double[] field) {
        double[] sums = new double[AhaSegment.ORDER.size()];
        double[] areas = new double[sums.length];
        for (int cell = 0; cell < CELLS; cell++) {
            double area = radius(cell / SECTORS);
            sums[SEGMENTS[cell]] += area * field[cell];
            areas[SEGMENTS[cell]] += area;
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= areas[i];
        }
        return sums;
    }
}
