package io.github.spectcad.nn.layer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution in a frozen network by native operations of one thread each, which share out samples and output channels: as
 * a product of matrices, where it is 1 x 1, or by oneDNN. Each thread finishes what it has computed.
 */
final class DirectConv extends InferenceOnly {
    /** Multiplications below which a convolution is not shared out. */
    private static final long WORTH_SHARING = 1 << 18;

    private final List<Part> parts = new ArrayList<>();
    private final FloatBuffer output;
    private final Epilogue epilogue;
    private final int area;

    /** Some output channels of a sample. */
    private record Part(NativeOp operation, int firstChannel, int channels, int position) {}

    DirectConv(FrozenConv2d layer, Binding binding) {
        Conv2d conv = layer.conv();
        Shape in = binding.inputShape(0);
        Shape out = binding.outputShape();
        output = Floats.of(binding.output());
        epilogue = layer.epilogue(binding);
        area = Math.toIntExact(out.area());
        INDArray kernel = binding.parameter(FrozenConv2d.KERNEL);
        long perFilter = kernel.length() / conv.filters();
        int groups = conv.filters() * perFilter * area < WORTH_SHARING
                ? 1
                : Math.min(conv.filters(), Parallel.nativeThreads());
        int samples = Math.toIntExact(in.dimensions(binding.batch())[0]);
        for (int sample = 0; sample < samples; sample++) {
            for (int group = 0; group < groups; group++) {
                int first = group * conv.filters() / groups;
                int channels = (group + 1) * conv.filters() / groups - first;
                int position = (sample * out.channels() + first) * area;
                long inputPosition = sample * in.size();
                NativeOp operation = conv.isPointwise()
                        ? NativeOp.matmul(
                                Views.of(kernel, first * perFilter, channels, perFilter),
                                false,
                                Views.of(binding.input(0), inputPosition, perFilter, area),
                                false,
                                Views.of(binding.output(), position, channels, area))
                        : NativeOp.of("conv2d")
                                .inputs(
                                        Views.of(
                                                binding.input(0),
                                                inputPosition,
                                                1,
                                                in.channels(),
                                                in.height(),
                                                in.width()),
                                        Views.of(
                                                kernel,
                                                first * perFilter,
                                                channels,
                                                in.channels(),
                                                conv.kernelHeight(),
                                                conv.kernelWidth()))
                                .outputs(Views.of(binding.output(), position, 1, channels, out.height(), out.width()))
                                .ints(conv.arguments())
                                .build();
                parts.add(new Part(operation, first, channels, position));
            }
        }
    }

    @Override
    public void forward() {
        Parallel.runNative(parts.size(), i -> {
            Part part = parts.get(i);
            part.operation.run();
            epilogue.apply(output, part.firstChannel, part.channels, part.position, area);
        });
    }
}
