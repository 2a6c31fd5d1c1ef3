package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.NativeOp;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Residual connection: {@code scale * first + second}, of two maps of one shape.
 *
 * @param scale factor of the first input, finite
 */
public record Add(double scale) implements Layer {
    /** Checks the scale. */
    public Add {
        if (!Double.isFinite(scale)) {
            throw new IllegalArgumentException("scale is " + scale + ": must be finite");
        }
    }

    /** {@return the plain sum} */
    public static Add plain() {
        return new Add(1);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Require.count("addition", inputs, 2);
        Require.same("addition", inputs);
        return inputs.get(0);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.NOTHING;
    }

    @Override
    public Sharing sharing() {
        return Sharing.OVERWRITE;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        String first = scale == 1
                ? onnx.input(0)
                : onnx.add(OnnxNode.of("Mul", onnx.input(0), onnx.floats("scale", new float[] {(float) scale})));
        return onnx.add(OnnxNode.of("Add", first, onnx.input(1)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        INDArray first = scale == 1 ? binding.input(0) : binding.output();
        NativeOp add = NativeOp.of("add")
                .inputs(first, binding.input(1))
                .outputs(binding.output())
                .build();
        var multiply = new ScalarMultiplication(binding.input(0), null, binding.output(), scale);
        return new BoundLayer() {
            @Override
            public void forward() {
                if (scale != 1) {
                    Nd4j.getExecutioner().exec(multiply);
                }
                add.run();
            }

            @Override
            public void backward() {
                if (binding.wantsInputGradient(1)) { // first, for the other may overwrite the output's gradient
                    binding.inputGradient(1).assign(binding.outputGradient());
                }
                if (binding.wantsInputGradient(0)) {
                    Copying.copy(binding.outputGradient(), binding.inputGradient(0));
                    if (scale != 1) {
                        binding.inputGradient(0).muli(scale);
                    }
                }
            }
        };
    }
}
