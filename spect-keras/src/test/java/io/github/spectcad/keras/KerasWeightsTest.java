package io.github.spectcad.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are written by {@code keras_files.py} beside them, with 0, 1, 2, ... as values in Keras' order. */
class KerasWeightsTest {
    private static final BatchNorm NORM = BatchNorm.of(1e-3);

    @TempDir
    private Path folder;

    static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(KerasWeightsTest.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Tensor body(NetworkBuilder net, Tensor input) {
        Tensor x = net.conv("stem_conv", input, Conv2d.of(4, 3));
        x = net.relu("stem_relu", net.add("stem_bn", NORM, x));
        x = net.add("dwconv", DepthwiseConv2d.of(3).stride(2).noBias(), x);
        x = net.add(
                "batch_normalization",
                NORM.noScale(),
                net.conv("conv2d", x, Conv2d.of(3, 1).noBias()));
        return net.add(
                "batch_normalization_1",
                NORM.noScale(),
                net.conv("conv2d_1", x, Conv2d.of(2, 1).noBias()));
    }

    static Network network(int channels) {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = body(net, net.input("images", Shape.map(channels, 4, 4)));
        return net.build(net.dense("fc", net.flatten("flatten", x), 3, 0), 1);
    }

    static void assertBodyLoaded(Network network, String prefix) {
        float[] stem = network.parameterValues(prefix + "stem_conv/kernel"); // [4, 2, 3, 3]
        for (int o = 0; o < 4; o++) {
            for (int i = 0; i < 2; i++) {
                for (int a = 0; a < 9; a++) {
                    assertEquals((a * 2 + i) * 4 + o, stem[(o * 2 + i) * 9 + a]);
                }
            }
        }
        assertArrayEquals(new float[] {0, 1, 2, 3}, network.parameterValues(prefix + "stem_conv/bias"));
        assertArrayEquals(new float[] {10, 11, 12, 13}, network.parameterValues(prefix + "stem_bn/gamma"));
        assertArrayEquals(new float[] {20, 21, 22, 23}, network.parameterValues(prefix + "stem_bn/beta"));
        assertArrayEquals(new float[] {30, 31, 32, 33}, network.parameterValues(prefix + "stem_bn/moving_mean"));
        assertArrayEquals(new float[] {40, 41, 42, 43}, network.parameterValues(prefix + "stem_bn/moving_variance"));
        float[] depthwise = network.parameterValues(prefix + "dwconv/kernel");
        for (int i = 0; i < 36; i++) {
            assertEquals(i, depthwise[i]);
        }
        assertArrayEquals(
                new float[] {0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11}, network.parameterValues(prefix + "conv2d/kernel"));
        assertArrayEquals(
                new float[] {100, 102, 104, 101, 103, 105}, network.parameterValues(prefix + "conv2d_1/kernel"));
        assertArrayEquals(new float[] {10, 11, 12}, network.parameterValues(prefix + "batch_normalization/beta"));
        assertArrayEquals(
                new float[] {30, 31}, network.parameterValues(prefix + "batch_normalization_1/moving_variance"));
    }

    static void assertTopLoaded(Network network) {
        float[] top = network.parameterValues("fc/kernel"); // features: 2 channels of 2 x 2 pixels
        for (int c = 0; c < 2; c++) {
            for (int a = 0; a < 4; a++) {
                for (int unit = 0; unit < 3; unit++) {
                    assertEquals((a * 2 + c) * 3 + unit, top[(c * 4 + a) * 3 + unit]);
                }
            }
        }
        assertArrayEquals(new float[] {0, 1, 2}, network.parameterValues("fc/bias"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_channels.h5", "whole_model.h5", "nested_model.h5"})
    void allLayersAreLoadedInTheNetworksOrderOfAxes(String name) throws IOException {
        try (Network network = network(2)) {
            LoadReport report = KerasWeights.load(file(name), network);
            assertBodyLoaded(network, "");
            assertTopLoaded(network);
            assertTrue(report.isComplete(), report.toString());
            assertEquals(List.of(), report.unused());
            assertEquals(List.of(), report.adapted());
            assertEquals(
                    List.of(
                            "stem_conv",
                            "stem_bn",
                            "dwconv",
                            "conv2d",
                            "batch_normalization",
                            "conv2d_1",
                            "batch_normalization_1",
                            "fc"),
                    List.copyOf(report.loaded().keySet()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"without_top.h5", "later_session.h5", "slashes.h5", "split_names.h5", "doubles.h5"})
    void withoutTopTheRestIsLoadedAndTheTopKeepsItsValues(String name) throws IOException {
        try (Network network = network(2)) {
            float[] top = network.parameterValues("fc/kernel");
            LoadReport report = KerasWeights.load(file(name), network);
            assertBodyLoaded(network, "");
            assertArrayEquals(top, network.parameterValues("fc/kernel"));
            assertEquals(Map.of("fc", "the file has no layer fc"), report.notLoaded());
            assertFalse(report.isComplete());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aKernelOfThreeChannelsIsSpreadOverFewer(int channels) throws IOException {
        try (Network network = network(channels)) {
            LoadReport report = KerasWeights.load(file("three_channels.h5"), network);
            assertEquals(List.of("stem_conv"), report.adapted());
            assertEquals(List.of("predictions"), report.unused());
            float[] kernel = network.parameterValues("stem_conv/kernel");
            for (int o = 0; o < 4; o++) {
                for (int i = 0; i < channels; i++) {
                    for (int a = 0; a < 9; a++) {
                        float sum = 3 * (a * 12 + o) + 4 + 8;
                        assertEquals(sum / channels, kernel[(o * channels + i) * 9 + a], 1e-4f);
                    }
                }
            }
        }
    }

    @Test
    void threeChannelsStayThree() throws IOException {
        try (Network network = network(3)) {
            LoadReport report = KerasWeights.load(file("three_channels.h5"), network);
            assertEquals(List.of(), report.adapted());
            assertEquals(12 + 4, network.parameterValues("stem_conv/kernel")[9 + 1]); // pixel 1, channel 1, filter 0
        }
    }

    @Test
    void namesOfTheFirstKerasAreMatchedByOrder() throws IOException {
        try (Network network = network(2)) {
            LoadReport report = KerasWeights.load(file("keras1_names.h5"), network);
            assertEquals(Map.of("stem_conv", "stem_conv"), report.loaded());
            assertArrayEquals(new float[] {0, 1, 2, 3}, network.parameterValues("stem_conv/bias"));
        }
    }

    @Test
    void oneFileGoesIntoBothTowers() throws IOException {
        NetworkBuilder net = new NetworkBuilder();
        Tensor rest = net.input("rest", Shape.map(2, 4, 4));
        Tensor stress = net.input("stress", Shape.map(2, 4, 4));
        Tensor a = net.prefixed("rest_", () -> body(net, rest));
        Tensor b = net.prefixed("stress_", () -> body(net, stress));
        Tensor output = net.dense("logits", net.flatten("flatten", net.maximum("max", a, b)), 3, 0);
        try (Network network = net.build(output, 1)) {
            LoadReport report = KerasWeights.load(
                    file("without_top.h5"), network, name -> name.replaceFirst("^(rest|stress)_", ""));
            assertBodyLoaded(network, "rest_");
            assertBodyLoaded(network, "stress_");
            assertEquals(Map.of("logits", "the file has no layer logits"), report.notLoaded());
        }
    }

    @Test
    void layersOfOtherShapeAreNamedAndAFileWithNothingIsRefused() {
        assertRefused(file("foreign.h5"), "nothing for this network", "stem_conv=kernel has extents [3, 3, 2, 5]");
    }

    @Test
    void filesThatAreNoWeightFilesAreRefused() throws IOException {
        assertRefused(file("no_keras.h5"), "neither an attribute layer_names");
        assertRefused(file("integers.h5"), "not float or double");
        assertRefused(file("not_finite.h5"), "must be finite");
        assertRefused(folder.resolve("missing.h5"), "no such file");
        Path text = Files.writeString(folder.resolve("text.h5"), "no HDF5");
        assertRefused(text, "no Keras weight file");
        assertRefused(Files.createFile(folder.resolve("empty.h5")), "no Keras weight file");
    }

    static void assertRefused(Path file, String... parts) {
        assertRefused(() -> network(2), file, parts);
    }

    static void assertRefused(Supplier<Network> networks, Path file, String... parts) {
        try (Network network = networks.get()) {
            float[] before = all(network);
            KerasFileException e = assertThrows(KerasFileException.class, () -> KerasWeights.load(file, network));
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            for (String part : parts) {
                assertTrue(e.getMessage().contains(part), e.getMessage());
            }
            assertArrayEquals(before, all(network));
        }
    }

    @Test
    void damageGivesACheckedExceptionOrLoadsWhole() throws IOException {
        byte[] whole = Files.readAllBytes(file("two_channels.h5"));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 150; i++) {
            byte[] damaged = whole.clone();
            if (i % 3 == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(whole.length));
            } else {
                for (int k = 0; k < 20; k++) {
                    damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
                }
            }
            Path path = Files.write(folder.resolve("damaged" + i + ".h5"), damaged);
            try (Network network = network(2)) {
                float[] before = all(network);
                try {
                    assertFalse(KerasWeights.load(path, network).loaded().isEmpty());
                } catch (KerasFileException e) {
                    assertArrayEquals(before, all(network));
                }
            }
        }
    }

    private static float[] all(Network network) {
        return network.flatParameters().dup().data().asFloat();
    }
}
