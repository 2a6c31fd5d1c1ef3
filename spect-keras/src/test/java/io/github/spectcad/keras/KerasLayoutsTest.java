package io.github.spectcad.keras;

import static io.github.spectcad.keras.KerasWeightsTest.file;
import static io.github.spectcad.keras.KerasWeightsTest.network;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other tools, precisions and versions of Keras make of the files of {@link KerasWeightsTest}. */
class KerasLayoutsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip_shuffle.h5",
                "gzip_fletcher.h5",
                "lzf.h5",
                "halves.h5",
                "bfloat16.h5",
                "full_paths.h5",
                "suffixes.h5",
                "keras3_layer.weights.h5",
                "keras3_vars.weights.h5",
                "keras3.keras",
                "keras3_nested.keras"
            })
    void allLayersAreLoaded(String name) throws IOException {
        try (Network network = network(2)) {
            LoadReport report = KerasWeights.load(file(name), network);
            assertTrue(report.isComplete(), report.toString());
            KerasWeightsTest.assertBodyLoaded(network, "");
            KerasWeightsTest.assertTopLoaded(network);
            assertEquals(List.of(), report.unused());
            assertEquals(List.of(), report.adapted());
        }
    }

    @Test
    void aNameBeyondAsciiIsANameAsAnyOther() throws IOException {
        try (Network network = network(2)) {
            LoadReport report = KerasWeights.load(file("utf8_names.h5"), network);
            assertEquals(Map.of("dwconv", "the file has no layer dwconv"), report.notLoaded());
            assertEquals(List.of("dwconv_größe"), report.unused());
            report = KerasWeights.load(
                    file("utf8_names.h5"), network, name -> name.equals("dwconv") ? "dwconv_größe" : name);
            assertTrue(report.isComplete(), report.toString());
            KerasWeightsTest.assertBodyLoaded(network, "");
        }
    }

    @Test
    void oneChannelIsCopiedToTwoAndHalved() throws IOException {
        try (Network network = network(2)) {
            LoadReport report = KerasWeights.load(file("one_channel.h5"), network);
            assertEquals(List.of("stem_conv"), report.adapted());
            float[] kernel = network.parameterValues("stem_conv/kernel");
            for (int o = 0; o < 4; o++) {
                for (int i = 0; i < 2; i++) {
                    for (int a = 0; a < 9; a++) {
                        assertEquals((a * 4 + o) / 2f, kernel[(o * 2 + i) * 9 + a]);
                    }
                }
            }
        }
    }

    @Test
    void oneOfTwoCopiesIsChosenByItsPathAlone() throws IOException {
        try (Network network = network(2)) {
            LoadReport report = KerasWeights.load(
                    file("two_copies.h5"), network, name -> name.startsWith("stem") ? "b_" + name : name);
            assertEquals("b/stem_conv", report.loaded().get("stem_conv"));
            assertEquals(
                    "the file has several layers dwconv: a/dwconv, b/dwconv",
                    report.notLoaded().get("dwconv"));
        }
    }

    private static Network branched() {
        NetworkBuilder net = new NetworkBuilder();
        Tensor x = net.conv("stem_conv", net.input("images", Shape.map(2, 4, 4)), Conv2d.of(4, 3));
        x = net.add("stem_bn", BatchNorm.of(1e-3), x);
        x = net.maximum("max", x, net.relu("relu", x));
        return net.build(net.dense("fc", net.flatten("flatten", x), 3, 0), 1);
    }

    @Test
    void layersWithoutNamesAreMatchedByOrderWhereThereIsOneOrder() throws IOException {
        try (Network network = network(2)) {
            LoadReport report = KerasWeights.load(file("keras3_unnamed.weights.h5"), network);
            assertTrue(report.isComplete(), report.toString());
            KerasWeightsTest.assertBodyLoaded(network, "");
            KerasWeightsTest.assertTopLoaded(network);
        }
        KerasWeightsTest.assertRefused(
                KerasLayoutsTest::branched,
                file("keras3_unnamed.weights.h5"),
                "does not name its layers",
                "save(\"name.keras\")");
    }
}
