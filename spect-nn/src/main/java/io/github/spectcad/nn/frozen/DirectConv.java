package io.github.spectcad.nn.frozen;

import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.Views;
import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution in a frozen network by native operations: as a product of matrices, where it is 1 x 1, or by oneDNN. */
final class DirectConv extends SharedConv {
    DirectConv(FrozenConv2d layer, Binding binding) {
        super(binding, layer.epilogue(binding));
        Conv2d conv = layer.conv();
        Shape in = binding.inputShape(0);
        Shape out = binding.outputShape();
        int area = Math.toIntExact(out.area());
        INDArray kernel = binding.parameter(FrozenConv2d.KERNEL);
        long perFilter = kernel.length() / conv.filters();
        int groups = groups(conv.filters() * perFilter * area, conv.filters());
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
                add(operation, first, channels, position);
            }
        }
    }
}
