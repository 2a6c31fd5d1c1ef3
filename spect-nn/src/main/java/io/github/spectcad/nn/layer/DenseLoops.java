package io.github.spectcad.nn.layer;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The forward pass of a dense layer of single precision for one sample, as in a single prediction, where ND4J's product
 * takes many times as long as for two: the kernel is read once, in segments whose partial sums are added in a fixed order.
 */
final class DenseLoops {
    private static final int MAXIMUM_UNITS = Floats.CHUNK;
    private static final int MAXIMUM_SEGMENTS = 64;

    private final int features;
    private final int units;
    private final int segments;
    private final FloatBuffer input;
    private final FloatBuffer kernel;
    private final FloatBuffer bias;
    private final FloatBuffer output;
    private final float[][] partial;

    DenseLoops(Binding binding) {
        features = binding.inputShape(0).channels();
        units = binding.outputShape().channels();
        input = Floats.of(binding.input(0));
        kernel = Floats.of(binding.parameter("kernel"));
        bias = Floats.of(binding.parameter("bias"));
        output = Floats.of(binding.output());
        segments = Math.max(1, Math.min(MAXIMUM_SEGMENTS, kernel.capacity() >> 15));
        partial = new float[segments][units];
    }

    static boolean suits(Binding binding) {
        return Floats.isFloat(binding.output())
                && binding.input(0).size(0) == 1
                && binding.outputShape().channels() <= MAXIMUM_UNITS;
    }

    void run() {
        Parallel.run(segments, this::segment);
        for (int i = 0; i < units; i++) {
            double sum = bias.get(i);
            for (float[] part : partial) {
                sum += part[i];
            }
            output.put(i, (float) sum);
        }
    }

    private void segment(int index) {
        float[] sums = partial[index];
        Arrays.fill(sums, 0);
        float[] weights = Floats.scratch()[0];
        int rows = Floats.CHUNK / units;
        int end = (int) ((index + 1L) * features / segments);
        for (int from = (int) ((long) index * features / segments); from < end; from += rows) {
            int count = Math.min(rows, end - from);
            kernel.get(from * units, weights, 0, count * units);
            for (int row = 0; row < count; row++) {
                add(sums, weights, row * units, input.get(from + row));
            }
        }
    }

    private static void add(float[] sums, float[] weights, int from, float x) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += x * weights[from + i];
        }
    }
}
