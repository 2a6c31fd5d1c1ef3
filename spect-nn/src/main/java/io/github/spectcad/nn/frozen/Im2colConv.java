package io.github.spectcad.nn.frozen;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.Parallel;
import io.github.spectcad.nn.kernel.Views;
import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution of stride 1 in a frozen network whose outputs depend on few values each: a product of the kernels and of
 * copies of the map, one for each of those values, shifted so that what belongs together lies at the same place. With zeros
 * around it a map's rows can be copied in one piece, which gives some outputs too many at the end of each row. Each thread
 * takes a few rows at a time, so that what it works on stays in its caches, and finishes them.
 */
final class Im2colConv extends InferenceOnly {
    private final Conv2d conv;
    private final Shape in;
    private final Shape out;
    private final int samples;
    private final Layout layout;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private final float[][] padded; // [channel][row, column]
    private final Queue<Lane> lanes = new ConcurrentLinkedQueue<>(); // those no thread uses now
    private final Epilogue epilogue;
    private final boolean pooled;

    /** How maps lie in memory. */
    private record Layout(int taps, int filters, int height, int width, int rows) {
        static Layout of(Conv2d conv, Shape in) {
            Shape out = conv.outputShape(List.of(in));
            int width = out.width() + conv.kernelWidth() - 1;
            int rows = Math.min(Floats.CHUNK / width, out.height() + 1) / 2 * 2; // whole windows of a pool
            return new Layout(
                    in.channels() * conv.kernelHeight() * conv.kernelWidth(),
                    conv.filters(),
                    out.height(),
                    width,
                    rows);
        }

        /** Outputs of a channel that are computed at once. */
        int columns() {
            return rows * width;
        }

        int parts() {
            return (height + rows - 1) / rows;
        }

        long lane() {
            return (long) (taps + filters) * columns();
        }
    }

    /** What one thread works on. */
    private record Lane(FloatBuffer copies, FloatBuffer products, NativeOp product) {}

    Im2colConv(FrozenConv2d layer, Binding binding) {
        conv = layer.conv();
        in = binding.inputShape(0);
        out = binding.outputShape();
        samples = Math.toIntExact(in.dimensions(binding.batch())[0]);
        layout = Layout.of(conv, in);
        input = Floats.of(binding.input(0));
        output = Floats.of(binding.output());
        int rows = layout.parts() * layout.rows + conv.kernelHeight();
        padded = new float[in.channels()][rows * layout.width]; // one row more than is looked at, for the last columns
        epilogue = layer.epilogue(binding);
        pooled = layer.pooled();
        INDArray kernels = Views.of(binding.parameter(FrozenConv2d.KERNEL), 0, layout.filters, layout.taps);
        INDArray workspace = binding.workspace();
        for (int i = 0; i < Parallel.nativeThreads(); i++) {
            long at = i * layout.lane();
            INDArray copies = Views.of(workspace, at, layout.taps, layout.columns());
            INDArray products = Views.of(workspace, at + copies.length(), layout.filters, layout.columns());
            lanes.add(new Lane(
                    Floats.of(copies), Floats.of(products), NativeOp.matmul(kernels, false, copies, false, products)));
        }
    }

    /** Floats of memory that a forward pass needs. */
    static long workspace(Conv2d conv, Shape in) {
        return Parallel.nativeThreads() * Layout.of(conv, in).lane();
    }

    @Override
    public void forward() {
        int top = conv.padding().top(in.height(), conv.kernelHeight(), 1);
        int left = conv.padding().left(in.width(), conv.kernelWidth(), 1);
        for (int sample = 0; sample < samples; sample++) {
            for (int c = 0; c < in.channels(); c++) {
                for (int y = 0; y < in.height(); y++) {
                    int row = (sample * in.channels() + c) * in.height() + y;
                    input.get(row * in.width(), padded[c], (top + y) * layout.width + left, in.width());
                }
            }
            int position = sample * Math.toIntExact(out.size());
            Parallel.runNative(layout.parts(), part -> {
                Lane lane = lanes.remove();
                multiply(lane, part * layout.rows);
                finish(lane, part * layout.rows, position);
                lanes.add(lane);
            });
        }
    }

    private void multiply(Lane lane, int row) {
        int at = 0;
        for (float[] channel : padded) {
            for (int y = 0; y < conv.kernelHeight(); y++) {
                for (int x = 0; x < conv.kernelWidth(); x++) {
                    lane.copies.put(at, channel, (row + y) * layout.width + x, layout.columns());
                    at += layout.columns();
                }
            }
        }
        lane.product.run();
    }

    private void finish(Lane lane, int firstRow, int position) {
        float[] values = Floats.scratch()[2];
        int step = pooled ? 2 : 1;
        int rows = Math.min(layout.rows / step, out.height() - firstRow / step);
        for (int c = 0; c < out.channels(); c++) {
            for (int row = 0; row < rows; row++) {
                int from = c * layout.columns() + row * step * layout.width;
                if (pooled) {
                    pool(lane.products, from, values, row * out.width());
                } else {
                    lane.products.get(from, values, row * out.width(), out.width());
                }
            }
            int at = position + (c * out.height() + firstRow / step) * out.width();
            epilogue.apply(values, rows * out.width(), c, at);
            output.put(at, values, 0, rows * out.width());
        }
    }

    /** The maxima of windows of two rows. */
    private void pool(FloatBuffer products, int from, float[] target, int at) {
        float[] upper = Floats.scratch()[0];
        float[] lower = Floats.scratch()[1];
        products.get(from, upper, 0, layout.width);
        products.get(from + layout.width, lower, 0, layout.width);
        maximum(upper, lower, layout.width);
        pick(upper, target, at, out.width());
    }

    private static void maximum(float[] values, float[] others, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = Math.max(values[i], others[i]); // hands NaN on
        }
    }

    private static void pick(float[] values, float[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = Math.max(values[2 * i], values[2 * i + 1]);
        }
    }
}
