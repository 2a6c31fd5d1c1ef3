package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.NativeOp;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalisation of double precision with the running statistics; by ND4J's operations. */
final class BatchNormInference implements BoundLayer {
    private final BatchNorm layer;
    private final Binding binding;
    private final INDArray mean;
    private final INDArray variance;
    private final INDArray scale;
    private final NativeOp forward;
    private NativeOp multiply;

    BatchNormInference(BatchNorm layer, Binding binding) {
        this.layer = layer;
        this.binding = binding;
        int channels = binding.inputShape(0).channels();
        mean = binding.parameter(BatchNorm.MOVING_MEAN);
        variance = binding.parameter(BatchNorm.MOVING_VARIANCE);
        INDArray gamma = layer.scale()
                ? binding.parameter(BatchNorm.GAMMA)
                : binding.allocate(channels).assign(1);
        INDArray beta = layer.center() ? binding.parameter(BatchNorm.BETA) : binding.allocate(channels);
        forward = NativeOp.of("batchnorm")
                .inputs(binding.input(0), mean, variance, gamma, beta)
                .outputs(binding.output())
                .ints(1, 1, 1)
                .floats(layer.epsilon())
                .build();
        scale = binding.allocate(1, channels, 1, 1);
    }

    @Override
    public void forward() {
        forward.run();
    }

    @Override
    public void backward() {
        INDArray inverse = org.nd4j.linalg.ops.transforms.Transforms.pow(variance.add(layer.epsilon()), -0.5);
        if (binding.wantsParameterGradients()) {
            INDArray gradient = binding.outputGradient();
            if (layer.scale()) {
                INDArray centred = binding.input(0).sub(column(mean));
                binding.parameterGradient(BatchNorm.GAMMA)
                        .assign(centred.muli(gradient).sum(0, 2, 3).muli(inverse));
            }
            if (layer.center()) {
                binding.parameterGradient(BatchNorm.BETA).assign(gradient.sum(0, 2, 3));
            }
        }
        if (binding.wantsInputGradient(0)) {
            INDArray factor = layer.scale() ? inverse.mul(binding.parameter(BatchNorm.GAMMA)) : inverse;
            scale.assign(column(factor));
            if (multiply == null) {
                multiply = NativeOp.of("multiply")
                        .inputs(binding.outputGradient(), scale)
                        .outputs(binding.inputGradient(0))
                        .build();
            }
            multiply.run();
        }
    }

    private static INDArray column(INDArray vector) {
        return vector.reshape(1, vector.length(), 1, 1);
    }
}
