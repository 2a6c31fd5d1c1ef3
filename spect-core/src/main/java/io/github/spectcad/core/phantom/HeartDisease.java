package io.github.spectcad.core.phantom;

import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.util.ArrayList;
import java.util.List;

/**
 * What disease takes from the perfusion of a simulated heart: in diseased vessels more often visible defects of varied
 * shape, depth and reversibility and a slight fall over the whole territory, in healthy ones seldom; now and then a fixed
 * flaw that has nothing to do with a vessel.
 */
final class HeartDisease {
    private static final double[] TERRITORY_ANGLE = {110, 245, 345};
    private static final double[] DEFECT_ANGLE = {105, 250, 345};
    private static final double[] DEFECT_RADIUS = {.47, .64, .64};
    private static final int VESSELS = VesselTerritory.ORDER.size();

    /** The vessel of a flaw: none. */
    private static final int NONE = -1;

    /** What part of the perfusion is lost. */
    private record Depth(float rest, float stress) {}

    /** A blob: a bell of the elliptic distance, made steeper and cut at 1. */
    private record Blob(
            int vessel,
            float x,
            float y,
            float cosine,
            float sine,
            float along,
            float across,
            float steepness,
            boolean masked,
            Depth depth) {}

    /** A defect of the part of a territory that lies to one side of a radius. */
    private record Downstream(int vessel, float radius, float width, Depth depth) {}

    private final float[][] territories = new float[VESSELS][HeartGrid.ANGLES];
    private final float[][] apicalTerritories = new float[VESSELS][HeartGrid.ANGLES];
    private final List<Depth> shifts = new ArrayList<>();
    private final List<Blob> blobs = new ArrayList<>();
    private final List<Downstream> downstream = new ArrayList<>();

    HeartDisease(PhantomRandom random, VesselLabels truth) {
        drawTerritories(random);
        double chanceDiseased = random.uniform(.3, .75);
        double chanceHealthy = random.uniform(.02, .2);
        double shift = random.uniform(0, .09);
        double shiftDeviation = random.uniform(.01, .04);
        double restShare = random.uniform(0, .45);
        double scars = random.uniform(.05, .45);
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            boolean diseased = truth.isPositive(vessel);
            if (random.chance(diseased ? chanceDiseased : chanceHealthy)) {
                int number = random.chance(.15) ? 2 : 1;
                for (int i = 0; i < number; i++) {
                    drawDefect(random, vessel.ordinal(), scars);
                }
            }
            double fall = random.normal(diseased ? shift * random.uniform(0, 1.6) : 0, shiftDeviation);
            shifts.add(new Depth((float) (restShare * fall), (float) fall));
        }
        if (random.chance(.12)) {
            double angle = random.uniform(0, 360);
            float depth = (float) random.uniform(.04, .18);
            blobs.add(blob(random, NONE, random.uniform(.1, .95), angle, new Depth(depth, depth)));
        }
    }

    private void drawTerritories(PhantomRandom random) {
        double sharpness = random.uniform(.5, 2.5);
        double favour = random.uniform(0, 2);
        double dominance = random.normal(0, 12);
        double[] centre = new double[VESSELS];
        double[] width = new double[VESSELS];
        for (int v = 0; v < VESSELS; v++) {
            centre[v] = TERRITORY_ANGLE[v] + (v == 0 ? random.normal(0, 6) : dominance);
            width[v] = (v == 0 ? 48 : 42) * random.uniform(.85, 1.2);
        }
        for (int angle = 0; angle < HeartGrid.ANGLES; angle++) {
            double degrees = angle * 360.0 / HeartGrid.ANGLES;
            double sum = 0;
            double apicalSum = 0;
            for (int v = 0; v < VESSELS; v++) {
                double z = PolarGrid.wrapped(degrees - centre[v]) / width[v];
                double share = StrictMath.exp(-sharpness * z * z);
                territories[v][angle] = (float) share;
                sum += share;
                apicalTerritories[v][angle] = (float) (v == 0 ? share * StrictMath.exp(favour) : share);
                apicalSum += apicalTerritories[v][angle];
            }
            for (int v = 0; v < VESSELS; v++) {
                territories[v][angle] /= (float) sum;
                apicalTerritories[v][angle] /= (float) apicalSum;
            }
        }
    }

    private void drawDefect(PhantomRandom random, int vessel, double scars) {
        double depth = random.chance(.5) ? .08 + .55 * random.beta(1.5, 3) : .10 + .50 * random.beta(2.6, 3.6);
        double reversibility = random.chance(scars) ? random.beta(1.2, 6) : random.beta(5, 1.6);
        Depth lost = new Depth((float) ((1 - reversibility) * depth), (float) depth);
        if (random.chance(.2)) {
            float radius = (float) random.uniform(.35, .95);
            float width = (float) random.uniform(.05, .3);
            downstream.add(new Downstream(vessel, radius, random.chance(.75) ? width : -width, lost));
            return;
        }
        double radius = Math.abs(random.normal(DEFECT_RADIUS[vessel], vessel == 0 ? .22 : .19));
        double angle = random.normal(DEFECT_ANGLE[vessel], 26);
        blobs.add(blob(random, vessel, radius, angle, lost));
    }

    private static Blob blob(PhantomRandom random, int vessel, double radius, double angle, Depth lost) {
        double turn = angle + random.normal(0, 25);
        return new Blob(
                vessel,
                (float) (radius * StrictMath.cos(StrictMath.toRadians(angle))),
                (float) (radius * StrictMath.sin(StrictMath.toRadians(angle))),
                (float) StrictMath.cos(StrictMath.toRadians(turn)),
                (float) StrictMath.sin(StrictMath.toRadians(turn)),
                (float) random.uniform(.10, .34),
                (float) random.uniform(.10, .40),
                (float) random.uniform(1, 2.5),
                random.chance(.7),
                lost);
    }

    /**
     * What is left of the perfusion at a point, as a factor in (0, about 1]: at index 0 of the result at rest, at 1 under
     * stress.
     */
    void perfusion(float x, float y, float radius, float angle, float[] result) {
        result[0] = 1;
        result[1] = 1;
        float[][] shares = radius < .3f ? apicalTerritories : territories;
        for (int v = 0; v < VESSELS; v++) {
            float share = HeartGrid.at(shares[v], angle);
            reduce(result, share, shifts.get(v));
        }
        for (Blob blob : blobs) {
            float dx = x - blob.x;
            float dy = y - blob.y;
            float u = (blob.cosine * dx + blob.sine * dy) / blob.along;
            float w = (blob.cosine * dy - blob.sine * dx) / blob.across;
            float shape = Math.min(1, blob.steepness * HeartGrid.bell(u * u + w * w));
            if (blob.masked && blob.vessel != NONE) {
                shape *= Math.min(1, 1.6f * HeartGrid.at(shares[blob.vessel], angle));
            }
            reduce(result, shape, blob.depth);
        }
        for (Downstream defect : downstream) {
            float share = Math.max(0, Math.min(1, 2 * HeartGrid.at(shares[defect.vessel], angle) - .4f));
            float side = Math.max(0, Math.min(1, .5f + (defect.radius - radius) / (2 * defect.width)));
            reduce(result, share * side, defect.depth);
        }
    }

    private static void reduce(float[] result, float share, Depth depth) {
        result[0] *= 1 - depth.rest * share;
        result[1] *= 1 - depth.stress * share;
    }
}
