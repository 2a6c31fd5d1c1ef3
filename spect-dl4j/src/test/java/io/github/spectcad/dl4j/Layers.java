package io.github.spectcad.dl4j;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A backbone with every layer and vertex that is translated. */
public final class Layers extends Dl4jBackbone {
    /** For the service loader. */
    public Layers() {
        super("acme:layers", 12, List.of("made for tests"));
    }

    @Override
    protected Graph graph(int channels, int pixels) {
        return Graph.of(new NeuralNetConfiguration.Builder()
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs("maps")
                .addLayer("pad", new ZeroPaddingLayer(0, 1, 0, 1), "maps")
                .addLayer(
                        "conv",
                        conv(8, 3)
                                .stride(2, 2)
                                .activation(Activation.RELU)
                                .dropOut(0.9)
                                .build(),
                        "pad")
                .addLayer(
                        "norm",
                        new BatchNormalization.Builder().eps(1e-3).decay(0.95).build(),
                        "conv")
                .addLayer("leaky", new ActivationLayer(Activation.LEAKYRELU), "norm")
                .addLayer(
                        "wide",
                        new ConvolutionLayer.Builder(1, 5)
                                .padding(0, 2)
                                .nOut(8)
                                .activation(Activation.TANH)
                                .build(),
                        "leaky")
                .addLayer(
                        "separable",
                        new SeparableConvolution2D.Builder(3, 3)
                                .nOut(8)
                                .convolutionMode(ConvolutionMode.Same)
                                .activation(Activation.SWISH)
                                .build(),
                        "wide")
                .addLayer(
                        "plain",
                        new BatchNormalization.Builder(true)
                                .eps(1e-3)
                                .useLogStd(false)
                                .build(),
                        "separable")
                .addVertex("scaled", new ScaleVertex(0.3), "plain")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "leaky", "scaled", "wide")
                .addVertex("most", new ElementWiseVertex(ElementWiseVertex.Op.Max), "sum", "separable")
                .addLayer(
                        "depthwise",
                        new DepthwiseConvolution2D.Builder(3, 3)
                                .convolutionMode(ConvolutionMode.Same)
                                .activation(Activation.SIGMOID)
                                .build(),
                        "most")
                .addVertex("join", new MergeVertex(), "depthwise", "most")
                .addLayer(
                        "mean",
                        new SubsamplingLayer.Builder(PoolingType.AVG, new int[] {3, 3}, new int[] {1, 1})
                                .padding(1, 1)
                                .build(),
                        "join")
                .addLayer(
                        "largest",
                        new SubsamplingLayer.Builder(PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2}).build(),
                        "mean")
                .addLayer("last", conv(6, 1).hasBias(false).build(), "largest")
                .addLayer("pool", new GlobalPoolingLayer.Builder().build(), "last")
                .addLayer(
                        "out", new OutputLayer.Builder(LossFunction.MSE).nOut(3).build(), "pool")
                .setOutputs("out")
                .setInputTypes(InputType.convolutional(pixels, pixels, channels))
                .build());
    }

    private static ConvolutionLayer.Builder conv(int filters, int kernel) {
        return new ConvolutionLayer.Builder(kernel, kernel).nOut(filters);
    }
}
