package io.github.spectcad.nn.layer;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Pooling of single precision, a channel of a sample at a time. */
final class Pool2dLoops implements BoundLayer {
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
        eachPlane(this::forward);
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
        int groups = Math.max(1, Math.min(planes, input.capacity() >> 15));
        Parallel.run(groups, g -> {
            float[] plane = new float[height * width];
            float[] pooled = new float[outputHeight * outputWidth];
            int first = (int) ((long) g * planes / groups);
            int end = (int) ((g + 1L) * planes / groups);
            for (int p = first; p < end; p++) {
                body.run(p, plane, pooled);
            }
        });
    }

    /** Works on one channel of one sample. */
    @FunctionalInterface
    private interface PlaneBody {
        void run(int index, float[] plane, float[] pooled);
    }

    private void forward(int index, float[] plane, float[] pooled) {
        input.get(index * plane.length, plane);
        for (int row = 0; row < outputHeight; row++) {
            int y0 = Math.max(0, row * layer.stride() - top);
            int y1 = Math.min(height, row * layer.stride() - top + layer.size());
            for (int column = 0; column < outputWidth; column++) {
                int x0 = Math.max(0, column * layer.stride() - left);
                int x1 = Math.min(width, column * layer.stride() - left + layer.size());
                pooled[row * outputWidth + column] =
                        layer.kind() == Pool2d.Kind.MAX ? max(plane, y0, y1, x0, x1) : mean(plane, y0, y1, x0, x1);
            }
        }
        output.put(index * pooled.length, pooled);
    }

    private float max(float[] plane, int y0, int y1, int x0, int x1) {
        float max = Float.NEGATIVE_INFINITY;
        for (int y = y0; y < y1; y++) {
            for (int x = y * width + x0; x < y * width + x1; x++) {
                max = Math.max(max, plane[x]); // hands NaN on
            }
        }
        return max;
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
