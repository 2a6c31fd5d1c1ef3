package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.Parallel;
import io.github.spectcad.nn.kernel.Views;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of a convolution's kernel alone, for a first convolution, whose images need no gradient: windows of the
 * image laid out as the rows of a matrix, times the output's gradient. ND4J's backward convolution always computes the
 * image's gradient, too, which for few channels takes far longer than all the rest.
 */
final class KernelGradient {
    private final Conv2d layer;
    private final Shape in;
    private final Shape out;
    private final int top;
    private final int left;
    private final int samples;
    private final FloatBuffer input;
    private final FloatBuffer windows;
    private final NativeOp[] products;
    private final NativeOp add;

    KernelGradient(Conv2d layer, Binding binding) {
        this.layer = layer;
        in = binding.inputShape(0);
        out = binding.outputShape();
        top = layer.padding().top(in.height(), layer.kernelHeight(), layer.stride());
        left = layer.padding().left(in.width(), layer.kernelWidth(), layer.stride());
        samples = Math.toIntExact(in.dimensions(binding.batch())[0]);
        input = Floats.of(binding.input(0));
        int taps = in.channels() * layer.kernelHeight() * layer.kernelWidth();
        INDArray matrix = binding.allocate(taps, out.area());
        windows = Floats.of(matrix);
        INDArray total = binding.parameterGradient(BatchNormFoldable.KERNEL).reshape(layer.filters(), taps);
        INDArray partial = samples > 1 ? binding.allocate(layer.filters(), taps) : total;
        products = new NativeOp[samples];
        for (int i = 0; i < samples; i++) {
            INDArray gradient = Views.of(binding.outputGradient(), i * out.size(), layer.filters(), out.area());
            products[i] = NativeOp.matmul(gradient, false, matrix, true, i == 0 ? total : partial);
        }
        add = NativeOp.of("add").inputs(total, partial).outputs(total).build();
    }

    void run() {
        for (int i = 0; i < samples; i++) {
            int sample = i;
            int taps = layer.kernelHeight() * layer.kernelWidth();
            Parallel.run(in.channels() * taps, tap -> lay(sample, tap / taps, tap % taps, tap));
            products[i].run();
            if (i > 0) {
                add.run();
            }
        }
    }

    /** Writes the row of one tap: what that kernel element meets in each window. */
    private void lay(int sample, int channel, int tap, int row) {
        int dy = tap / layer.kernelWidth() - top;
        int dx = tap % layer.kernelWidth() - left;
        float[] source = new float[in.width()];
        float[] target = new float[out.width()];
        for (int y = 0; y < out.height(); y++) {
            int line = y * layer.stride() + dy;
            if (line < 0 || line >= in.height()) {
                Arrays.fill(target, 0);
            } else {
                long plane = ((long) sample * in.channels() + channel) * in.height();
                input.get(Math.toIntExact((plane + line) * in.width()), source);
                for (int x = 0; x < target.length; x++) {
                    int at = x * layer.stride() + dx;
                    target[x] = at < 0 || at >= source.length ? 0 : source[at];
                }
            }
            windows.put(Math.toIntExact(row * out.area() + (long) y * target.length), target);
        }
    }
}
