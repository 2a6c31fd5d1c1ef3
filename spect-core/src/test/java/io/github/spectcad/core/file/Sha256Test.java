package io.github.spectcad.core.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digests are the examples that NIST publishes with FIPS 180-4. */
class Sha256Test {
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String OF_A_MILLION_AS = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

    @TempDir
    private Path folder;

    private String digestOf(String content) throws IOException {
        return Sha256.ofFile(Files.writeString(folder.resolve("file"), content, US_ASCII));
    }

    @Test
    void filesOfAnySizeHaveThePublishedDigests() throws IOException {
        assertEquals(OF_NOTHING, digestOf(""));
        assertEquals(OF_ABC, digestOf("abc"));
        assertEquals(OF_A_MILLION_AS, digestOf("a".repeat(1_000_000)));
    }

    @Test
    void aDigestIsNewEachTime() {
        Sha256.digest().update((byte) 'x');
        assertArrayEquals(HexFormat.of().parseHex(OF_ABC), Sha256.digest().digest("abc".getBytes(US_ASCII)));
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("missing");
        assertEquals(
                missing.toString(),
                assertThrows(NoSuchFileException.class, () -> Sha256.ofFile(missing))
                        .getFile());
    }
}
