package io.github.spectcad.core.phantom;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Sex;

/** What a simulated heart looks like without disease: thinning, fall-off, attenuation, activity beside it, texture. */
final class HeartBackground {
    /** Points along one side of the lattices that texture is drawn on. */
    private static final int[] LATTICES = {4, 6, 9, 13};

    private final float apicalThinning;
    private final float apicalWidth;
    private final float basalFallOff;
    private final float basalRadius;
    private final float basalWidth;
    private final float[] basal = new float[HeartGrid.ANGLES];
    private final float[] walls = new float[HeartGrid.ANGLES];
    private final float[] inferior = new float[HeartGrid.ANGLES];
    private final float[] anterior = new float[HeartGrid.ANGLES];
    private final float[] hotSpot = new float[HeartGrid.ANGLES];
    private final float anteriorRadius;
    private final float anteriorWidth;
    private final float[] attenuationStrength;
    private final float[] hotSpotStrength;
    private final float[][] texture;

    HeartBackground(PhantomRandom random, Sex sex) {
        boolean male = sex == Sex.MALE;
        boolean corrected = random.chance(.2); // attenuation correction leaves little, and a thinner apex
        float leftOver = corrected ? .25f : 1;
        apicalThinning = positive(random.normal(corrected ? .12 : .06, .05));
        apicalWidth = (float) random.uniform(.10, .24);
        basalFallOff = positive(random.normal(.28, .15));
        basalRadius = (float) random.uniform(.84, .96);
        basalWidth = (float) random.uniform(.02, .07);
        double septal = random.normal(200, 20);
        double septalShare = random.uniform(0, .7);
        double wall = random.normal(.03, .03);
        double wallAngle = random.normal(10, 40);
        for (int i = 0; i < HeartGrid.ANGLES; i++) {
            basal[i] = (float) ((1 + septalShare * cosine(degrees(i) - septal)) / (1 + septalShare));
            walls[i] = (float) (1 + wall * cosine(degrees(i) - wallAngle));
        }
        float diaphragm = leftOver * positive(male ? random.normal(.14, .08) : random.normal(.07, .06));
        fill(inferior, diaphragm, random.normal(262, 14), random.uniform(22, 48));
        float breast = leftOver * positive(male ? random.normal(.02, .03) : random.normal(.10, .07));
        fill(anterior, breast, random.normal(75, 20), random.uniform(20, 42));
        anteriorRadius = (float) random.normal(.62, .12);
        anteriorWidth = (float) random.uniform(.18, .38);
        attenuationStrength = new float[] {1, positive(random.normal(1, .2))};
        float hot = random.chance(.25) ? (float) random.uniform(.02, .18) : 0;
        fill(hotSpot, hot, random.normal(265, 25), random.uniform(15, 40));
        hotSpotStrength = new float[] {1, positive(random.normal(.6, .5))};
        texture = textures(random);
    }

    private static float positive(double value) {
        return (float) Math.max(0, value);
    }

    private static double degrees(int angle) {
        return angle * 360.0 / HeartGrid.ANGLES;
    }

    private static double cosine(double degrees) {
        return StrictMath.cos(StrictMath.toRadians(degrees));
    }

    private static void fill(float[] table, float height, double centre, double width) {
        for (int i = 0; i < table.length; i++) {
            float z = (float) (PolarGrid.wrapped(degrees(i) - centre) / width);
            table[i] = height * HeartGrid.bell(z * z);
        }
    }

    /** Fields about 0, rest and stress, that share most of their variance. */
    private static float[][] textures(PhantomRandom random) {
        float height = (float) random.uniform(.01, .05);
        float common = (float) random.uniform(.6, .97);
        float[] shared = lattice(random, height * (float) Math.sqrt(common));
        float own = height * (float) Math.sqrt(1 - common);
        float[][] fields = {lattice(random, own), lattice(random, own)};
        for (float[] field : fields) {
            for (int i = 0; i < field.length; i++) {
                field[i] += shared[i];
            }
        }
        return fields;
    }

    private static float[] lattice(PhantomRandom random, float height) {
        int side = LATTICES[random.below(LATTICES.length)];
        float[] knots = new float[side * side];
        for (int i = 0; i < knots.length; i++) {
            knots[i] = height * (float) random.gaussian();
        }
        float step = (float) (side - 1) / (HeartGrid.SIZE - 1);
        float[] field = new float[HeartGrid.PIXELS];
        for (int row = 0; row < HeartGrid.SIZE; row++) {
            int top = Math.min((int) (row * step), side - 2);
            float down = row * step - top;
            for (int column = 0; column < HeartGrid.SIZE; column++) {
                int left = Math.min((int) (column * step), side - 2);
                float right = column * step - left;
                int at = top * side + left;
                float upper = knots[at] + right * (knots[at + 1] - knots[at]);
                float lower = knots[at + side] + right * (knots[at + side + 1] - knots[at + side]);
                field[row * HeartGrid.SIZE + column] = upper + down * (lower - upper);
            }
        }
        return field;
    }

    /** Attenuation by soft tissue at a point, as a factor. */
    float attenuation(PerfusionState state, float radius, float angle) {
        float strength = attenuationStrength[state.ordinal()];
        float z = (radius - anteriorRadius) / anteriorWidth;
        float below = strength * HeartGrid.at(inferior, angle) * Math.min(1, .35f + .9f * radius);
        float before = strength * HeartGrid.at(anterior, angle) * HeartGrid.bell(z * z);
        return Math.max(.05f, 1 - below) * Math.max(.05f, 1 - before);
    }

    /** Uptake of a healthy heart at a pixel, about 1 in the middle of the walls. */
    float uptake(PerfusionState state, int pixel, float radius, float angle) {
        float apex = 1 - apicalThinning * HeartGrid.bell(2 * radius * radius / (apicalWidth * apicalWidth));
        float rim = (radius - basalRadius) / basalWidth;
        float fallOff = basalFallOff * .5f * (1 + rim / (1 + Math.abs(rim)));
        float base = Math.max(.05f, 1 - fallOff * HeartGrid.at(basal, angle));
        float spill = 1
                + hotSpotStrength[state.ordinal()]
                        * HeartGrid.at(hotSpot, angle)
                        * Math.max(0, Math.min(1, 2.5f * radius - 1));
        return apex * base * HeartGrid.at(walls, angle) * spill * (1 + texture[state.ordinal()][pixel]);
    }
}
