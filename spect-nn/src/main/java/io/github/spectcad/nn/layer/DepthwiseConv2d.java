package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.NativeOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution of each channel by a kernel of its own, as Keras' DepthwiseConv2D with depth multiplier 1.
 *
 * <p>Parameters: {@code kernel [size, size, channels, 1]} and, unless left out, {@code bias [channels]}.
 *
 * @param size rows and columns of the kernels
 * @param stride step in both directions
 * @param padding border rule; explicit padding must be symmetric
 * @param bias whether there is a bias
 * @param kernelInit first values of the kernels; a kernel's fan out is its area, its fan in, as in Keras, the area times
 *     the channels
 */
public record DepthwiseConv2d(int size, int stride, Padding padding, boolean bias, KernelInit kernelInit)
        implements BatchNormFoldable {
    /** Checks the values. */
    public DepthwiseConv2d {
        Require.positive("kernel size", size);
        Require.positive("stride", stride);
        Objects.requireNonNull(kernelInit, "kernelInit");
        if (!padding.isSymmetric()) {
            throw new IllegalArgumentException(
                    "depthwise convolution has padding " + padding + ": pad asymmetrically by a ZeroPadding before");
        }
    }

    /**
     * A layer with stride 1, SAME padding, bias and Glorot's initialiser.
     *
     * @param size rows and columns of the kernels
     * @return the layer
     */
    public static DepthwiseConv2d of(int size) {
        return new DepthwiseConv2d(size, 1, Padding.SAME, true, KernelInit.GLOROT_UNIFORM);
    }

    /**
     * With another stride.
     *
     * @param newStride step in both directions
     * @return the layer
     */
    public DepthwiseConv2d stride(int newStride) {
        return new DepthwiseConv2d(size, newStride, padding, bias, kernelInit);
    }

    /**
     * With another padding.
     *
     * @param newPadding border rule
     * @return the layer
     */
    public DepthwiseConv2d padding(Padding newPadding) {
        return new DepthwiseConv2d(size, stride, newPadding, bias, kernelInit);
    }

    /** {@return the layer without bias} */
    public DepthwiseConv2d noBias() {
        return new DepthwiseConv2d(size, stride, padding, false, kernelInit);
    }

    /**
     * With another initialiser.
     *
     * @param init first values of the kernels
     * @return the layer
     */
    public DepthwiseConv2d init(KernelInit init) {
        return new DepthwiseConv2d(size, stride, padding, bias, init);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Require.single("depthwise convolution", inputs);
        return in.with(
                in.channels(),
                padding.outputHeight(in.height(), size, stride),
                padding.outputWidth(in.width(), size, stride));
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        int channels = inputs.get(0).channels();
        double area = (double) size * size;
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(ParameterSpec.trainable(
                KERNEL, kernelInit.initializer(channels * area, area), size, size, channels, 1));
        if (bias) {
            parameters.add(ParameterSpec.trainable(BIAS, Initializer.zeros(), channels));
        }
        return parameters;
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.INPUTS;
    }

    @Override
    public Layer withBias() {
        return new DepthwiseConv2d(size, stride, padding, true, kernelInit);
    }

    @Override
    public void scaleOutputs(float[] kernel, double[] factors) {
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (kernel[i] * factors[i % factors.length]);
        }
    }

    /** {@return the integer arguments that ND4J's native depthwise convolutions take for these settings} */
    public long[] arguments() {
        return new long[] {
            size, size, stride, stride, padding.top(), padding.left(), 1, 1, padding.isSame() ? 1 : 0, 0 // NCHW
        };
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        Shape in = onnx.inputShapes().get(0);
        int channels = in.channels();
        float[] kernel = onnx.parameterValues(KERNEL);
        float[] channelsFirst = new float[kernel.length];
        for (int i = 0; i < kernel.length; i++) {
            channelsFirst[i % channels * size * size + i / channels] = kernel[i];
        }
        String weights = onnx.floats("kernel_channels_first", channelsFirst, channels, 1, size, size);
        OnnxNode convolution = bias
                ? OnnxNode.of("Conv", onnx.input(0), weights, onnx.parameter(BIAS))
                : OnnxNode.of("Conv", onnx.input(0), weights);
        return onnx.add(convolution
                .integer("group", channels)
                .integers("kernel_shape", size, size)
                .integers("strides", stride, stride)
                .integers("pads", padding.amounts(in, size, size, stride)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        INDArray input = binding.input(0);
        INDArray kernel = binding.parameter(KERNEL);
        NativeOp.Builder op = NativeOp.of("depthwise_conv2d");
        if (bias) {
            op.inputs(input, kernel, binding.parameter(BIAS));
        } else {
            op.inputs(input, kernel);
        }
        NativeOp forward = op.outputs(binding.output()).ints(arguments()).build();
        return BoundLayers.of(forward, () -> {
            INDArray inputGradient = binding.wantsInputGradient(0)
                    ? binding.inputGradient(0)
                    : binding.allocate(binding.inputShape(0).dimensions(binding.batch()));
            NativeOp.Builder backward = NativeOp.of("depthwise_conv2d_bp").ints(arguments());
            if (bias) {
                backward.inputs(input, kernel, binding.parameter(BIAS), binding.outputGradient())
                        .outputs(inputGradient, binding.parameterGradient(KERNEL), binding.parameterGradient(BIAS));
            } else {
                backward.inputs(input, kernel, binding.outputGradient())
                        .outputs(inputGradient, binding.parameterGradient(KERNEL));
            }
            return backward.build();
        });
    }
}
