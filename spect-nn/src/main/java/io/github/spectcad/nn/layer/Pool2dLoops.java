package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.Parallel;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Pooling of single precision, a channel of a sample at a time. */
final class Pool2dLoops implements BoundLayer {
    private static final int MAXIMUM_GROUPS = 16;

    private final Binding binding;
    private final Pool2d layer;
    private final int height;
    private final int width;
    private final int outputHeight;
    private final int outputWidth;
    private final int top;
    private final int left;
    private final int planes;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private FloatBuffer outputGradient;
    private FloatBuffer inputGradient;

    Pool2dLoops(Pool2d layer, Binding binding) {
        this.layer = layer;
        this.binding = binding;
        Shape in = binding.inputShape(0);
        Shape out = binding.outputShape();
        height = in.height();
        width = in.width();
        outputHeight = out.height();
        outputWidth = out.width();
        top = layer.padding().top(height, layer.size(), layer.stride());
        left = layer.padding().left(width, layer.size(), layer.stride());
        planes = Math.toIntExact(in.dimensions(binding.batch())[0]) * in.channels();
        input = Floats.of(binding.input(0));
        output = Floats.of(binding.output());
    }

    @Override
    public void forward() {
        if (layer.kind() == Pool2d.Kind.MAX) {
            eachGroup((first, end) -> {
                float[][] rows = new float[3][Math.max(width, outputWidth)];
                for (int p = first; p < end; p++) {
                    maximum(p, rows[0], rows[1], rows[2]);
                }
            });
        } else {
            eachPlane(this::average);
        }
    }

    @Override
    public void backward() {
        if (outputGradient == null) {
            outputGradient = Floats.of(binding.outputGradient());
            inputGradient = Floats.of(binding.inputGradient(0));
        }
        eachPlane(this::backward);
    }

    private void eachPlane(PlaneBody body) {
        eachGroup((first, end) -> {
            float[] plane = new float[height * width];
            float[] pooled = new float[outputHeight * outputWidth];
            for (int p = first; p < end; p++) {
                body.run(p, plane, pooled);
            }
        });
    }

    private void eachGroup(GroupBody body) {
        int groups = Math.max(1, Math.min(Math.min(planes, MAXIMUM_GROUPS), input.capacity() >> 15));
        Parallel.run(groups, g -> body.run((int) ((long) g * planes / groups), (int) ((g + 1L) * planes / groups)));
    }

    /** Works on consecutive channels of samples. */
    @FunctionalInterface
    private interface GroupBody {
        void run(int first, int end);
    }

    /** Works on one channel of one sample. */
    @FunctionalInterface
    private interface PlaneBody {
        void run(int index, float[] plane, float[] pooled);
    }

    /** The maximum of the rows of a window, then of its columns, each for all windows of a row at once. */
    private void maximum(int index, float[] tall, float[] next, float[] pooled) {
        for (int row = 0; row < outputHeight; row++) {
            int y0 = Math.max(0, row * layer.stride() - top);
            int y1 = Math.min(height, row * layer.stride() - top + layer.size());
            input.get((index * height + y0) * width, tall, 0, width);
            for (int y = y0 + 1; y < y1; y++) {
                input.get((index * height + y) * width, next, 0, width);
                maximum(tall, next, 0, width);
            }
            System.arraycopy(tall, 0, next, 0, width);
            for (int x = 1; x < layer.size(); x++) {
                maximum(next, tall, x, width - x);
            }
            int column = 0;
            for (; column < outputWidth && column * layer.stride() < left; column++) { // windows cut off at the left
                pooled[column] = max(tall, Math.min(width, column * layer.stride() - left + layer.size()));
            }
            pick(next, pooled, column, outputWidth, layer.stride(), left);
            output.put((index * outputHeight + row) * outputWidth, pooled, 0, outputWidth);
        }
    }

    private static void maximum(float[] values, float[] others, int shift, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = Math.max(values[i], others[shift + i]); // hands NaN on
        }
    }

    private static float max(float[] values, int count) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            max = Math.max(max, values[i]);
        }
        return max;
    }

    private static void pick(float[] values, float[] picked, int from, int to, int stride, int left) {
        for (int i = from; i < to; i++) {
            picked[i] = values[i * stride - left];
        }
    }

    private void average(int index, float[] plane, float[] pooled) {
        input.get(index * plane.length, plane);
        for (int row = 0; row < outputHeight; row++) {
            int y0 = Math.max(0, row * layer.stride() - top);
            int y1 = Math.min(height, row * layer.stride() - top + layer.size());
            for (int column = 0; column < outputWidth; column++) {
                int x0 = Math.max(0, column * layer.stride() - left);
                int x1 = Math.min(width, column * layer.stride() - left + layer.size());
                pooled[row * outputWidth + column] = mean(plane, y0, y1, x0, x1);
            }
        }
        output.put(index * pooled.length, pooled);
    }

    private float mean(float[] plane, int y0, int y1, int x0, int x1) {
        float sum = 0;
        for (int y = y0; y < y1; y++) {
            for (int x = y * width + x0; x < y * width + x1; x++) {
                sum += plane[x];
            }
        }
        return sum / ((y1 - y0) * (x1 - x0));
    }

    private void backward(int index, float[] plane, float[] pooled) {
        boolean max = layer.kind() == Pool2d.Kind.MAX;
        float[] gradient = max ? new float[plane.length] : plane;
        if (max) {
            input.get(index * plane.length, plane);
        } else {
            Arrays.fill(gradient, 0);
        }
        outputGradient.get(index * pooled.length, pooled);
        for (int row = 0; row < outputHeight; row++) {
            int y0 = Math.max(0, row * layer.stride() - top);
            int y1 = Math.min(height, row * layer.stride() - top + layer.size());
            for (int column = 0; column < outputWidth; column++) {
                int x0 = Math.max(0, column * layer.stride() - left);
                int x1 = Math.min(width, column * layer.stride() - left + layer.size());
                float g = pooled[row * outputWidth + column];
                if (max) {
                    gradient[firstMaximum(plane, y0, y1, x0, x1)] += g;
                } else {
                    spread(gradient, g / ((y1 - y0) * (x1 - x0)), y0, y1, x0, x1);
                }
            }
        }
        inputGradient.put(index * gradient.length, gradient);
    }

    private int firstMaximum(float[] plane, int y0, int y1, int x0, int x1) {
        int at = y0 * width + x0;
        for (int y = y0; y < y1; y++) {
            for (int x = y * width + x0; x < y * width + x1; x++) {
                if (plane[x] > plane[at]) {
                    at = x;
                }
            }
        }
        return at;
    }

    private void spread(float[] gradient, float value, int y0, int y1, int x0, int x1) {
        for (int y = y0; y < y1; y++) {
            for (int x = y * width + x0; x < y * width + x1; x++) {
                gradient[x] += value;
            }
        }
    }
}
