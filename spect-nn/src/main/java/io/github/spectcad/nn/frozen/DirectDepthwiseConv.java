package io.github.spectcad.nn.frozen;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.Views;
import io.github.spectcad.nn.layer.BatchNormFoldable;
import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A depthwise convolution in a frozen network by native operations. */
final class DirectDepthwiseConv extends SharedConv {
    /** The native operation is slow with numbers of channels that are no multiple of this. */
    private static final int VECTOR = 16;

    DirectDepthwiseConv(FrozenDepthwiseConv2d layer, Binding binding) {
        super(binding, new Epilogue(Floats.of(binding.parameter(BatchNormFoldable.BIAS)), null, layer.activation()));
        DepthwiseConv2d conv = layer.conv();
        Shape in = binding.inputShape(0);
        Shape out = binding.outputShape();
        int channels = in.channels();
        int area = Math.toIntExact(out.area());
        int vectors = (channels + VECTOR - 1) / VECTOR;
        int groups = groups(out.size() * conv.size() * conv.size(), vectors);
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
                NativeOp operation = NativeOp.of("depthwise_conv2d")
                        .inputs(
                                Views.of(
                                        binding.input(0), channel * in.area(), 1, end - first, in.height(), in.width()),
                                kernel)
                        .outputs(Views.of(binding.output(), channel * area, 1, end - first, out.height(), out.width()))
                        .ints(conv.arguments())
                        .build();
                add(operation, first, end - first, Math.toIntExact(channel * area));
            }
        }
    }
}
