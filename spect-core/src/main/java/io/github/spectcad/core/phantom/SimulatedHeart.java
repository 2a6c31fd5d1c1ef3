package io.github.spectcad.core.phantom;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.VesselLabels;

/** The fields of one simulated heart on the {@link HeartGrid}: what the camera measures and what a reader scores. */
final class SimulatedHeart {
    private static final PerfusionState[] STATES = PerfusionState.values();
    private static final float NOISE_TO_UNIT_VARIANCE = (float) Math.sqrt(12);
    private static final float BIT_16 = 1f / 65536;
    private static final double SEVERITY_SLOPE = 11.5;
    private static final double SEVERITY_OFFSET = 1;
    private static final double SEVERITY_DEVIATION = .45;

    /** By state: uptake, then what a reader makes of the perfusion. */
    private final float[][] uptake = new float[STATES.length][HeartGrid.PIXELS];

    private final float[][] seen = new float[STATES.length][HeartGrid.PIXELS];
    private final float[] counts;
    private final float blur;
    private final float floor;
    private final float contrast;
    private final PhantomRandom random;

    /** Draws a heart; the noise of its maps and the reader come from the same stream, later. */
    SimulatedHeart(PhantomRandom random, Sex sex, VesselLabels truth) {
        this.random = random;
        HeartBackground background = new HeartBackground(random, sex);
        HeartDisease disease = new HeartDisease(random, truth);
        double stressCounts = 60 * StrictMath.exp(random.uniform(0, 2.6));
        counts = new float[] {(float) (stressCounts * random.uniform(.25, .9)), (float) stressCounts};
        blur = (float) random.uniform(.8, 2.2);
        floor = random.chance(.5) ? (float) random.uniform(-.12, .25) : 0;
        contrast = random.chance(.3) ? (float) random.uniform(.3, 1) : 1;
        compute(background, disease, random.normal(0, 6), random.uniform(.8, 1.3));
    }

    /** Fills the fields; the heart is turned by some degrees and its radii are raised to a power. */
    private void compute(HeartBackground background, HeartDisease disease, double rotation, double power) {
        float[] radii = new float[HeartGrid.SIZE + 2];
        for (int i = 1; i < radii.length; i++) {
            radii[i] = (float) StrictMath.pow((double) i / HeartGrid.SIZE, power);
        }
        float cosine = (float) StrictMath.cos(StrictMath.toRadians(rotation));
        float sine = (float) StrictMath.sin(StrictMath.toRadians(rotation));
        float turn = (float) (rotation * HeartGrid.ANGLES / 360);
        float[] left = new float[STATES.length];
        for (int pixel = 0; pixel < HeartGrid.PIXELS; pixel++) {
            float at = HeartGrid.RADIUS[pixel] * HeartGrid.SIZE;
            int below = (int) at;
            float radius = radii[below] + (at - below) * (radii[below + 1] - radii[below]);
            float stretch = radius / HeartGrid.RADIUS[pixel];
            float x = stretch * (cosine * HeartGrid.X[pixel] + sine * HeartGrid.Y[pixel]);
            float y = stretch * (cosine * HeartGrid.Y[pixel] - sine * HeartGrid.X[pixel]);
            float angle = HeartGrid.ANGLE[pixel] - turn;
            angle = angle < 0 ? angle + HeartGrid.ANGLES : angle;
            angle = angle >= HeartGrid.ANGLES ? angle - HeartGrid.ANGLES : angle;
            disease.perfusion(x, y, radius, angle, left);
            for (PerfusionState state : STATES) {
                float attenuation = background.attenuation(state, radius, angle);
                uptake[state.ordinal()][pixel] =
                        left[state.ordinal()] * attenuation * background.uptake(state, pixel, radius, angle);
                seen[state.ordinal()][pixel] = left[state.ordinal()] * (float) Math.sqrt(Math.sqrt(attenuation));
            }
        }
    }

    /** Measures the heart: counting noise, smoothing, a floor, contrast; divided by its maximum. */
    float[] map(PerfusionState state, int pixels) {
        float[] field = uptake[state.ordinal()].clone();
        float scale = NOISE_TO_UNIT_VARIANCE / (float) Math.sqrt(counts[state.ordinal()]);
        for (int pixel = 0; pixel < field.length; pixel += 4) {
            long bits = random.bits();
            for (int i = 0; i < 4; i++) {
                float uniform = ((bits >>> (16 * i)) & 0xFFFF) * BIT_16 - .5f;
                field[pixel + i] += scale * uniform * (float) Math.sqrt(field[pixel + i]);
            }
        }
        HeartGrid.smooth(field, blur);
        float[] values = HeartGrid.render(field, pixels);
        float maximum = 1 - floor;
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0) {
                float value = Math.max(0, values[i] - floor) / maximum;
                values[i] = value * (contrast + (1 - contrast) * value);
            }
        }
        return values;
    }

    /** Scores as a reader gives them, who largely sees through attenuation. */
    SegmentScores scores(PerfusionState state) {
        double[] means = HeartGrid.segmentMeans(seen[state.ordinal()]);
        int[] scores = new int[means.length];
        for (int i = 0; i < scores.length; i++) {
            double severity = SEVERITY_SLOPE * (1 - means[i]) - SEVERITY_OFFSET + random.normal(0, SEVERITY_DEVIATION);
            scores[i] = (int) Math.max(0, Math.min(SegmentScores.MAX_SCORE, Math.rint(severity)));
        }
        return SegmentScores.of(scores);
    }
}
