package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.NativeOp;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Element-wise maximum of two maps of one shape. The gradient goes to the larger value, in a tie to the first input. */
public record Maximum() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        Require.count("maximum", inputs, 2);
        Require.same("maximum", inputs);
        return inputs.get(0);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.INPUTS;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        return onnx.add(OnnxNode.of("Max", onnx.input(0), onnx.input(1)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        NativeOp forward = NativeOp.of("maximum")
                .inputs(binding.input(0), binding.input(1))
                .outputs(binding.output())
                .build();
        return new BoundLayer() {
            @Override
            public void forward() {
                forward.run();
            }

            @Override
            public void backward() {
                INDArray gradient = binding.outputGradient();
                INDArray first = binding.input(0)
                        .sub(binding.input(1))
                        .gte(0)
                        .castTo(gradient.dataType())
                        .muli(gradient);
                if (binding.wantsInputGradient(1)) {
                    binding.inputGradient(1).assign(gradient).subi(first);
                }
                if (binding.wantsInputGradient(0)) {
                    binding.inputGradient(0).assign(first);
                }
            }
        };
    }
}
