package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.Parallel;
import java.nio.FloatBuffer;

/**
 * Batch normalisation of single precision, a channel at a time: statistics and result in one visit, while the channel is in
 * the cache, with the ReLU that follows where there is one. What is computed does not depend on the number of threads.
 */
final class BatchNormLoops implements BoundLayer {
    /** Below this many values of all channels helpers cost more than they save. */
    private static final int WORTH_SHARING = 1 << 15;

    private final Binding binding;
    private final BatchNorm layer;
    private final boolean batchStatistics;
    private final int channels;
    private final int copies;
    private final int area;
    private final int batch;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private final FloatBuffer gamma;
    private final FloatBuffer beta;
    private final FloatBuffer movingMean;
    private final FloatBuffer movingVariance;
    private final double[] mean; // [copy, channel]
    private final double[] inverse; // 1 / sqrt(variance + epsilon)
    private Gradients gradients;

    BatchNormLoops(BatchNorm layer, Binding binding) {
        this.layer = layer;
        this.binding = binding;
        batchStatistics = binding.mode().isTraining() && !layer.frozenStatistics();
        Shape shape = binding.inputShape(0);
        channels = shape.channels();
        copies = shape.copies();
        area = Math.toIntExact(shape.area());
        batch = binding.batch();
        input = Floats.of(binding.input(0));
        output = Floats.of(binding.output());
        gamma = layer.scale() ? Floats.of(binding.parameter(BatchNorm.GAMMA)) : null;
        beta = layer.center() ? Floats.of(binding.parameter(BatchNorm.BETA)) : null;
        movingMean = Floats.of(binding.parameter(BatchNorm.MOVING_MEAN));
        movingVariance = Floats.of(binding.parameter(BatchNorm.MOVING_VARIANCE));
        mean = new double[copies * channels];
        inverse = new double[copies * channels];
    }

    private void eachGroup(java.util.function.IntConsumer group) {
        int groups = Math.max(1, Math.min(channels, input.capacity() / WORTH_SHARING));
        Parallel.run(groups, g -> {
            for (int c = g * channels / groups; c < (g + 1) * channels / groups; c++) {
                group.accept(c);
            }
        });
    }

    private int row(int copy, int sample, int channel) {
        return ((copy * batch + sample) * channels + channel) * area;
    }

    private double gamma(int channel) {
        return gamma == null ? 1 : gamma.get(channel);
    }

    private double beta(int channel) {
        return beta == null ? 0 : beta.get(channel);
    }

    @Override
    public void forward() {
        eachGroup(this::forward);
    }

    private void forward(int channel) {
        float[] values = Floats.scratch()[0];
        for (int copy = 0; copy < copies; copy++) {
            int index = copy * channels + channel;
            if (batchStatistics) {
                measure(copy, channel, values);
            } else {
                mean[index] = movingMean.get(channel);
                inverse[index] = 1 / Math.sqrt(movingVariance.get(channel) + layer.epsilon());
            }
            float scale = (float) (gamma(channel) * inverse[index]);
            float shift = (float) (beta(channel) - mean[index] * gamma(channel) * inverse[index]);
            for (int sample = 0; sample < batch; sample++) {
                int row = row(copy, sample, channel);
                for (int from = 0; from < area; from += Floats.CHUNK) {
                    int count = Math.min(Floats.CHUNK, area - from);
                    input.get(row + from, values, 0, count);
                    if (layer.relu()) {
                        affineRelu(values, count, scale, shift);
                    } else {
                        affine(values, count, scale, shift);
                    }
                    output.put(row + from, values, 0, count);
                }
            }
        }
    }

    private static void affine(float[] values, int count, float scale, float shift) {
        for (int i = 0; i < count; i++) {
            values[i] = values[i] * scale + shift;
        }
    }

    private static void affineRelu(float[] values, int count, float scale, float shift) {
        for (int i = 0; i < count; i++) {
            values[i] = Math.max(values[i] * scale + shift, 0f);
        }
    }

    /** Mean and variance, as deviations from the first value so that a large mean does not cancel the variance. */
    private void measure(int copy, int channel, float[] values) {
        float pivot = input.get(row(copy, 0, channel));
        double sum = 0;
        double squares = 0;
        for (int sample = 0; sample < batch; sample++) {
            int row = row(copy, sample, channel);
            for (int from = 0; from < area; from += Floats.CHUNK) {
                int count = Math.min(Floats.CHUNK, area - from);
                input.get(row + from, values, 0, count);
                float s0 = 0;
                float s1 = 0;
                float s2 = 0;
                float s3 = 0;
                float q0 = 0;
                float q1 = 0;
                float q2 = 0;
                float q3 = 0;
                int i = 0;
                for (; i + 3 < count; i += 4) {
                    float a = values[i] - pivot;
                    float b = values[i + 1] - pivot;
                    float c = values[i + 2] - pivot;
                    float d = values[i + 3] - pivot;
                    s0 += a;
                    s1 += b;
                    s2 += c;
                    s3 += d;
                    q0 += a * a;
                    q1 += b * b;
                    q2 += c * c;
                    q3 += d * d;
                }
                for (; i < count; i++) {
                    float a = values[i] - pivot;
                    s0 += a;
                    q0 += a * a;
                }
                sum += (double) s0 + s1 + s2 + s3;
                squares += (double) q0 + q1 + q2 + q3;
            }
        }
        double n = (double) batch * area;
        double deviation = sum / n;
        double variance = Math.max(0, squares / n - deviation * deviation);
        int index = copy * channels + channel;
        mean[index] = pivot + deviation;
        inverse[index] = 1 / Math.sqrt(variance + layer.epsilon());
        double unbiased = n > 1 ? variance * n / (n - 1) : variance;
        move(movingMean, channel, mean[index]);
        move(movingVariance, channel, unbiased);
    }

    private void move(FloatBuffer moving, int channel, double value) {
        moving.put(channel, (float) (layer.momentum() * moving.get(channel) + (1 - layer.momentum()) * value));
    }

    @Override
    public void backward() {
        if (gradients == null) {
            gradients = new Gradients();
        }
        eachGroup(gradients::channel);
    }

    /** The backward pass; made at its first use. */
    private final class Gradients {
        private final FloatBuffer outputGradient = Floats.of(binding.outputGradient());
        private final FloatBuffer inputGradient =
                binding.wantsInputGradient(0) ? Floats.of(binding.inputGradient(0)) : null;
        private final FloatBuffer gammaGradient =
                layer.scale() ? Floats.of(binding.parameterGradient(BatchNorm.GAMMA)) : null;
        private final FloatBuffer betaGradient =
                layer.center() ? Floats.of(binding.parameterGradient(BatchNorm.BETA)) : null;

        void channel(int channel) {
            float[] x = Floats.scratch()[0];
            float[] g = Floats.scratch()[1];
            double gammaSum = 0;
            double betaSum = 0;
            for (int copy = 0; copy < copies; copy++) {
                int index = copy * channels + channel;
                float centre = (float) mean[index];
                double sum = 0;
                double product = 0;
                for (int sample = 0; sample < batch; sample++) {
                    int row = row(copy, sample, channel);
                    for (int from = 0; from < area; from += Floats.CHUNK) {
                        int count = load(row + from, area - from, index, channel, x, g);
                        float s0 = 0;
                        float s1 = 0;
                        float p0 = 0;
                        float p1 = 0;
                        float s2 = 0;
                        float s3 = 0;
                        float p2 = 0;
                        float p3 = 0;
                        int i = 0;
                        for (; i + 3 < count; i += 4) {
                            s0 += g[i];
                            s1 += g[i + 1];
                            s2 += g[i + 2];
                            s3 += g[i + 3];
                            p0 += g[i] * (x[i] - centre);
                            p1 += g[i + 1] * (x[i + 1] - centre);
                            p2 += g[i + 2] * (x[i + 2] - centre);
                            p3 += g[i + 3] * (x[i + 3] - centre);
                        }
                        for (; i < count; i++) {
                            s0 += g[i];
                            p0 += g[i] * (x[i] - centre);
                        }
                        sum += (double) s0 + s1 + s2 + s3;
                        product += (double) p0 + p1 + p2 + p3;
                    }
                }
                gammaSum += product * inverse[index];
                betaSum += sum;
                if (inputGradient != null) {
                    input(copy, channel, sum, product, x, g);
                }
            }
            if (gammaGradient != null) {
                gammaGradient.put(channel, (float) gammaSum);
            }
            if (betaGradient != null) {
                betaGradient.put(channel, (float) betaSum);
            }
        }

        /** Writes {@code dx = k g + a x + b} of a copy of a channel. */
        private void input(int copy, int channel, double sum, double product, float[] x, float[] g) {
            int index = copy * channels + channel;
            double n = (double) batch * area;
            double k = gamma(channel) * inverse[index];
            double a = batchStatistics ? -k * inverse[index] * inverse[index] * product / n : 0;
            double b = batchStatistics ? -k * sum / n - a * mean[index] : 0;
            for (int sample = 0; sample < batch; sample++) {
                int row = row(copy, sample, channel);
                for (int from = 0; from < area; from += Floats.CHUNK) {
                    int count = load(row + from, area - from, index, channel, x, g);
                    combine(g, x, count, (float) k, (float) a, (float) b);
                    inputGradient.put(row + from, g, 0, count);
                }
            }
        }

        private static void combine(float[] g, float[] x, int count, float k, float a, float b) {
            for (int i = 0; i < count; i++) {
                g[i] = k * g[i] + (a * x[i] + b);
            }
        }

        /** Loads inputs and gradients, the latter behind the ReLU. */
        private int load(int from, int left, int index, int channel, float[] x, float[] g) {
            int count = Math.min(Floats.CHUNK, left);
            input.get(from, x, 0, count);
            outputGradient.get(from, g, 0, count);
            if (layer.relu()) {
                double scale = gamma(channel) * inverse[index];
                mask(g, x, count, (float) scale, (float) (beta(channel) - mean[index] * scale));
            }
            return count;
        }

        /** Keeps the gradients where the output was positive; without a branch, so that it vectorises. */
        private static void mask(float[] g, float[] x, int count, float scale, float shift) {
            for (int i = 0; i < count; i++) {
                g[i] *= Math.min(Math.max((x[i] * scale + shift) * Float.MAX_VALUE, 0f), 1f);
            }
        }
    }
}
