package io.github.spectcad.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** What cannot be translated is refused with its name, and nothing is left out silently. */
class RefusedLayersTest {
    private static ConvolutionLayer.Builder conv() {
        return new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        new LocalResponseNormalization.Builder().name("odd").build(),
                        "is a LocalResponseNormalization"),
                Arguments.of(new Upsampling2D.Builder(2).name("odd").build(), "is a Upsampling2D"),
                Arguments.of(conv().name("odd").dilation(2, 2).build(), "is dilated"),
                Arguments.of(conv().name("odd").stride(1, 2).build(), "strides that differ"),
                Arguments.of(conv().name("odd").activation(Activation.SOFTMAX).build(), "softmax"),
                Arguments.of(conv().name("odd").dropOut(new GaussianNoise(0.1)).build(), "GaussianNoise"),
                Arguments.of(
                        conv().name("odd")
                                .constrainWeights(new NonNegativeConstraint())
                                .build(),
                        "constraints"),
                Arguments.of(
                        new DepthwiseConvolution2D.Builder(3, 3)
                                .name("odd")
                                .depthMultiplier(2)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "depth multiplier of 2"),
                Arguments.of(
                        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.PNORM)
                                .name("odd")
                                .kernelSize(2, 2)
                                .pnorm(2)
                                .build(),
                        "pools by PNORM"),
                Arguments.of(
                        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                                .name("odd")
                                .kernelSize(3, 3)
                                .stride(2, 2)
                                .padding(1, 1)
                                .build(),
                        "padding 1, 1 that ConvolutionMode.Same does not give"));
    }

    private static MultiLayerConfiguration configuration(Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        return list.setInputType(InputType.convolutional(16, 16, 2)).build();
    }

    private static final class Given extends Dl4jBackbone {
        private final MultiLayerConfiguration configuration;

        Given(MultiLayerConfiguration configuration) {
            super("acme:given", 8, List.of("made for tests"));
            this.configuration = configuration;
        }

        @Override
        protected Graph graph(int channels, int pixels) {
            return Graph.of(configuration);
        }
    }

    @ParameterizedTest
    @MethodSource
    void refused(Layer layer, String problem) {
        NetworkBuilder net = new NetworkBuilder();
        Given backbone = new Given(configuration(conv().name("first").build(), layer));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> backbone.build(net, net.input("maps", Shape.map(2, 16, 16))));
        assertTrue(e.getMessage().startsWith("acme:given: layer odd "), e.getMessage());
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    @Test
    void aConfigurationForOtherChannelsIsRefused() {
        NetworkBuilder net = new NetworkBuilder();
        Given backbone = new Given(configuration(conv().name("first").build()));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> backbone.build(net, net.input("maps", Shape.map(1, 16, 16))));
        assertTrue(e.getMessage().contains("first is configured for 2 input channels and gets 1"), e.getMessage());
    }

    @Test
    void layersInAListAreCalledByTheirPlace() {
        NetworkBuilder net = new NetworkBuilder();
        Given backbone = new Given(configuration(conv().build(), conv().build()));
        assertEquals(
                Shape.map(4, 12, 12),
                backbone.build(net, net.input("maps", Shape.map(2, 16, 16))).shape());
        assertEquals(
                List.of("layer0", "layer0_activation", "layer1", "layer1_activation"),
                List.copyOf(net.layers().keySet()));
    }
}
