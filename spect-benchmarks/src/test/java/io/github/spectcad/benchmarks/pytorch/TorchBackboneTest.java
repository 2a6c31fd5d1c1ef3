package io.github.spectcad.benchmarks.pytorch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.benchmarks.pytorch.ScriptWriter.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchBackboneTest {
    /** Totals of the published networks with two channels at 290 pixels, and of the same with the paper's head. */
    @ParameterizedTest
    @CsvSource({
        "cnn1, 92960, 92960, 21343663, 36, 128",
        "resnet50-v2, 23561664, 23516224, 49793103, 10, 2048",
        "resnet152-v2, 58328512, 58184768, 84559951, 10, 2048",
        "densenet121, 7034368, 6950720, 17668239, 9, 1024",
        "densenet201, 18318848, 18089792, 38242447, 9, 1920",
        "efficientnet-b0, 4049276, 4007260, 20450315, 10, 1280",
        "vgg19, 20023808, 20023808, 25349263, 9, 512"
    })
    void hasThePublishedNumberOfParameters(
            String id, long total, long trainable, long withHead, int extent, int channels) {
        ScriptWriter net = new ScriptWriter(TorchFlavour.EVALUATION);
        Value map = TorchBackbone.of(id).write(net, net.input("x", 2, 290, 290));
        assertEquals(total, count(net));
        assertEquals(
                trainable,
                net.trained().stream().mapToLong(TorchParameter::size).sum());
        assertEquals(extent, map.height());
        assertEquals(extent, map.width());
        assertEquals(channels, map.channels());
        Head.write(net, map, net.input("c", Head.CLINICAL, 1, 1));
        assertEquals(withHead, count(net));
    }

    private static long count(ScriptWriter net) {
        return net.trained().stream().mapToLong(TorchParameter::size).sum()
                + net.statistics().stream().mapToLong(TorchParameter::size).sum();
    }
}
