package io.github.spectcad.nn.layer;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A depthwise convolution in a frozen network by native operations of one thread each, which share out samples and channels.
 * Each thread finishes what it has computed.
 */
final class DirectDepthwiseConv extends InferenceOnly {
    /** Multiplications below which a convolution is not shared out. */
    private static final long WORTH_SHARING = 1 << 18;

    /** The native operation is slow with numbers of channels that are no multiple of this. */
    private static final int VECTOR = 16;

    private final List<Part> parts = new ArrayList<>();
    private final FloatBuffer output;
    private final Epilogue epilogue;
    private final int area;

    /** Some channels of a sample. */
    private record Part(NativeOp operation, int firstChannel, int channels, int position) {}

    DirectDepthwiseConv(FrozenDepthwiseConv2d layer, Binding binding) {
        DepthwiseConv2d conv = layer.conv();
        Shape in = binding.inputShape(0);
        Shape out = binding.outputShape();
        int channels = in.channels();
        area = Math.toIntExact(out.area());
        output = Floats.of(binding.output());
        epilogue = new Epilogue(Floats.of(binding.parameter(BatchNormFoldable.BIAS)), null, layer.activation());
        long work = out.size() * conv.size() * conv.size();
        int vectors = (channels + VECTOR - 1) / VECTOR;
        int groups = work < WORTH_SHARING ? 1 : Math.min(vectors, Parallel.nativeThreads());
        int samples = Math.toIntExact(in.dimensions(binding.batch())[0]);
        for (int group = 0; group < groups; group++) {
            int first = group * vectors / groups * VECTOR;
            int end = Math.min(channels, (group + 1) * vectors / groups * VECTOR);
            INDArray kernel = binding.allocate(conv.size(), conv.size(), end - first, 1)
                    .assign(binding.parameter(BatchNormFoldable.KERNEL)
                            .get(
                                    NDArrayIndex.all(),
                                    NDArrayIndex.all(),
                                    NDArrayIndex.interval(first, end),
                                    NDArrayIndex.all()));
            for (int sample = 0; sample < samples; sample++) {
                long channel = (long) sample * channels + first;
                NativeOp operation = conv.operation(
                        Views.of(binding.input(0), channel * in.area(), 1, end - first, in.height(), in.width()),
                        kernel,
                        Views.of(binding.output(), channel * area, 1, end - first, out.height(), out.width()));
                parts.add(new Part(operation, first, end - first, Math.toIntExact(channel * area)));
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
