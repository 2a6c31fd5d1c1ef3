package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.Parallel;
import java.nio.FloatBuffer;

/** Scaling of channels in single precision, a channel of a sample at a time. */
final class ChannelScaleLoops implements BoundLayer {
    private final Binding binding;
    private final int rows;
    private final int area;
    private final FloatBuffer map;
    private final FloatBuffer factors;
    private final FloatBuffer output;
    private FloatBuffer outputGradient;
    private FloatBuffer mapGradient;
    private FloatBuffer factorGradient;

    ChannelScaleLoops(Binding binding) {
        this.binding = binding;
        map = Floats.of(binding.input(0));
        factors = Floats.of(binding.input(1));
        output = Floats.of(binding.output());
        rows = factors.capacity();
        area = Math.toIntExact(binding.inputShape(0).area());
    }

    @Override
    public void forward() {
        eachRow(row -> {
            float[] x = Floats.scratch()[0];
            float factor = factors.get(row);
            for (int from = 0; from < area; from += Floats.CHUNK) {
                int count = Math.min(Floats.CHUNK, area - from);
                map.get(row * area + from, x, 0, count);
                multiply(x, count, factor);
                output.put(row * area + from, x, 0, count);
            }
        });
    }

    @Override
    public void backward() {
        if (outputGradient == null) {
            outputGradient = Floats.of(binding.outputGradient());
            mapGradient = binding.wantsInputGradient(0) ? Floats.of(binding.inputGradient(0)) : null;
            factorGradient = binding.wantsInputGradient(1) ? Floats.of(binding.inputGradient(1)) : null;
        }
        eachRow(this::backward);
    }

    private void backward(int row) {
        float[] x = Floats.scratch()[0];
        float[] g = Floats.scratch()[1];
        float factor = factors.get(row);
        double product = 0;
        for (int from = 0; from < area; from += Floats.CHUNK) {
            int count = Math.min(Floats.CHUNK, area - from);
            outputGradient.get(row * area + from, g, 0, count);
            if (factorGradient != null) {
                map.get(row * area + from, x, 0, count);
                product += dot(g, x, count);
            }
            if (mapGradient != null) {
                multiply(g, count, factor);
                mapGradient.put(row * area + from, g, 0, count);
            }
        }
        if (factorGradient != null) {
            factorGradient.put(row, (float) product);
        }
    }

    private void eachRow(java.util.function.IntConsumer body) {
        int groups = Math.max(1, Math.min(rows, map.capacity() >> 15));
        Parallel.run(groups, g -> {
            int end = (int) ((g + 1L) * rows / groups);
            for (int row = (int) ((long) g * rows / groups); row < end; row++) {
                body.accept(row);
            }
        });
    }

    private static void multiply(float[] values, int count, float factor) {
        for (int i = 0; i < count; i++) {
            values[i] *= factor;
        }
    }

    private static double dot(float[] a, float[] b, int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < count; i++) {
            s0 += a[i] * b[i];
        }
        return (double) s0 + s1 + s2 + s3;
    }
}
