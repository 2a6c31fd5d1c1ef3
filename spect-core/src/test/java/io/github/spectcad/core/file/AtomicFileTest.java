package io.github.spectcad.core.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theFileHoldsTheContentAndNothingIsLeftBesideIt() throws IOException {
        byte[] content = new byte[200_000];
        content[123_456] = 7;
        AtomicFile.write(folder.resolve("forced"), out -> out.write(content));
        AtomicFile.writeUnforced(folder.resolve("unforced"), out -> out.write(content));
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("forced")));
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("unforced")));
        assertEquals(List.of("forced", "unforced"), names());
    }

    @Test
    void foldersAreMadeAndFilesReplaced() throws IOException {
        Path file = folder.resolve("a/b/file");
        AtomicFile.write(file, out -> out.write("a longer text".getBytes(UTF_8)));
        AtomicFile.write(file, out -> out.write("short".getBytes(UTF_8)));
        assertEquals("short", Files.readString(file));
    }

    @Test
    void aWriterMayCloseItsStream() throws IOException {
        AtomicFile.write(folder.resolve("file"), out -> {
            out.write(1);
            out.close();
        });
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(folder.resolve("file")));
    }

    @Test
    void whereWritingFailsTheOldFileStaysAndNothingIsLeftBesideIt() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "old");
        IOException thrown = new IOException("disk full");
        assertEquals(
                thrown,
                assertThrows(
                        IOException.class,
                        () -> AtomicFile.write(file, out -> {
                            out.write(new byte[100_000]);
                            throw thrown;
                        })));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("file"), names());
    }
}
