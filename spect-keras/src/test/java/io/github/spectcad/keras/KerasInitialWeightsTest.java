package io.github.spectcad.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.model.WeightTransfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasInitialWeightsTest {
    private static final NetworkSpec SPEC = new NetworkSpec("keras:body", "stress", 4, HeadSpec.PAPER);

    @TempDir
    private Path folder;

    @Test
    void tellsWhatBecameOfEachParameter() throws IOException {
        try (Network network = KerasWeightsTest.network(1)) {
            WeightTransfer transfer = KerasInitialWeights.of(KerasWeightsTest.file("three_channels.h5"))
                    .initialise(SPEC, 1, network);
            assertEquals(List.of("stem_conv/kernel"), transfer.adapted());
            assertTrue(
                    transfer.copied().containsAll(List.of("stem_conv/bias", "stem_bn/moving_mean", "dwconv/kernel")));
            assertEquals(List.of("fc/kernel", "fc/bias"), transfer.fresh());
            assertEquals(network.parameters().size(), transfer.size());
        }
    }

    @Test
    void filesAreToldApartByTheirBytes() throws IOException {
        Path abc = Files.writeString(folder.resolve("abc.h5"), "abc");
        assertEquals( // the test vector of FIPS 180
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                KerasInitialWeights.of(abc).weightsFingerprint());
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("missing.h5");
        KerasFileException e = assertThrows(KerasFileException.class, () -> KerasInitialWeights.of(missing));
        assertTrue(e.getMessage().startsWith(missing + ": there is no such file"), e.getMessage());
    }
}
