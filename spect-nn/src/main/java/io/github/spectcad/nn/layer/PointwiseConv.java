package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.Parallel;
import io.github.spectcad.nn.kernel.RowSums;
import io.github.spectcad.nn.kernel.Views;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A 1 x 1 convolution of stride 1 in single precision as products of matrices, one a sample: {@code y = kernel x}, where x
 * is {@code [input channels, pixels]}. That is what it is in this memory layout, and faster than oneDNN's convolution, which
 * reorders its arrays at each call.
 */
final class PointwiseConv implements BoundLayer {
    /** Below this many pixels the product for the input's gradient is slower than oneDNN's convolution. */
    static final int MINIMUM_PIXELS = 128;

    private final Binding binding;
    private final int samples;
    private final int inputs;
    private final int outputs;
    private final int area;
    private final INDArray kernel;
    private final FloatBuffer bias;
    private final FloatBuffer output;
    private final NativeOp[] forward;
    private NativeOp[] backward;
    private INDArray partial;

    PointwiseConv(Conv2d layer, Binding binding) {
        this.binding = binding;
        Shape in = binding.inputShape(0);
        samples = Math.toIntExact(in.dimensions(binding.batch())[0]);
        inputs = in.channels();
        outputs = layer.filters();
        area = Math.toIntExact(in.area());
        kernel = binding.parameter(BatchNormFoldable.KERNEL).reshape(outputs, inputs);
        bias = layer.bias() ? Floats.of(binding.parameter(BatchNormFoldable.BIAS)) : null;
        output = Floats.of(binding.output());
        forward = new NativeOp[samples];
        for (int i = 0; i < samples; i++) {
            forward[i] = NativeOp.matmul(
                    kernel, false, sample(binding.input(0), i, inputs), false, sample(binding.output(), i, outputs));
        }
    }

    private INDArray sample(INDArray maps, int index, int channels) {
        return Views.of(maps, (long) index * channels * area, channels, area);
    }

    @Override
    public void forward() {
        for (NativeOp product : forward) {
            product.run();
        }
        if (bias != null) {
            addBias();
        }
    }

    private void addBias() {
        int rows = samples * outputs;
        int groups = Math.max(1, Math.min(rows, output.capacity() >> 15));
        Parallel.run(groups, g -> {
            float[] values = Floats.scratch()[0];
            int end = (int) ((g + 1L) * rows / groups);
            for (int row = (int) ((long) g * rows / groups); row < end; row++) {
                float shift = bias.get(row % outputs);
                for (int from = 0; from < area; from += Floats.CHUNK) {
                    int count = Math.min(Floats.CHUNK, area - from);
                    output.get(row * area + from, values, 0, count);
                    Floats.add(values, count, shift);
                    output.put(row * area + from, values, 0, count);
                }
            }
        });
    }

    @Override
    public void backward() {
        if (backward == null) {
            prepareBackward();
        }
        for (NativeOp product : backward) {
            product.run();
        }
        if (bias != null && binding.wantsParameterGradients()) {
            RowSums.perChannel(binding.outputGradient(), binding.parameterGradient(BatchNormFoldable.BIAS));
        }
    }

    private void prepareBackward() {
        java.util.List<NativeOp> operations = new java.util.ArrayList<>();
        if (binding.wantsParameterGradients()) {
            INDArray total = binding.parameterGradient(BatchNormFoldable.KERNEL).reshape(outputs, inputs);
            if (samples > 1) {
                partial = binding.allocate(outputs, inputs);
            }
            for (int i = 0; i < samples; i++) {
                INDArray gradient = sample(binding.outputGradient(), i, outputs);
                INDArray input = sample(binding.input(0), i, inputs);
                operations.add(NativeOp.matmul(gradient, false, input, true, i == 0 ? total : partial));
                if (i > 0) {
                    operations.add(NativeOp.of("add")
                            .inputs(total, partial)
                            .outputs(total)
                            .build());
                }
            }
        }
        if (binding.wantsInputGradient(0)) {
            for (int i = 0; i < samples; i++) {
                operations.add(NativeOp.matmul(
                        kernel,
                        true,
                        sample(binding.outputGradient(), i, outputs),
                        false,
                        sample(binding.inputGradient(0), i, inputs)));
            }
        }
        backward = operations.toArray(new NativeOp[0]);
    }
}
