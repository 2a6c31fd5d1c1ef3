package io.github.spectcad.benchmarks.networks;

import java.util.SplittableRandom;

/** Random patients, the same for all contenders: maps of waves with some noise, as bright as maps of hearts. */
final class Batch {
    /** Patients of a training step. */
    static final int TRAINING = 2;

    private static final int CHANNELS = 2;
    private static final int CLINICAL = 4;
    private static final int VESSELS = 3;

    private final float[] images;
    private final float[] clinical;
    private final float[] labels;

    Batch(int patients, int pixels) {
        SplittableRandom random = new SplittableRandom(1);
        images = new float[patients * CHANNELS * pixels * pixels];
        for (int map = 0; map < patients * CHANNELS; map++) {
            double rows = 1 + 6 * random.nextDouble();
            double columns = 1 + 6 * random.nextDouble();
            for (int i = 0; i < pixels * pixels; i++) {
                int row = i / pixels;
                int column = i % pixels;
                double wave = Math.sin(Math.PI * rows * row / pixels) * Math.cos(Math.PI * columns * column / pixels);
                images[map * pixels * pixels + i] = (float) (0.75 + 0.2 * wave + 0.1 * (random.nextDouble() - 0.5));
            }
        }
        clinical = new float[patients * CLINICAL];
        for (int i = 0; i < clinical.length; i++) {
            clinical[i] = (float) (2 * random.nextDouble() - 1);
        }
        labels = new float[patients * VESSELS];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 2;
        }
    }

    /** {@code [patients, 2, pixels, pixels]}, in [0, 1]; not to be written. */
    float[] images() {
        return images;
    }

    /** {@code [patients, 4]}; not to be written. */
    float[] clinical() {
        return clinical;
    }

    /** {@code [patients, 3]}; not to be written. */
    float[] labels() {
        return labels;
    }
}
