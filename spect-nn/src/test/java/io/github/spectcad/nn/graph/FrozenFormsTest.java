package io.github.spectcad.nn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.frozen.FrozenConv2d;
import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.ChannelScale;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.GlobalAveragePool;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.Swish;
import io.github.spectcad.nn.layer.ZeroPadding;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

class FrozenFormsTest {
    /** Of the largest value: what sums of thousands of products may differ by when they are added up in another order. */
    private static final double TOLERANCE = 5e-6;

    /** Compares every value of a map with what the layers give that are not frozen. */
    private static void assertSame(Shape in, int batch, BiFunction<NetworkBuilder, Tensor, Tensor> layers) {
        NetworkBuilder net = new NetworkBuilder();
        Tensor map = layers.apply(net, net.input("image", in));
        try (Network network = net.build(net.flatten("flat", map), 1)) {
            SplittableRandom random = new SplittableRandom(2);
            for (Parameter parameter : network.parameters()) {
                if (parameter.name().endsWith("/bias")) {
                    float[] values = new float[Math.toIntExact(parameter.size())];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float) (random.nextDouble() - 0.5);
                    }
                    network.setParameter(parameter.name(), values);
                }
            }
            try (FrozenNetwork frozen = network.freeze();
                    SaliencySession plain = network.saliency()) {
                List<float[]> inputs = RandomInputs.of(network, batch, random);
                float[] found = frozen.logits(inputs, batch);
                int size = Math.toIntExact(in.size());
                for (int sample = 0; sample < batch; sample++) {
                    float[] one = Arrays.copyOfRange(inputs.get(0), sample * size, (sample + 1) * size);
                    float[] expected = plain.logits(List.of(one));
                    double largest = 0;
                    for (float value : expected) {
                        largest = Math.max(largest, Math.abs(value));
                    }
                    for (int i = 0; i < expected.length; i++) {
                        String what = "value " + i + " of sample " + sample;
                        assertEquals(expected[i], found[sample * expected.length + i], TOLERANCE * largest, what);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // channels, filters, height, width, kernel rows, columns, stride, padding (-1: same), batch
        "128, 192, 16, 16, 3, 3, 1, -1, 1",
        "128, 192, 15, 17, 3, 3, 1, -1, 2",
        "150, 130, 13, 18, 3, 3, 1, 1, 1",
        "140, 140, 19, 16, 3, 3, 1, 0, 1",
        "130, 150, 14, 14, 3, 3, 1, 2, 1",
        "64, 64, 90, 131, 3, 3, 1, -1, 1",
        "128, 128, 20, 21, 3, 3, 1, 4, 2",
        "400, 30, 18, 18, 3, 3, 1, -1, 1", // several channels at once, not all of them in the last part
        "2, 5, 67, 70, 3, 3, 1, -1, 2",
        "3, 4, 71, 65, 3, 3, 1, 0, 1",
        "1, 3, 66, 90, 5, 2, 1, 3, 1",
        "1, 2, 6, 1000, 3, 3, 1, 1, 1",
        "5, 7, 13, 9, 3, 3, 1, -1, 1",
        "5, 7, 13, 9, 3, 3, 2, 1, 3",
        "3, 1, 11, 12, 7, 7, 2, 3, 1",
        "4, 6, 9, 10, 1, 7, 1, -1, 2",
        "6, 4, 9, 10, 1, 1, 1, 0, 1",
        "40, 33, 31, 29, 1, 1, 1, -1, 3",
        "40, 33, 31, 29, 1, 1, 2, -1, 1",
        "6, 4, 9, 10, 1, 1, 1, 1, 1"
    })
    void frozenConvolutionsGiveWhatPlainOnesGive(
            int channels,
            int filters,
            int height,
            int width,
            int rows,
            int columns,
            int stride,
            int padding,
            int batch) {
        Conv2d conv = Conv2d.of(filters, rows, columns)
                .stride(stride)
                .padding(padding < 0 ? Padding.SAME : Padding.of(padding));
        assertSame(Shape.map(channels, height, width), batch, (net, x) -> net.conv("conv", x, conv));
    }

    @ParameterizedTest
    @CsvSource({"128, 128, 18, 3", "6, 4, 9, 1", "4, 4, 9, 3"})
    void whatFollowsAConvolutionIsDoneWithIt(int channels, int filters, int pixels, int kernel) {
        Shape in = Shape.map(channels, pixels, pixels);
        Conv2d conv = Conv2d.of(filters, kernel);
        assertSame(in, 2, (net, x) -> net.relu("relu", net.conv("conv", x, conv.noBias())));
        assertSame(in, 1, (net, x) -> net.add("swish", new Swish(), net.conv("conv", x, conv)));
        assertSame(
                in,
                2,
                (net, x) -> net.relu(
                        "relu",
                        net.add(
                                "add",
                                Add.plain(),
                                net.conv("conv", x, conv),
                                net.relu("other_relu", net.conv("other", x, Conv2d.of(filters, 1))))));
        assertSame(in, 1, (net, x) -> {
            Tensor y = net.conv("conv", x, conv);
            return net.add("add", Add.plain(), net.relu("relu", y), y); // read twice: stays alone
        });
    }

    @ParameterizedTest
    @CsvSource({
        // channels, height, width, kernel, stride, padding (-1: same), batch
        "37, 30, 41, 3, 1, -1, 1",
        "40, 29, 30, 5, 2, -1, 2",
        "48, 30, 30, 3, 2, 1, 1",
        "3, 9, 8, 3, 1, 0, 3"
    })
    void frozenDepthwiseConvolutionsGiveWhatPlainOnesGive(
            int channels, int height, int width, int size, int stride, int padding, int batch) {
        DepthwiseConv2d conv =
                DepthwiseConv2d.of(size).stride(stride).padding(padding < 0 ? Padding.SAME : Padding.of(padding));
        Shape in = Shape.map(channels, height, width);
        assertSame(in, batch, (net, x) -> net.add("conv", conv, x));
        assertSame(in, batch, (net, x) -> net.add("swish", new Swish(), net.add("conv", conv.noBias(), x)));
        assertSame(in, batch, (net, x) -> {
            Tensor y = net.relu("relu", net.add("conv", conv, x));
            return net.add("scale", new ChannelScale(), y, net.add("mean", new GlobalAveragePool(), y));
        });
        assertSame(in, batch, (net, x) -> {
            Tensor y = net.add("conv", conv, x); // adds nothing itself
            return net.add("add", Add.plain(), net.relu("relu", y), y);
        });
    }

    @ParameterizedTest
    @CsvSource({
        // channels, filters, height, width, padding (-1: same)
        "128, 128, 18, 21, -1",
        "128, 140, 19, 17, -1",
        "64, 64, 91, 130, -1",
        "32, 40, 35, 43, 0",
        "2, 5, 67, 71, -1",
        "3, 4, 70, 66, 0",
        "1, 3, 9, 900, -1",
        "6, 4, 9, 9, -1"
    })
    void poolsAreDoneWithTheConvolution(int channels, int filters, int height, int width, int padding) {
        Shape in = Shape.map(channels, height, width);
        Conv2d conv = Conv2d.of(filters, 3).padding(padding < 0 ? Padding.SAME : Padding.of(padding));
        Pool2d pool = Pool2d.max(2, 2);
        assertSame(in, 2, (net, x) -> net.add("pool", pool, net.conv("conv", x, conv)));
        assertSame(in, 1, (net, x) -> net.add("pool", pool, net.relu("relu", net.conv("conv", x, conv))));
        assertSame(in, 1, (net, x) -> net.add("swish", new Swish(), net.add("pool", pool, net.conv("conv", x, conv))));
        assertSame(in, 1, (net, x) -> net.add("pool", pool, net.add("swish", new Swish(), net.conv("conv", x, conv))));
        assertSame(in, 1, (net, x) -> {
            Tensor pooled = net.add("pool", pool, net.conv("conv", x, conv)); // takes neither addition nor another pool
            Tensor sum = net.add("add", Add.plain(), pooled, net.relu("relu", pooled));
            return net.add("again", pool, net.add("pool2", pool, net.conv("conv2", sum, conv)));
        });
    }

    @Test
    void joinedMapsAreComputedInPlace() {
        for (int batch : new int[] {1, 2}) {
            assertSame(Shape.map(3, 8, 8), batch, (net, image) -> {
                Tensor x = net.conv("stem", image, Conv2d.of(5, 3));
                for (int i = 0; i < 3; i++) {
                    Tensor y = net.relu("relu" + i, net.batchNorm("bn" + i, x, 1e-3));
                    x = net.concat("concat" + i, x, net.conv("conv" + i, y, Conv2d.of(4, 3)));
                }
                Tensor twice = net.concat("twice", x, x);
                Tensor withImage = net.concat("with_image", image, twice);
                return net.relu("relu", net.batchNorm("bn", withImage, 1e-3));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 9, 11", "3, 2, 10, 7", "3, 1, 6, 6", "1, 2, 9, 9", "5, 3, 4, 17", "3, 2, 3, 2"})
    void poolsGiveWhatAPlainMaximumGives(int size, int stride, int height, int width) {
        SplittableRandom random = new SplittableRandom(3);
        for (Pool2d pool :
                List.of(Pool2d.max(size, stride), Pool2d.max(size, stride).same())) {
            if (height < size || width < size) {
                continue;
            }
            NetworkBuilder net = new NetworkBuilder();
            Tensor y = net.add(
                    "pool",
                    pool,
                    net.add("pad", new ZeroPadding(1, 0, 2, 3), net.input("image", Shape.map(3, height, width))));
            Tensor output = net.flatten("flat", y);
            try (Network network = net.build(output, 1);
                    Network exact = net.build(output, 1, DataType.DOUBLE);
                    FrozenNetwork frozen = network.freeze();
                    FrozenNetwork reference = exact.freeze()) {
                List<float[]> inputs = RandomInputs.of(network, 2, random);
                assertArrayEquals(reference.logits(inputs, 2), frozen.logits(inputs, 2));
            }
        }
    }

    @Test
    void theFormSuitsTheShape() {
        assertTrue(FrozenConv2d.of(Conv2d.of(64, 3), Shape.map(64, 72, 72)).winograd());
        assertFalse(FrozenConv2d.of(Conv2d.of(64, 3).stride(2), Shape.map(64, 72, 72))
                .winograd());
        assertFalse(FrozenConv2d.of(Conv2d.of(64, 5), Shape.map(64, 72, 72)).winograd());
        assertFalse(FrozenConv2d.of(Conv2d.of(64, 3), Shape.map(2, 290, 290)).winograd());
        assertFalse(FrozenConv2d.of(Conv2d.of(64, 3), Shape.map(64, 16, 4096)).winograd());
        assertFalse(FrozenConv2d.of(Conv2d.of(512, 3), Shape.map(512, 9, 9)).winograd());
        assertEquals(
                FrozenConv2d.Method.IM2COL,
                FrozenConv2d.of(Conv2d.of(64, 3), Shape.map(2, 290, 290)).method());
    }
}
