package io.github.spectcad.nn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random inputs of a network. */
final class RandomInputs {
    private RandomInputs() {}

    /** A batch for each input, values in [-1, 1). */
    static List<float[]> of(Network network, int batch, SplittableRandom random) {
        List<float[]> inputs = new ArrayList<>();
        network.inputShapes().forEach(shape -> {
            float[] values = new float[Math.toIntExact(batch * shape.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextDouble() * 2 - 1);
            }
            inputs.add(values);
        });
        return inputs;
    }
}
