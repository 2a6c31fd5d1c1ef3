package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.NativeOp;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fully connected layer on a vector: {@code y = x kernel + bias}. Parameters: {@code kernel} of shape {@code [inputs,
 * units]} with Glorot's uniform initialiser, {@code bias} of shape {@code [units]}, first 0.
 *
 * @param units number of outputs
 * @param l2 L2 penalty of the kernel as Keras' {@code kernel_regularizer}: {@code l2 * sum(w^2)} is added to the loss
 */
public record Dense(int units, double l2) implements Layer {
    /** Checks the values. */
    public Dense {
        Require.positive("units", units);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Require.single("dense", inputs);
        if (!in.isVector()) {
            throw new IllegalArgumentException("dense takes a vector, got " + in + ": flatten or pool it first");
        }
        return in.with(units, 1, 1);
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        int features = inputs.get(0).channels();
        return List.of(
                ParameterSpec.trainable("kernel", Initializer.glorotUniform(features, units), features, units)
                        .withL2(l2),
                ParameterSpec.trainable("bias", Initializer.zeros(), units));
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.INPUTS;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        int features = onnx.inputShapes().get(0).channels();
        String row = onnx.add(OnnxNode.of("Reshape", onnx.input(0), onnx.integers("row", -1, features)));
        String product = onnx.add(OnnxNode.of("Gemm", row, onnx.parameter("kernel"), onnx.parameter("bias")));
        return onnx.add(OnnxNode.of("Reshape", product, onnx.integers("vector", -1, units, 1, 1)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        return new Bound(binding);
    }

    private static final class Bound implements BoundLayer {
        private final Binding binding;
        private final INDArray input;
        private final INDArray kernel;
        private final Runnable forward;
        private NativeOp kernelGradient;
        private NativeOp inputGradient;

        Bound(Binding binding) {
            this.binding = binding;
            input = matrix(binding.input(0));
            kernel = binding.parameter("kernel");
            forward = DenseParts.suits(binding)
                    ? new DenseParts(binding)::run
                    : NativeOp.of("xw_plus_b")
                            .inputs(input, kernel, binding.parameter("bias"))
                            .outputs(matrix(binding.output()))
                            .build()::run;
        }

        @Override
        public void forward() {
            forward.run();
        }

        @Override
        public void backward() {
            INDArray gradient = matrix(binding.outputGradient());
            if (kernelGradient == null && binding.wantsParameterGradients()) {
                kernelGradient = NativeOp.matmul(input, true, gradient, false, binding.parameterGradient("kernel"));
            }
            if (inputGradient == null && binding.wantsInputGradient(0)) {
                inputGradient = NativeOp.matmul(gradient, false, kernel, true, matrix(binding.inputGradient(0)));
            }
            if (kernelGradient != null) {
                kernelGradient.run();
                gradient.sum(binding.parameterGradient("bias"), 0);
            }
            if (inputGradient != null) {
                inputGradient.run();
            }
        }

        private static INDArray matrix(INDArray vectors) {
            return vectors.reshape(vectors.size(0), vectors.size(1));
        }
    }
}
