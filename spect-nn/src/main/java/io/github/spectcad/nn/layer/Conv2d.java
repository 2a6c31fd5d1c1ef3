package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.RowSums;
import io.github.spectcad.nn.kernel.Views;
import io.github.spectcad.nn.kernel.WinogradConvolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * 2D convolution (cross-correlation, as Keras' Conv2D). Parameters: {@code kernel} of shape {@code [filters, input
 * channels, kernel height, kernel width]}, and {@code bias} of shape {@code [filters]}, first 0, where there is one.
 *
 * @param filters output channels
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param stride step in both directions
 * @param padding border rule; must be the same top and bottom, and left and right, unless it is {@link Padding#SAME}:
 *     put a {@link ZeroPadding} before the convolution for other paddings
 * @param bias whether a bias is added
 * @param kernelInit first values of the kernel
 */
public record Conv2d(
        int filters,
        int kernelHeight,
        int kernelWidth,
        int stride,
        Padding padding,
        boolean bias,
        KernelInit kernelInit)
        implements BatchNormFoldable {
    /** Checks the values. */
    public Conv2d {
        Require.positive("filters", filters);
        Require.positive("kernel height", kernelHeight);
        Require.positive("kernel width", kernelWidth);
        Require.positive("stride", stride);
        Objects.requireNonNull(padding, "padding");
        Objects.requireNonNull(kernelInit, "kernelInit");
        if (!padding.isSymmetric()) {
            throw new IllegalArgumentException("convolution padding is " + padding
                    + ": top and bottom, and left and right, must be equal; put a ZeroPadding layer before it");
        }
    }

    /**
     * A square convolution with stride 1, SAME padding, a bias and Keras' default initialiser.
     *
     * @param filters output channels
     * @param kernel rows and columns of the kernel
     * @return the layer
     */
    public static Conv2d of(int filters, int kernel) {
        return of(filters, kernel, kernel);
    }

    /**
     * A convolution with stride 1, SAME padding, a bias and Keras' default initialiser.
     *
     * @param filters output channels
     * @param kernelHeight rows of the kernel
     * @param kernelWidth columns of the kernel
     * @return the layer
     */
    public static Conv2d of(int filters, int kernelHeight, int kernelWidth) {
        return new Conv2d(filters, kernelHeight, kernelWidth, 1, Padding.SAME, true, KernelInit.GLOROT_UNIFORM);
    }

    /**
     * With another stride.
     *
     * @param newStride step in both directions
     * @return the layer
     */
    public Conv2d stride(int newStride) {
        return new Conv2d(filters, kernelHeight, kernelWidth, newStride, padding, bias, kernelInit);
    }

    /**
     * With another padding.
     *
     * @param newPadding border rule
     * @return the layer
     */
    public Conv2d padding(Padding newPadding) {
        return new Conv2d(filters, kernelHeight, kernelWidth, stride, newPadding, bias, kernelInit);
    }

    /** {@return the layer without bias} */
    public Conv2d noBias() {
        return new Conv2d(filters, kernelHeight, kernelWidth, stride, padding, false, kernelInit);
    }

    /**
     * With another initialiser.
     *
     * @param init first values of the kernel
     * @return the layer
     */
    public Conv2d init(KernelInit init) {
        return new Conv2d(filters, kernelHeight, kernelWidth, stride, padding, bias, init);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Require.single("convolution", inputs);
        return in.with(
                filters,
                padding.outputHeight(in.height(), kernelHeight, stride),
                padding.outputWidth(in.width(), kernelWidth, stride));
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        int channels = inputs.get(0).channels();
        double area = (double) kernelHeight * kernelWidth;
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(ParameterSpec.trainable(
                KERNEL,
                kernelInit.initializer(channels * area, filters * area),
                filters,
                channels,
                kernelHeight,
                kernelWidth));
        if (bias) {
            parameters.add(ParameterSpec.trainable(BIAS, Initializer.zeros(), filters));
        }
        return parameters;
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.INPUTS;
    }

    @Override
    public Layer withBias() {
        return new Conv2d(filters, kernelHeight, kernelWidth, stride, padding, true, kernelInit);
    }

    @Override
    public void scaleOutputs(float[] kernel, double[] factors) {
        int size = kernel.length / factors.length;
        for (int filter = 0; filter < factors.length; filter++) {
            for (int i = filter * size; i < (filter + 1) * size; i++) {
                kernel[i] = (float) (kernel[i] * factors[filter]);
            }
        }
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        Shape in = onnx.inputShapes().get(0);
        OnnxNode convolution = bias
                ? OnnxNode.of("Conv", onnx.input(0), onnx.parameter(KERNEL), onnx.parameter(BIAS))
                : OnnxNode.of("Conv", onnx.input(0), onnx.parameter(KERNEL));
        return onnx.add(convolution
                .integers("kernel_shape", kernelHeight, kernelWidth)
                .integers("strides", stride, stride)
                .integers("pads", padding.amounts(in, kernelHeight, kernelWidth, stride)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        boolean pointwise = isPointwise()
                && binding.inputShape(0).area() >= PointwiseConv.MINIMUM_PIXELS
                && Floats.isFloat(binding.output());
        return pointwise ? new PointwiseConv(this, binding) : new Bound(this, binding);
    }

    /**
     * What Winograd's algorithm would convolve.
     *
     * @param in shape of the input
     * @return the extents; empty where the algorithm does not compute this convolution: not 3 x 3, a stride, too wide
     */
    public Optional<WinogradConvolution.Maps> winograd(Shape in) {
        if (kernelHeight != 3 || kernelWidth != 3 || stride != 1) {
            return Optional.empty();
        }
        Shape out = outputShape(List.of(in));
        return out.width() > WinogradConvolution.MAXIMUM_WIDTH
                ? Optional.empty()
                : Optional.of(new WinogradConvolution.Maps(
                        in.channels(),
                        in.height(),
                        in.width(),
                        filters,
                        out.height(),
                        out.width(),
                        padding.top(in.height(), 3, 1),
                        padding.left(in.width(), 3, 1)));
    }

    @Override
    public long workspace(List<Shape> inputs, int batch) {
        return WinogradForward.workspace(this, inputs.get(0));
    }

    /** {@return whether it is a product of matrices: 1 x 1, stride 1, no padding} */
    public boolean isPointwise() {
        return kernelHeight == 1
                && kernelWidth == 1
                && stride == 1
                && padding.outputHeight(1, 1, 1) == 1
                && padding.outputWidth(1, 1, 1) == 1;
    }

    /** {@return the integer arguments that ND4J's native convolutions take for these settings} */
    public long[] arguments() {
        return new long[] {
            kernelHeight,
            kernelWidth,
            stride,
            stride,
            padding.top(),
            padding.left(),
            1,
            1,
            padding.isSame() ? 1 : 0,
            0, // NCHW
            1 // kernel as [output, input, height, width]
        };
    }

    /** The integer arguments of the same convolution of volumes of depth 1. */
    private long[] volumeArguments() {
        return new long[] {
            1,
            kernelHeight,
            kernelWidth,
            1,
            stride,
            stride,
            0,
            padding.top(),
            padding.left(),
            1,
            1,
            1,
            padding.isSame() ? 1 : 0,
            0, // NCDHW
            1 // kernel as [output, input, depth, height, width]
        };
    }

    private static final class Bound implements BoundLayer {
        private static final int SMALL_AREA = 32 * 32;
        private static final int FEW_CHANNELS = 128;

        private final Conv2d layer;
        private final Binding binding;
        private final Runnable forward;
        private NativeOp backward;
        private KernelGradient kernelGradient;

        Bound(Conv2d layer, Binding binding) {
            this.layer = layer;
            this.binding = binding;
            forward = WinogradForward.of(layer, binding)
                    .<Runnable>map(f -> f)
                    .orElseGet(() -> nativeForward(layer, binding)::run);
        }

        private static NativeOp nativeForward(Conv2d layer, Binding binding) {
            INDArray kernel = binding.parameter(KERNEL);
            NativeOp.Builder op = NativeOp.of("conv2d");
            if (layer.bias) {
                op.inputs(binding.input(0), kernel, binding.parameter(BIAS));
            } else {
                op.inputs(binding.input(0), kernel);
            }
            return op.outputs(binding.output()).ints(layer.arguments()).build();
        }

        @Override
        public void forward() {
            forward.run();
        }

        @Override
        public void backward() {
            if (kernelAlone()) {
                if (kernelGradient == null) {
                    kernelGradient = new KernelGradient(layer, binding);
                }
                kernelGradient.run();
                if (layer.bias) {
                    RowSums.perChannel(binding.outputGradient(), binding.parameterGradient(BIAS));
                }
            } else {
                if (backward == null) {
                    backward = prepareBackward();
                }
                backward.run();
            }
        }

        private boolean kernelAlone() {
            return !binding.wantsInputGradient(0) && Floats.isFloat(binding.output());
        }

        /**
         * Where oneDNN 2.3 has AVX-512 it computes the gradient of a flat 3 x 3 kernel of stride 1 by Winograd's algorithm, for
         * many channels or large maps in 1.3 to 16 times the time of the direct form, and less exactly. So these are treated as
         * convolutions of volumes of depth 1, which are the same arrays and for which it has the direct form alone. Few channels
         * on small maps gain nothing by that.
         */
        private boolean asVolumes() {
            Shape in = binding.inputShape(0);
            boolean small = in.area() <= SMALL_AREA && Math.max(in.channels(), layer.filters) <= FEW_CHANNELS;
            return layer.kernelHeight == 3
                    && layer.kernelWidth == 3
                    && layer.stride == 1
                    && !small
                    && Floats.isFloat(binding.output());
        }

        private NativeOp prepareBackward() {
            boolean volumes = asVolumes();
            UnaryOperator<INDArray> view = volumes ? Bound::volumes : UnaryOperator.identity();
            INDArray input = view.apply(binding.input(0));
            INDArray kernel = view.apply(binding.parameter(KERNEL));
            INDArray outputGradient = view.apply(binding.outputGradient());
            INDArray inputGradient = view.apply(
                    binding.wantsInputGradient(0)
                            ? binding.inputGradient(0)
                            : binding.allocate(binding.inputShape(0).dimensions(binding.batch())));
            INDArray kernelGradient = view.apply(binding.parameterGradient(KERNEL));
            NativeOp.Builder op = NativeOp.of(volumes ? "conv3dnew_bp" : "conv2d_bp");
            if (layer.bias) {
                op.inputs(input, kernel, binding.parameter(BIAS), outputGradient)
                        .outputs(inputGradient, kernelGradient, binding.parameterGradient(BIAS));
            } else {
                op.inputs(input, kernel, outputGradient).outputs(inputGradient, kernelGradient);
            }
            return op.ints(volumes ? layer.volumeArguments() : layer.arguments())
                    .build();
        }

        /** {@return a view [a, b, 1, c, d] of a dense array [a, b, c, d]} */
        private static INDArray volumes(INDArray maps) {
            return Views.of(maps, 0, maps.size(0), maps.size(1), 1, maps.size(2), maps.size(3));
        }
    }
}
