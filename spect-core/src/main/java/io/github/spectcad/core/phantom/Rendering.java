package io.github.spectcad.core.phantom;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import java.util.Arrays;

/**
 * Turns fields on the {@link PolarGrid} into pictures of one size: bilinear between cell centres, 0 outside the inscribed
 * disc, divided by the maximum. Holds the four cells and weights of each pixel.
 */
final class Rendering {
    private static volatile Rendering last = new Rendering(1);

    private final int pixels;
    private final Disc disc;
    private final int[] targets;
    private final int[] cells; // [pixel * 4 + corner]
    private final float[] fractions; // [pixel * 2]: along the ring, across the rings

    private Rendering(int pixels) {
        this.pixels = pixels;
        this.disc = Disc.inscribed(pixels);
        int[] inside = new int[Math.multiplyExact(pixels, pixels)];
        int count = 0;
        for (int row = 0; row < pixels; row++) {
            for (int column = 0; column < pixels; column++) {
                if (disc.relativeRadius(column, row) <= 1) {
                    inside[count++] = row * pixels + column;
                }
            }
        }
        this.targets = Arrays.copyOf(inside, count);
        this.cells = new int[4 * count];
        this.fractions = new float[2 * count];
        for (int i = 0; i < count; i++) {
            locate(i, targets[i] % pixels, targets[i] / pixels);
        }
    }

    private void locate(int i, int column, int row) {
        double ring = Math.min(disc.relativeRadius(column, row) * PolarGrid.RINGS - 0.5, PolarGrid.RINGS - 1);
        double sector = disc.angleDegrees(column, row) * PolarGrid.SECTORS / 360 - 0.5;
        int ring0 = (int) Math.floor(ring);
        int sector0 = (int) Math.floor(sector);
        cells[4 * i] = cell(ring0, sector0);
        cells[4 * i + 1] = cell(ring0, sector0 + 1);
        cells[4 * i + 2] = cell(Math.min(ring0 + 1, PolarGrid.RINGS - 1), sector0);
        cells[4 * i + 3] = cell(Math.min(ring0 + 1, PolarGrid.RINGS - 1), sector0 + 1);
        fractions[2 * i] = (float) (sector - sector0);
        fractions[2 * i + 1] = (float) (ring - ring0);
    }

    /** The cell of a ring and sector; across the centre lies the innermost ring of the opposite side. */
    private static int cell(int ring, int sector) {
        int opposite = ring < 0 ? PolarGrid.SECTORS / 2 : 0;
        return Math.max(ring, 0) * PolarGrid.SECTORS + Math.floorMod(sector + opposite, PolarGrid.SECTORS);
    }

    static Rendering of(int pixels) {
        Rendering rendering = last;
        if (rendering.pixels != pixels) {
            rendering = new Rendering(pixels);
            last = rendering;
        }
        return rendering;
    }

    PolarMap render(double[] field, PerfusionState state, String source) {
        float[] values = draw(field);
        float maximum = 0;
        for (int target : targets) {
            maximum = Math.max(maximum, values[target]);
        }
        for (int target : targets) {
            values[target] /= maximum;
        }
        return PolarMap.of(state, pixels, values, disc, source);
    }

    /** The field at the pixels, bilinearly, row-major; 0 outside the disc. */
    float[] draw(double[] field) {
        float[] coarse = new float[PolarGrid.CELLS];
        for (int cell = 0; cell < coarse.length; cell++) {
            coarse[cell] = (float) field[cell];
        }
        float[] values = new float[pixels * pixels];
        for (int i = 0; i < targets.length; i++) {
            float along = fractions[2 * i];
            float inner = coarse[cells[4 * i]] + along * (coarse[cells[4 * i + 1]] - coarse[cells[4 * i]]);
            float outer = coarse[cells[4 * i + 2]] + along * (coarse[cells[4 * i + 3]] - coarse[cells[4 * i + 2]]);
            values[targets[i]] = inner + fractions[2 * i + 1] * (outer - inner);
        }
        return values;
    }
}
