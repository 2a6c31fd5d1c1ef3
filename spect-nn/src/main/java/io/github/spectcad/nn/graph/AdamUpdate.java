package io.github.spectcad.nn.graph;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.Parallel;
import io.github.spectcad.nn.kernel.Views;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Adam on single precision: L2 penalties, moments and parameters in one visit of the memory. */
final class AdamUpdate {
    private static final int SEGMENT = 1 << 16;

    private final Adam adam;
    private final List<Segment> segments = new ArrayList<>();
    private final double[] penalties;

    /** Some consecutive values of one parameter. */
    private record Segment(
            FloatBuffer values, FloatBuffer gradient, FloatBuffer first, FloatBuffer second, double l2) {}

    AdamUpdate(
            Adam adam,
            List<Parameter> parameters,
            INDArray values,
            INDArray gradient,
            INDArray first,
            INDArray second) {
        this.adam = adam;
        for (Parameter p : parameters) {
            for (long from = 0; p.trainable() && from < p.size(); from += SEGMENT) {
                long offset = p.offset() + from;
                long count = Math.min(SEGMENT, p.size() - from);
                segments.add(new Segment(
                        Floats.of(Views.of(values, offset, count)),
                        Floats.of(Views.of(gradient, offset, count)),
                        Floats.of(Views.of(first, offset, count)),
                        Floats.of(Views.of(second, offset, count)),
                        p.l2()));
            }
        }
        penalties = new double[segments.size()];
    }

    /** Updates all parameters and returns the sum of the L2 penalties before. */
    double run(double rate, long step) {
        double corrected = rate
                * Math.sqrt(1 - Math.pow(adam.beta2(), (double) step))
                / (1 - Math.pow(adam.beta1(), (double) step));
        Parallel.run(segments.size(), i -> penalties[i] = update(segments.get(i), (float) corrected));
        double sum = 0;
        for (double penalty : penalties) {
            sum += penalty;
        }
        return sum;
    }

    private double update(Segment segment, float rate) {
        float[] w = Floats.scratch()[0];
        float[] g = Floats.scratch()[1];
        float[] m = Floats.scratch()[2];
        float[] v = Floats.scratch()[3];
        double squares = 0;
        for (int from = 0; from < segment.values.capacity(); from += Floats.CHUNK) {
            int count = Math.min(Floats.CHUNK, segment.values.capacity() - from);
            segment.values.get(from, w, 0, count);
            segment.gradient.get(from, g, 0, count);
            segment.first.get(from, m, 0, count);
            segment.second.get(from, v, 0, count);
            if (segment.l2 > 0) {
                squares += squares(w, count);
                penalise(w, g, count, (float) (2 * segment.l2));
            }
            moments(g, m, v, count, (float) adam.beta1(), (float) adam.beta2());
            descend(w, m, v, count, rate, (float) adam.epsilon());
            segment.values.put(from, w, 0, count);
            segment.first.put(from, m, 0, count);
            segment.second.put(from, v, 0, count);
        }
        return segment.l2 * squares;
    }

    private static double squares(float[] w, int count) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            a += w[i] * w[i];
            b += w[i + 1] * w[i + 1];
            c += w[i + 2] * w[i + 2];
            d += w[i + 3] * w[i + 3];
        }
        for (; i < count; i++) {
            a += w[i] * w[i];
        }
        return (double) a + b + c + d;
    }

    private static void penalise(float[] w, float[] g, int count, float factor) {
        for (int i = 0; i < count; i++) {
            g[i] += factor * w[i];
        }
    }

    private static void moments(float[] g, float[] m, float[] v, int count, float beta1, float beta2) {
        for (int i = 0; i < count; i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
        }
    }

    private static void descend(float[] w, float[] m, float[] v, int count, float rate, float epsilon) {
        for (int i = 0; i < count; i++) {
            w[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }
}
