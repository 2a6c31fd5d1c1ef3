package io.github.spectcad.nn.layer;

import java.nio.FloatBuffer;

/**
 * The logistic function and swish of single precision in loops that vectorise. The logistic function is half of one plus
 * tanh(x / 2), and tanh a quotient of polynomials that is exact to a few units in the last place, as in the Eigen library.
 */
final class SigmoidLoops implements BoundLayer {
    private static final int TASK = 1 << 14;
    private static final float LIMIT = 9; // tanh is 1 in single precision from here on

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
            sigmoid(x, s, count);
            if (swish) {
                multiply(s, x, count);
            }
            output.put(from, s, 0, count);
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
            sigmoid(x, s, count);
            if (swish) {
                differentiateSwish(g, x, s, count);
            } else {
                differentiate(g, s, count);
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

    /** Swish of some values in place. */
    static void swish(float[] x, float[] scratch, int count) {
        sigmoid(x, scratch, count);
        multiply(x, scratch, count, -2 * LIMIT);
    }

    private static void multiply(float[] x, float[] s, int count, float floor) {
        for (int i = 0; i < count; i++) {
            x[i] = s[i] * Math.max(x[i], floor);
        }
    }

    private static void sigmoid(float[] x, float[] s, int count) {
        halve(x, s, count); // in a loop of its own: together they take twice the time
        for (int i = 0; i < count; i++) {
            float t = s[i];
            float u = t * t;
            float p = Math.fma(-2.7607684e-16f, u, 2.000188e-13f);
            p = Math.fma(p, u, -8.604672e-11f);
            p = Math.fma(p, u, 5.1222973e-8f);
            p = Math.fma(p, u, 1.48572235e-5f);
            p = Math.fma(p, u, 6.3726195e-4f);
            p = Math.fma(p, u, 4.8935246e-3f);
            float q = Math.fma(1.1982584e-6f, u, 1.1853471e-4f);
            q = Math.fma(q, u, 2.2684347e-3f);
            q = Math.fma(q, u, 4.893525e-3f);
            s[i] = Math.fma(0.5f, t * p / q, 0.5f);
        }
    }

    private static void halve(float[] x, float[] t, int count) {
        for (int i = 0; i < count; i++) {
            t[i] = Math.max(-LIMIT, Math.min(LIMIT, 0.5f * x[i]));
        }
    }

    /** Far below zero, where the product is 0 to single precision, x is cut off so that rounding of s does not show. */
    private static void multiply(float[] s, float[] x, int count) {
        for (int i = 0; i < count; i++) {
            s[i] *= Math.max(x[i], -2 * LIMIT);
        }
    }

    private static void differentiate(float[] g, float[] s, int count) {
        for (int i = 0; i < count; i++) {
            g[i] *= s[i] * (1 - s[i]);
        }
    }

    private static void differentiateSwish(float[] g, float[] x, float[] s, int count) {
        for (int i = 0; i < count; i++) {
            g[i] *= s[i] * (1 + Math.max(x[i], -2 * LIMIT) * (1 - s[i]));
        }
    }
}
