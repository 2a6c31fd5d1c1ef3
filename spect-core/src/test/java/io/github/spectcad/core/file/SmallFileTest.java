package io.github.spectcad.core.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsRead() throws IOException {
        Path file = Files.write(folder.resolve("a.json"), new byte[] {1, 2});
        assertArrayEquals(new byte[] {1, 2}, SmallFile.read(file));
    }

    @Test
    void whatIsNoSmallFileIsNamed() throws IOException {
        Path large = folder.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(SmallFile.MOST_BYTES + 1L);
        }
        for (Path file : new Path[] {folder, large}) {
            String message = assertThrows(FileSystemException.class, () -> SmallFile.read(file))
                    .getMessage();
            assertTrue(message.startsWith(file + ": "), message);
        }
        assertThrows(NoSuchFileException.class, () -> SmallFile.read(folder.resolve("none")));
    }

    @Test
    void theLargestFileIsRead() throws IOException {
        Path largest = folder.resolve("largest");
        try (RandomAccessFile sparse = new RandomAccessFile(largest.toFile(), "rw")) {
            sparse.setLength(SmallFile.MOST_BYTES);
        }
        assertEquals(SmallFile.MOST_BYTES, SmallFile.read(largest).length);
    }
}
