package io.github.spectcad.nn.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.GlobalAveragePool;
import io.github.spectcad.nn.layer.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Structure against the numbers of Keras Applications; nothing is allocated. */
class BackboneParametersTest {
    private static final int PIXELS = 290;

    private static Backbone backbone(String id) {
        return Backbones.load().require(id);
    }

    @Test
    void allBackbonesAreFound() {
        assertEquals(
                List.of(
                        "cnn1",
                        "cnn2",
                        "densenet121",
                        "densenet169",
                        "densenet201",
                        "efficientnet-b0",
                        "efficientnet-b3",
                        "inception-resnet-v2",
                        "inception-v3",
                        "resnet101-v2",
                        "resnet152-v2",
                        "resnet50-v2",
                        "vgg19"),
                Backbones.load().ids());
    }

    @ParameterizedTest
    @CsvSource({
        "densenet121,         1,  7031232,  6947584,  9, 1024",
        "densenet121,         2,  7034368,  6950720,  9, 1024",
        "densenet121,         3,  7037504,  6953856,  9, 1024",
        "densenet169,         1, 12636608, 12478208,  9, 1664",
        "densenet169,         2, 12639744, 12481344,  9, 1664",
        "densenet169,         3, 12642880, 12484480,  9, 1664",
        "densenet201,         1, 18315712, 18086656,  9, 1920",
        "densenet201,         2, 18318848, 18089792,  9, 1920",
        "densenet201,         3, 18321984, 18092928,  9, 1920",
        "efficientnet-b0,     1,  4048988,  4006972, 10, 1280",
        "efficientnet-b0,     2,  4049276,  4007260, 10, 1280",
        "efficientnet-b0,     3,  4049564,  4007548, 10, 1280",
        "efficientnet-b3,     1, 10782808, 10695512, 10, 1536",
        "efficientnet-b3,     2, 10783168, 10695872, 10, 1536",
        "efficientnet-b3,     3, 10783528, 10696232, 10, 1536",
        "inception-resnet-v2, 1, 54336160, 54275616,  7, 1536",
        "inception-resnet-v2, 2, 54336448, 54275904,  7, 1536",
        "inception-resnet-v2, 3, 54336736, 54276192,  7, 1536",
        "inception-v3,        1, 21802208, 21767776,  7, 2048",
        "inception-v3,        2, 21802496, 21768064,  7, 2048",
        "inception-v3,        3, 21802784, 21768352,  7, 2048",
        "resnet50-v2,         1, 23558528, 23513088, 10, 2048",
        "resnet50-v2,         2, 23561664, 23516224, 10, 2048",
        "resnet50-v2,         3, 23564800, 23519360, 10, 2048",
        "resnet101-v2,        1, 42620288, 42522624, 10, 2048",
        "resnet101-v2,        2, 42623424, 42525760, 10, 2048",
        "resnet101-v2,        3, 42626560, 42528896, 10, 2048",
        "resnet152-v2,        1, 58325376, 58181632, 10, 2048",
        "resnet152-v2,        2, 58328512, 58184768, 10, 2048",
        "resnet152-v2,        3, 58331648, 58187904, 10, 2048",
        "vgg19,               1, 20023232, 20023232,  9,  512",
        "vgg19,               2, 20023808, 20023808,  9,  512",
        "vgg19,               3, 20024384, 20024384,  9,  512"
    })
    void parametersAndOutputAreThoseOfKeras(
            String id, int channels, long total, long trainable, int extent, int outputChannels) {
        NetworkBuilder net = new NetworkBuilder();
        Tensor features = backbone(id).build(net, net.input("images", Shape.map(channels, PIXELS, PIXELS)));
        assertEquals(total, net.parameterCount(false));
        assertEquals(trainable, net.parameterCount(true));
        assertEquals(Shape.map(outputChannels, extent, extent), features.shape());
    }

    @ParameterizedTest
    @CsvSource({
        "densenet121, 10633871, 17668239, 2769551",
        "densenet169, 17269391, 29909135, 4489871",
        "densenet201, 19923599, 38242447, 5177999",
        "efficientnet-b0, 16401039, 20450315, 3457679",
        "efficientnet-b3, 19677839, 30461007, 4145807",
        "inception-resnet-v2, 9650831, 63987279, 4145807",
        "inception-v3, 12862095, 34664591, 5522063",
        "resnet50-v2, 26231439, 49793103, 5522063",
        "resnet101-v2, 26231439, 68854863, 5522063",
        "resnet152-v2, 26231439, 84559951, 5522063",
        "vgg19, 5325455, 25349263, 1393295"
    })
    void withThePapersHeadTheSizesAreThePapers(String id, long head, long earlyFusion, long pyramidHead) {
        assertEquals(earlyFusion, size(id, "early-fusion"));
        assertEquals(earlyFusion - bodySize(id, 2), head);
        assertEquals(bodySize(id, 1) + head, size(id, "stress"));
        assertEquals(bodySize(id, 1) + pyramidHead, size(id, "late-fusion"));
    }

    private static long size(String id, String fusion) {
        NetworkBuilder net = new NetworkBuilder();
        new NetworkSpec(id, fusion, PIXELS, HeadSpec.PAPER)
                .build(net, backbone(id), FusionStrategies.load().require(fusion));
        return net.parameterCount(false);
    }

    private static long bodySize(String id, int channels) {
        NetworkBuilder net = new NetworkBuilder();
        backbone(id).build(net, net.input("images", Shape.map(channels, PIXELS, PIXELS)));
        return net.parameterCount(false);
    }

    @ParameterizedTest
    @CsvSource({
        "densenet121, 8062504",
        "densenet169, 14307880",
        "densenet201, 20242984",
        "efficientnet-b0, 5330564", // published 5,330,571 with the 7 values of the Normalization layer
        "efficientnet-b3, 12320528", // published 12,320,535, likewise
        "inception-resnet-v2, 55873736",
        "inception-v3, 23851784",
        "resnet50-v2, 25613800",
        "resnet101-v2, 44675560",
        "resnet152-v2, 60380648"
    })
    void withTheImageNetTopTheSizeIsThePublishedOne(String id, long total) {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = backbone(id).build(net, net.input("images", Shape.map(3, 224, 224)));
        net.dense("predictions", net.add("avg_pool", new GlobalAveragePool(), x), 1000, 0);
        assertEquals(total, net.parameterCount(false));
    }

    @Test
    void withTheImageNetTopVgg19HasThePublishedSize() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = backbone("vgg19").build(net, net.input("images", Shape.map(3, 224, 224)));
        x = net.dense("fc1", net.flatten("flatten", x), 4096, 0);
        net.dense("predictions", net.dense("fc2", x, 4096, 0), 1000, 0);
        assertEquals(143667240, net.parameterCount(false));
    }

    @ParameterizedTest
    @CsvSource({
        "densenet121, 121, 120",
        "densenet169, 169, 168",
        "densenet201, 201, 200",
        "efficientnet-b0, 49, 81",
        "efficientnet-b3, 78, 130",
        "inception-resnet-v2, 204, 244",
        "inception-v3, 94, 94",
        "resnet50-v2, 49, 53",
        "resnet101-v2, 100, 104",
        "resnet152-v2, 151, 155",
        "vgg19, 0, 16"
    })
    void thereAreAsManyNormalisationsAndConvolutionsAsInKeras(String id, long normalisations, long convolutions) {
        NetworkBuilder net = new NetworkBuilder();
        backbone(id).build(net, net.input("images", Shape.map(1, PIXELS, PIXELS)));
        var layers = net.layers().values();
        assertEquals(
                normalisations,
                layers.stream().filter(BatchNorm.class::isInstance).count());
        assertEquals(
                convolutions,
                layers.stream()
                        .filter(l -> l instanceof Conv2d || l instanceof DepthwiseConv2d)
                        .count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "densenet121",
                "densenet169",
                "densenet201",
                "efficientnet-b0",
                "efficientnet-b3",
                "resnet50-v2",
                "resnet101-v2",
                "resnet152-v2",
                "vgg19"
            })
    void mapsOf32PixelsAreTheSmallest(String id) {
        assertSmallest(id, 32);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inception-resnet-v2", "inception-v3"})
    void mapsOf75PixelsAreTheSmallestForTheInceptions(String id) {
        assertSmallest(id, 75);
    }

    private static void assertSmallest(String id, int pixels) {
        Backbone backbone = backbone(id);
        NetworkBuilder net = new NetworkBuilder();
        Shape output = backbone.build(net, net.input("images", Shape.map(1, pixels, pixels)))
                .shape();
        assertEquals(pixels, backbone.minimumPixels());
        assertTrue(output.isVector(), output.toString());
    }
}
