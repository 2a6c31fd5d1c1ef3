package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import java.util.List;
import java.util.Objects;

/**
 * Square pooling over windows of each channel. Padding is never pooled: the maximum ignores it, the average does not
 * count it in its divisor, as in Keras with TensorFlow. Where zeros are to take part in a maximum, put a
 * {@link ZeroPadding} before. The gradient of a maximum goes to its first occurrence.
 *
 * @param kind maximum or average
 * @param size rows and columns of the window
 * @param stride step in both directions
 * @param padding {@link Padding#SAME} or {@link Padding#VALID}
 */
public record Pool2d(Kind kind, int size, int stride, Padding padding) implements Layer {
    /** Checks the values. */
    public Pool2d {
        Objects.requireNonNull(kind, "kind");
        Require.positive("pool size", size);
        Require.positive("stride", stride);
        if (!padding.equals(Padding.SAME) && !padding.equals(Padding.VALID)) {
            throw new IllegalArgumentException("pooling padding is " + padding + ": must be SAME or VALID");
        }
    }

    /** What is taken of a window. */
    public enum Kind {
        MAX("maxpool2d", "MaxPool"),
        AVERAGE("avgpool2d", "AveragePool");

        private final String operation;
        private final String onnxOperator;

        Kind(String operation, String onnxOperator) {
            this.operation = operation;
            this.onnxOperator = onnxOperator;
        }

        String operation() {
            return operation;
        }

        /** {@return the operator of ONNX that pools so} */
        public String onnxOperator() {
            return onnxOperator;
        }
    }

    /**
     * Maximum pooling without padding.
     *
     * @param size rows and columns of the window
     * @param stride step
     * @return the layer
     */
    public static Pool2d max(int size, int stride) {
        return new Pool2d(Kind.MAX, size, stride, Padding.VALID);
    }

    /**
     * Average pooling without padding.
     *
     * @param size rows and columns of the window
     * @param stride step
     * @return the layer
     */
    public static Pool2d average(int size, int stride) {
        return new Pool2d(Kind.AVERAGE, size, stride, Padding.VALID);
    }

    /** {@return the layer with SAME padding} */
    public Pool2d same() {
        return new Pool2d(kind, size, stride, Padding.SAME);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Require.single("pooling", inputs);
        return in.with(
                in.channels(),
                padding.outputHeight(in.height(), size, stride),
                padding.outputWidth(in.width(), size, stride));
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.INPUTS;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        return onnx.add(OnnxNode.of(kind.onnxOperator(), onnx.input(0))
                .integers("kernel_shape", size, size)
                .integers("strides", stride, stride)
                .integers("pads", padding.amounts(onnx.inputShapes().get(0), size, size, stride)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        if (Floats.isFloat(binding.output())) {
            return new Pool2dLoops(this, binding);
        }
        // the last arguments: divisor of averages without padding (0), NCHW (0)
        long[] arguments = {size, size, stride, stride, 0, 0, 1, 1, padding.isSame() ? 1 : 0, 0, 0};
        NativeOp forward = NativeOp.of(kind.operation())
                .inputs(binding.input(0))
                .outputs(binding.output())
                .ints(arguments)
                .build();
        return BoundLayers.of(
                forward,
                () -> NativeOp.of(kind.operation() + "_bp")
                        .inputs(binding.input(0), binding.outputGradient())
                        .outputs(binding.inputGradient(0))
                        .ints(arguments)
                        .build());
    }
}
