package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.NativeOp;
import io.github.spectcad.nn.kernel.RowSums;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Mean of each channel over all pixels: a vector of as many features as channels. */
public record GlobalAveragePool() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape in = Require.single("global average pooling", inputs);
        return in.with(in.channels(), 1, 1);
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.NOTHING;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        return onnx.add(OnnxNode.of("GlobalAveragePool", onnx.input(0)));
    }

    @Override
    public BoundLayer bind(Binding binding) {
        NativeOp forward = NativeOp.of("reduce_mean")
                .inputs(binding.input(0))
                .outputs(matrix(binding.output()))
                .ints(2, 3)
                .build();
        boolean loops = Floats.isFloat(binding.output());
        return BoundLayers.of(
                loops ? () -> RowSums.means(binding.input(0), binding.output()) : forward::run,
                () -> NativeOp.of("reduce_mean_bp")
                        .inputs(
                                binding.input(0),
                                matrix(binding.outputGradient())) // of the input the shape alone is read
                        .outputs(binding.inputGradient(0))
                        .ints(2, 3)
                        .build());
    }

    private static INDArray matrix(INDArray vectors) {
        return vectors.reshape(vectors.size(0), vectors.size(1));
    }
}
