package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Deeplearning4j's own layers, which share no code with ours but the arrays, predict the same. */
class Deeplearning4jTest {
    private static final String[][] PARAMETERS = {
        {"0_W", "conv1/kernel"},
        {"0_b", "conv1/bias"},
        {"1_gamma", "bn1/gamma"},
        {"1_beta", "bn1/beta"},
        {"1_mean", "bn1/moving_mean"},
        {"1_var", "bn1/moving_variance"},
        {"4_W", "conv2/kernel"},
        {"4_b", "conv2/bias"},
        {"6_W", "logits/kernel"},
        {"6_b", "logits/bias"}
    };

    @Test
    void predictsTheSame() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.input("image", Shape.map(2, 21, 17));
        x = net.conv("conv1", x, Conv2d.of(5, 5).stride(2));
        x = net.relu("relu1", net.batchNorm("bn1", x, 1e-3));
        x = net.add("pool1", Pool2d.average(3, 1).same(), x);
        x = net.conv("conv2", x, Conv2d.of(4, 3).padding(Padding.VALID));
        x = net.add("pool2", Pool2d.max(3, 2).same(), x);
        Tensor logits = net.dense("logits", net.flatten("flatten", x), 3, 0);
        SplittableRandom random = new SplittableRandom(3);
        try (Network network = net.build(logits, 9)) {
            for (Parameter p : network.parameters()) {
                float[] values = network.parameterValues(p.name());
                for (int i = 0; i < values.length; i++) {
                    values[i] += 0.3f * random.nextFloat();
                }
                network.setParameter(p.name(), values);
            }
            List<float[]> inputs = RandomInputs.of(network, 2, random);
            MultiLayerNetwork oracle = oracle();
            for (String[] pair : PARAMETERS) {
                INDArray target = oracle.getParam(pair[0]);
                target.assign(network.parameter(pair[1]).reshape(target.shape()));
            }
            INDArray expected =
                    oracle.output(Nd4j.createFromArray(inputs.get(0)).reshape(2, 2, 21, 17));
            try (FrozenNetwork frozen = network.freeze()) {
                assertArrayEquals(
                        expected.ravel().toFloatVector(),
                        frozen.logits(inputs, 2),
                        1e-4f * expected.amaxNumber().floatValue());
            }
        }
    }

    private static MultiLayerNetwork oracle() {
        MultiLayerNetwork oracle = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .activation(Activation.IDENTITY)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5)
                        .stride(2, 2)
                        .nOut(5)
                        .convolutionMode(ConvolutionMode.Same)
                        .build())
                .layer(new BatchNormalization.Builder()
                        .eps(1e-3)
                        .useLogStd(false)
                        .build())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(new SubsamplingLayer.Builder(
                                SubsamplingLayer.PoolingType.AVG, new int[] {3, 3}, new int[] {1, 1})
                        .convolutionMode(ConvolutionMode.Same)
                        .build())
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .build())
                .layer(new SubsamplingLayer.Builder(
                                SubsamplingLayer.PoolingType.MAX, new int[] {3, 3}, new int[] {2, 2})
                        .convolutionMode(ConvolutionMode.Same)
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.convolutional(21, 17, 2))
                .build());
        oracle.init();
        return oracle;
    }
}
