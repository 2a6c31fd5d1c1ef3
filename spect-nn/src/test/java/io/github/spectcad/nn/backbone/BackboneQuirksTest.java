package io.github.spectcad.nn.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.Dropout;
import io.github.spectcad.nn.layer.KernelInit;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Relu;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.Swish;
import io.github.spectcad.nn.layer.ZeroPadding;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes Keras' networks differ from others of the same size. */
class BackboneQuirksTest {
    private static Map<String, Layer> layers(String id) {
        NetworkBuilder net = new NetworkBuilder();
        Backbones.load().require(id).build(net, net.input("images", Shape.map(1, 290, 290)));
        return net.layers();
    }

    private static void assertAllNormalisations(BatchNorm expected, String id) {
        layers(id).forEach((name, layer) -> {
            if (layer instanceof BatchNorm) {
                assertEquals(expected, layer, name);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"densenet121", "densenet169", "densenet201", "resnet50-v2", "resnet101-v2", "resnet152-v2"})
    void densenetsAndResnetsNormaliseWithTheirOwnEpsilon(String id) {
        assertAllNormalisations(BatchNorm.of(1.001e-5), id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"efficientnet-b0", "efficientnet-b3"})
    void efficientnetsNormaliseWithKerasDefaultEpsilon(String id) {
        assertAllNormalisations(BatchNorm.of(1e-3), id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inception-v3", "inception-resnet-v2"})
    void inceptionsNormaliseWithoutScale(String id) {
        assertAllNormalisations(BatchNorm.of(1e-3).noScale(), id);
    }

    @Test
    void vggHasBiasesAndNoNormalisation() {
        Map<String, Layer> layers = layers("vgg19");
        assertEquals(Conv2d.of(64, 3), layers.get("block1_conv1"));
        assertEquals(Conv2d.of(512, 3), layers.get("block5_conv4"));
        assertTrue(layers.values().stream().noneMatch(BatchNorm.class::isInstance));
    }

    @Test
    void densenetStartsWithAStridedConvolutionAndAZeroPaddedMaximum() {
        Map<String, Layer> layers = layers("densenet121");
        assertEquals(
                List.of("conv1_conv", "conv1_bn", "conv1_relu", "zero_padding2d_1", "pool1", "conv2_block1_0_bn"),
                List.copyOf(layers.keySet()).subList(0, 6));
        assertEquals(Conv2d.of(64, 7).stride(2).padding(Padding.of(3)).noBias(), layers.get("conv1_conv"));
        assertEquals(ZeroPadding.of(1), layers.get("zero_padding2d_1"));
        assertEquals(Pool2d.max(3, 2), layers.get("pool1"));
        assertEquals(Conv2d.of(128, 1).noBias(), layers.get("conv5_block16_1_conv"));
        assertEquals(Conv2d.of(32, 3).noBias(), layers.get("conv5_block16_2_conv"));
        assertEquals(Conv2d.of(128, 1).noBias(), layers.get("pool2_conv"));
        assertEquals(Pool2d.average(2, 2), layers.get("pool2_pool"));
    }

    @Test
    void resnetsFirstConvolutionHasABiasAndThePoolingFollowsAtOnce() {
        Map<String, Layer> layers = layers("resnet50-v2");
        assertEquals(
                List.of("conv1_conv", "pool1_pad", "pool1_pool", "conv2_block1_preact_bn", "conv2_block1_preact_relu"),
                List.copyOf(layers.keySet()).subList(0, 5));
        assertEquals(Conv2d.of(64, 7).stride(2).padding(Padding.of(3)), layers.get("conv1_conv"));
        assertEquals(ZeroPadding.of(1), layers.get("pool1_pad"));
        assertEquals(Pool2d.max(3, 2), layers.get("pool1_pool"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet50-v2", "densenet121"})
    void zerosAroundTheMapTakePartInTheFirstMaximum(String id) {
        boolean resnet = id.startsWith("resnet");
        String pool = resnet ? "pool1_pool" : "pool1";
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = Backbones.load().require(id).build(net, net.input("images", Shape.map(1, 32, 32)));
        try (Network network = net.build(net.dense("head", net.flatten("flatten", x), 1, 0), 1)) {
            network.setParameter("conv1_conv/kernel", new float[64 * 49]);
            float[] shift = new float[64];
            Arrays.fill(shift, -1);
            network.setParameter(resnet ? "conv1_conv/bias" : "conv1_bn/beta", shift);
            try (SaliencySession session = network.saliency()) {
                session.logits(List.of(new float[32 * 32]));
                float[] pooled = session.activation(pool); // 8 x 8 of the 16 x 16 map
                float inner = resnet ? -1 : 0; // DenseNet has a ReLU before
                for (int i = 0; i < 64; i++) {
                    // the first window of a row or column covers the zeros before it; the last ends inside
                    boolean border = i % 8 == 0 || i / 8 == 0;
                    assertEquals(border ? 0 : inner, pooled[i], 0, "pixel " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"resnet50-v2, 3, 4, 6, 3", "resnet101-v2, 3, 4, 23, 3", "resnet152-v2, 3, 8, 36, 3"})
    void resnetsAreStridedInTheLastBlockOfAStackAndNotInTheLastStack(String id, int b2, int b3, int b4, int b5) {
        Map<String, Layer> layers = layers(id);
        int[] blocks = {b2, b3, b4, b5};
        for (int stack = 0; stack < 4; stack++) {
            int filters = 64 << stack;
            for (int block = 1; block <= blocks[stack]; block++) {
                String name = "conv" + (stack + 2) + "_block" + block;
                int stride = stack < 3 && block == blocks[stack] ? 2 : 1;
                Conv2d middle = Conv2d.of(filters, 3)
                        .stride(stride)
                        .padding(Padding.of(1))
                        .noBias();
                assertEquals(middle, layers.get(name + "_2_conv"), name);
                assertEquals(Conv2d.of(filters, 1).noBias(), layers.get(name + "_1_conv"), name);
                assertEquals(Conv2d.of(4 * filters, 1), layers.get(name + "_3_conv"), name);
                assertEquals(block == 1 ? Conv2d.of(4 * filters, 1) : null, layers.get(name + "_0_conv"), name);
                assertEquals(stride == 2 ? Pool2d.max(1, 2) : null, layers.get(name + "_0_pool"), name);
            }
            assertFalse(layers.containsKey("conv" + (stack + 2) + "_block" + (blocks[stack] + 1) + "_1_conv"));
        }
        assertEquals(new Relu(), layers.get("post_relu"));
    }

    @Test
    void inceptionLayersAreNumberedInTheOrderOfKeras() {
        Map<String, Layer> layers = layers("inception-v3");
        assertEquals(Conv2d.of(32, 3).stride(2).padding(Padding.VALID).noBias(), layers.get("conv2d"));
        assertEquals(Conv2d.of(64, 1).noBias(), layers.get("conv2d_5"));
        assertEquals(Conv2d.of(32, 1).noBias(), layers.get("conv2d_11"));
        assertEquals(Conv2d.of(128, 1, 7).noBias(), layers.get("conv2d_32"));
        assertEquals(Conv2d.of(192, 7, 1).noBias(), layers.get("conv2d_33"));
        assertEquals(Conv2d.of(192, 1).noBias(), layers.get("conv2d_93"));
        assertFalse(layers.containsKey("conv2d_94"));
        assertTrue(layers.containsKey("batch_normalization_93"));
    }

    @ParameterizedTest
    @CsvSource({"inception-v3, 9", "inception-resnet-v2, 1"})
    void inceptionAveragesKeepTheExtents(String id, long count) {
        assertEquals(
                count,
                layers(id).values().stream()
                        .filter(Pool2d.average(3, 1).same()::equals)
                        .count());
    }

    @Test
    void paddingIsNotAveraged() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.input("image", Shape.map(1, 4, 4));
        x = net.add("pool", Pool2d.average(3, 1).same(), x);
        float[] ones = new float[16];
        Arrays.fill(ones, 1);
        try (Network network = net.build(net.flatten("flatten", x), 0);
                SaliencySession session = network.saliency()) {
            assertArrayEquals(ones, session.logits(List.of(ones)), 1e-6f);
        }
    }

    @Test
    void inceptionResnetScalesItsResidualsAndEndsWithoutActivation() {
        Map<String, Layer> layers = layers("inception-resnet-v2");
        assertEquals(new Add(0.17), layers.get("block35_1"));
        assertEquals(new Add(0.17), layers.get("block35_10"));
        assertEquals(new Add(0.1), layers.get("block17_1"));
        assertEquals(new Add(0.1), layers.get("block17_20"));
        assertEquals(new Add(0.2), layers.get("block8_1"));
        assertEquals(new Add(0.2), layers.get("block8_9"));
        assertEquals(new Add(1), layers.get("block8_10"));
        assertTrue(layers.containsKey("block8_9_ac"));
        assertFalse(layers.containsKey("block8_10_ac"));
        assertEquals(Conv2d.of(320, 1), layers.get("block35_1_conv"));
        assertFalse(layers.containsKey("block35_1_conv_bn"));
        assertEquals(Conv2d.of(1536, 1).noBias(), layers.get("conv_7b"));
        assertTrue(layers.containsKey("conv_7b_bn"));
        assertEquals(new Relu(), layers.get("conv_7b_ac"));
    }

    @ParameterizedTest
    @CsvSource({
        // extent, kernel, pixels before, pixels after, as Keras' correct_pad says
        "290, 3, 0, 1",
        "289, 3, 1, 1",
        "224, 3, 0, 1",
        "145, 3, 1, 1",
        "73, 5, 2, 2",
        "74, 5, 1, 2",
        "19, 5, 2, 2"
    })
    void stridedConvolutionsOfEfficientnetArePaddedByTheParityOfTheMap(int extent, int kernel, int before, int after) {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.input("image", Shape.map(1, extent, extent));
        Tensor padded = net.add("pad", new ZeroPadding(before, after, before, after), x);
        Conv2d conv = Conv2d.of(1, kernel).stride(2).noBias();
        DepthwiseConv2d depthwise = DepthwiseConv2d.of(kernel).stride(2).noBias();
        Tensor all = net.concat(
                "all",
                net.conv("conv", x, conv),
                net.conv("conv_padded", padded, conv.padding(Padding.VALID)),
                net.add("depthwise", depthwise, x),
                net.add("depthwise_padded", depthwise.padding(Padding.VALID), padded));
        float[] image = new float[extent * extent];
        for (int i = 0; i < image.length; i++) {
            image[i] = 1 + i * 7 % 11;
        }
        float[] kernelValues = new float[kernel * kernel];
        for (int i = 0; i < kernelValues.length; i++) {
            kernelValues[i] = 1 + i;
        }
        try (Network network = net.build(net.flatten("flatten", all), 0)) {
            network.parameters().forEach(p -> network.setParameter(p.name(), kernelValues));
            try (SaliencySession session = network.saliency()) {
                session.logits(List.of(image));
                float[] expected = session.activation("conv_padded");
                assertEquals(expected.length, session.activation("conv").length);
                assertArrayEquals(expected, session.activation("conv"), 1e-2f);
                assertArrayEquals(expected, session.activation("depthwise"), 1e-2f);
                assertArrayEquals(expected, session.activation("depthwise_padded"), 1e-2f);
            }
        }
    }

    @Test
    void efficientnetIsStridedWithPaddingByParity() {
        Map<String, Layer> layers = layers("efficientnet-b0");
        KernelInit init = KernelInit.HE_NORMAL_FAN_OUT;
        assertEquals(Conv2d.of(32, 3).stride(2).noBias().init(init), layers.get("stem_conv"));
        Map<String, DepthwiseConv2d> expected = Map.of(
                "block1a", DepthwiseConv2d.of(3),
                "block2a", DepthwiseConv2d.of(3).stride(2),
                "block2b", DepthwiseConv2d.of(3),
                "block3a", DepthwiseConv2d.of(5).stride(2),
                "block4a", DepthwiseConv2d.of(3).stride(2),
                "block5a", DepthwiseConv2d.of(5),
                "block6a", DepthwiseConv2d.of(5).stride(2),
                "block7a", DepthwiseConv2d.of(3));
        expected.forEach(
                (block, layer) -> assertEquals(layer.noBias().init(init), layers.get(block + "_dwconv"), block));
        assertEquals(new Swish(), layers.get("stem_activation"));
    }

    @ParameterizedTest
    @CsvSource({
        "efficientnet-b0, block1a, 8, 32",
        "efficientnet-b0, block2a, 4, 96",
        "efficientnet-b0, block2b, 6, 144",
        "efficientnet-b0, block7a, 48, 1152",
        "efficientnet-b3, block1a, 10, 40",
        "efficientnet-b3, block1b, 6, 24",
        "efficientnet-b3, block7b, 96, 2304"
    })
    void excitationIsAsWideAsAQuarterOfTheBlocksInput(String id, String block, int reduced, int expanded) {
        Map<String, Layer> layers = layers(id);
        KernelInit init = KernelInit.HE_NORMAL_FAN_OUT;
        assertEquals(Conv2d.of(reduced, 1).init(init), layers.get(block + "_se_reduce"));
        assertEquals(Conv2d.of(expanded, 1).init(init), layers.get(block + "_se_expand"));
    }

    @ParameterizedTest
    @CsvSource({
        "efficientnet-b0, block2b, 2, 16",
        "efficientnet-b0, block6d, 14, 16",
        "efficientnet-b3, block1b, 1, 26",
        "efficientnet-b3, block7b, 25, 26"
    })
    void dropConnectGrowsWithTheBlocksNumber(String id, String block, int number, int blocks) {
        assertEquals(new Dropout(0.2 * number / blocks, true), layers(id).get(block + "_drop"));
    }

    @Test
    void blocksWithoutShortcutDropNothing() {
        Map<String, Layer> layers = layers("efficientnet-b0");
        assertEquals(
                9, layers.values().stream().filter(Dropout.class::isInstance).count());
        assertEquals(9, layers.values().stream().filter(Add.plain()::equals).count());
        assertFalse(layers.containsKey("block1a_add"));
        assertFalse(layers.containsKey("block2a_add"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"densenet121", "inception-resnet-v2", "inception-v3", "resnet50-v2", "vgg19"})
    void othersStartFromGlorotsUniform(String id) {
        layers(id).forEach((name, layer) -> {
            if (layer instanceof Conv2d conv) {
                assertEquals(KernelInit.GLOROT_UNIFORM, conv.kernelInit(), name);
            }
        });
    }

    @Test
    void kernelsStartWithTheDeviationsOfKeras() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = new EfficientNetB0().build(net, net.input("images", Shape.map(1, 32, 32)));
        try (Network network = net.build(net.dense("head", net.flatten("flatten", x), 1, 0), 1)) {
            // truncated normal of variance 2 / fan out: 1280 filters; for a depthwise kernel its 25 values
            assertEquals(Math.sqrt(2 / 1280.0), deviation(network.parameterValues("top_conv/kernel")), 1e-3);
            assertEquals(Math.sqrt(2 / 25.0), deviation(network.parameterValues("block6b_dwconv/kernel")), 1e-2);
        }
        NetworkBuilder other = new NetworkBuilder();
        Tensor y = new ResNet50V2().build(other, other.input("images", Shape.map(1, 32, 32)));
        try (Network network = other.build(other.dense("head", other.flatten("flatten", y), 1, 0), 1)) {
            // uniform within sqrt(6 / (fan in + fan out))
            assertEquals(
                    Math.sqrt(2 / (9.0 * 512 + 9 * 512)),
                    deviation(network.parameterValues("conv5_block1_2_conv/kernel")),
                    1e-4);
            assertArrayEquals(new float[64], network.parameterValues("conv1_conv/bias"));
        }
    }

    private static double deviation(float[] values) {
        double squares = 0;
        for (float v : values) {
            squares += v * v;
        }
        return Math.sqrt(squares / values.length);
    }
}
