package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.Logistic;
import io.github.spectcad.nn.kernel.Parallel;
import java.nio.FloatBuffer;

/** The logistic function or swish of single precision, some consecutive values at a time. */
final class SigmoidLoops implements BoundLayer {
    private static final int TASK = 1 << 14;

    private final Binding binding;
    private final boolean swish;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private FloatBuffer outputGradient;
    private FloatBuffer inputGradient;

    SigmoidLoops(Binding binding, boolean swish) {
        this.binding = binding;
        this.swish = swish;
        input = Floats.of(binding.input(0));
        output = Floats.of(binding.output());
    }

    @Override
    public void forward() {
        eachChunk((from, count) -> {
            float[] x = Floats.scratch()[0];
            float[] s = Floats.scratch()[1];
            input.get(from, x, 0, count);
            if (swish) {
                Logistic.swish(x, s, count);
                output.put(from, x, 0, count);
            } else {
                Logistic.sigmoid(x, s, count);
                output.put(from, s, 0, count);
            }
        });
    }

    @Override
    public void backward() {
        if (outputGradient == null) {
            outputGradient = Floats.of(binding.outputGradient());
            inputGradient = Floats.of(binding.inputGradient(0));
        }
        eachChunk((from, count) -> {
            float[] x = Floats.scratch()[0];
            float[] s = Floats.scratch()[1];
            float[] g = Floats.scratch()[2];
            input.get(from, x, 0, count);
            outputGradient.get(from, g, 0, count);
            Logistic.sigmoid(x, s, count);
            if (swish) {
                Logistic.differentiateSwish(g, x, s, count);
            } else {
                Logistic.differentiate(g, s, count);
            }
            inputGradient.put(from, g, 0, count);
        });
    }

    /** Works on some consecutive values. */
    @FunctionalInterface
    private interface ChunkBody {
        void run(int from, int count);
    }

    private void eachChunk(ChunkBody body) {
        int length = input.capacity();
        Parallel.run((length + TASK - 1) / TASK, task -> {
            int end = Math.min(length, (task + 1) * TASK);
            for (int from = task * TASK; from < end; from += Floats.CHUNK) {
                body.run(from, Math.min(Floats.CHUNK, end - from));
            }
        });
    }
}
