package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.Parallel;
import io.github.spectcad.nn.kernel.Views;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The forward pass of a dense layer of single precision for one sample, as in a single prediction, where what takes time is
 * to read the kernel once: all threads multiply parts of it, whose sums are added in a fixed order.
 */
final class DenseParts {
    /** Kernel values below which a part is not worth a task. */
    private static final int PART = 1 << 17;

    private static final int MAXIMUM_PARTS = 16;

    private final int units;
    private final NativeOp[] products;
    private final FloatBuffer partial;
    private final FloatBuffer bias;
    private final FloatBuffer output;

    DenseParts(Binding binding) {
        int features = binding.inputShape(0).channels();
        units = binding.outputShape().channels();
        INDArray input = binding.input(0);
        INDArray kernel = binding.parameter("kernel");
        bias = Floats.of(binding.parameter("bias"));
        output = Floats.of(binding.output());
        int parts = Math.toIntExact(Math.max(1, Math.min(MAXIMUM_PARTS, kernel.length() / PART)));
        INDArray sums = binding.allocate(parts, units);
        partial = Floats.of(sums);
        products = new NativeOp[parts];
        for (int i = 0; i < parts; i++) {
            long first = (long) i * features / parts;
            long count = (i + 1L) * features / parts - first;
            products[i] = NativeOp.matmul(
                    Views.of(input, first, 1, count),
                    false,
                    Views.of(kernel, first * units, count, units),
                    false,
                    Views.of(sums, (long) i * units, 1, units));
        }
    }

    static boolean suits(Binding binding) {
        return Floats.isFloat(binding.output()) && binding.input(0).size(0) == 1;
    }

    void run() {
        Parallel.runNative(products.length, i -> products[i].run());
        for (int i = 0; i < units; i++) {
            double sum = bias.get(i);
            for (int part = 0; part < products.length; part++) {
                sum += partial.get(part * units + i);
            }
            output.put(i, (float) sum);
        }
    }
}
