package io.github.spectcad.nn.layer;

import io.github.spectcad.nn.kernel.Floats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Batch normalisation as Keras' BatchNormalization over the channel axis: {@code y = gamma * (x - mean) /
 * sqrt(variance + epsilon) + beta}.
 *
 * <p>In training mean and (biased) variance are the batch's, over samples and pixels; the running ones are moved by
 * {@code moving = momentum * moving + (1 - momentum) * batch}, the variance with Bessel's correction n / (n - 1) as in
 * TensorFlow's fused kernel. Where the input holds several copies of the batch ({@link Shape#copies()}), each copy has
 * its own statistics and moves the running ones in turn, as a Keras layer called once a copy.
 *
 * <p>Parameters, each {@code [channels]}: {@code gamma} (if scaled, first 1), {@code beta} (if centred, first 0),
 * {@code moving_mean} (first 0), {@code moving_variance} (first 1).
 *
 * @param epsilon added to the variance, greater than 0
 * @param momentum weight of the old running statistics, in [0, 1)
 * @param scale whether there is a gamma
 * @param center whether there is a beta
 * @param frozenStatistics whether training uses the running statistics, and leaves them alone, as inference does
 * @param relu whether a ReLU follows within the layer
 */
public record BatchNorm(
        double epsilon, double momentum, boolean scale, boolean center, boolean frozenStatistics, boolean relu)
        implements Fusible {
    /** Keras' default momentum. */
    public static final double DEFAULT_MOMENTUM = 0.99;

    /** Name of the scale. */
    public static final String GAMMA = "gamma";

    /** Name of the shift. */
    public static final String BETA = "beta";

    /** Name of the running mean. */
    public static final String MOVING_MEAN = "moving_mean";

    /** Name of the running variance. */
    public static final String MOVING_VARIANCE = "moving_variance";

    /** Checks the values. */
    public BatchNorm {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("epsilon is " + epsilon + ": must be finite and greater than 0");
        }
        Require.fraction("momentum", momentum);
    }

    /**
     * With gamma, beta and momentum 0.99.
     *
     * @param epsilon added to the variance: Keras' default is 1e-3, its ResNets and DenseNets use 1.001e-5
     * @return the layer
     */
    public static BatchNorm of(double epsilon) {
        return new BatchNorm(epsilon, DEFAULT_MOMENTUM, true, true, false, false);
    }

    /** {@return the layer without gamma} */
    public BatchNorm noScale() {
        return new BatchNorm(epsilon, momentum, false, center, frozenStatistics, relu);
    }

    BatchNorm with(BatchNormStatistics statistics) {
        double weight = momentum == DEFAULT_MOMENTUM ? statistics.momentum() : momentum;
        return new BatchNorm(epsilon, weight, scale, center, frozenStatistics || statistics.frozen(), relu);
    }

    @Override
    public Optional<Layer> fusedWith(Layer next) {
        return next instanceof Relu && !relu
                ? Optional.of(new BatchNorm(epsilon, momentum, scale, center, frozenStatistics, true))
                : Optional.empty();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Require.single("batch normalisation", inputs);
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        int channels = inputs.get(0).channels();
        List<ParameterSpec> parameters = new ArrayList<>();
        if (scale) {
            parameters.add(ParameterSpec.trainable(GAMMA, Initializer.ones(), channels));
        }
        if (center) {
            parameters.add(ParameterSpec.trainable(BETA, Initializer.zeros(), channels));
        }
        parameters.add(ParameterSpec.state(MOVING_MEAN, Initializer.zeros(), channels));
        parameters.add(ParameterSpec.state(MOVING_VARIANCE, Initializer.ones(), channels)
                .atLeast(0));
        return parameters;
    }

    @Override
    public BackwardReads backwardReads() {
        return BackwardReads.INPUTS;
    }

    @Override
    public Sharing sharing() {
        return Sharing.OVERWRITE;
    }

    @Override
    public String toOnnx(OnnxGraph onnx) {
        int channels = onnx.inputShapes().get(0).channels();
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        String normalised = onnx.add(OnnxNode.of(
                        "BatchNormalization",
                        onnx.input(0),
                        scale ? onnx.parameter(GAMMA) : onnx.floats("ones", ones, channels),
                        center ? onnx.parameter(BETA) : onnx.floats("zeros", new float[channels], channels),
                        onnx.parameter(MOVING_MEAN),
                        onnx.parameter(MOVING_VARIANCE))
                .real("epsilon", epsilon));
        return relu ? onnx.add(OnnxNode.of("Relu", normalised)) : normalised;
    }

    @Override
    public BoundLayer bind(Binding binding) {
        if (Floats.isFloat(binding.output())) {
            return new BatchNormLoops(this, binding);
        }
        if (relu) {
            throw new IllegalArgumentException("a ReLU within batch normalisation is for single precision");
        }
        return binding.mode().isTraining() && !frozenStatistics
                ? new BatchNormTraining(this, binding)
                : new BatchNormInference(this, binding);
    }
}
