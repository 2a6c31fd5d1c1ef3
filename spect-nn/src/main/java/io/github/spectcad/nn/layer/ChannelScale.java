package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multiplies each channel of the first input, a map, by the feature of that channel of the second, a vector: the
 * excitation of squeeze-and-excitation networks (Hu et al. 2018, arXiv:1709.01507).
 */
public record ChannelScale() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        Require.count("channel scaling", inputs, 2);
        Shape map = inputs.get(0);
        if (!inputs.get(1).equals(map.with(map.channels(), 1, 1))) {
            throw new IllegalArgumentException(
                    "channel scaling of " + map + " takes a vector of " + map.channels() + ", got " + inputs.get(1));
        }
        return map;
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.INPUTS;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        return onnx.add(OnnxNode.of("Mul", onnx.input(0), onnx.input(1)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        if (Floats.isFloat(binding.output())) {
            return new ChannelScaleLoops(binding);
        }
        NativeOp forward = multiply(binding.input(0), binding.input(1), binding.output());
        return new BoundLayer() {
            @Override
            public void forward() {
                forward.run();
            }

            @Override
            public void backward() {
                INDArray gradient = binding.outputGradient();
                if (binding.wantsInputGradient(1)) {
                    INDArray factors = binding.inputGradient(1);
                    factors.assign(gradient.mul(binding.input(0)).sum(2, 3).reshape(factors.shape()));
                }
                if (binding.wantsInputGradient(0)) {
                    multiply(gradient, binding.input(1), binding.inputGradient(0))
                            .run();
                }
            }
        };
    }

    private static NativeOp multiply(INDArray map, INDArray factors, INDArray output) {
        return NativeOp.of("multiply").inputs(map, factors).outputs(output).build();
    }
}
