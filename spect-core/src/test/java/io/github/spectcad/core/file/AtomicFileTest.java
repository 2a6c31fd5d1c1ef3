package io.github.spectcad.core.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
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

    private static boolean isDevice(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path);
    }

    @Test
    void anErrorOfTheFileSystemNamesTheFileThatIsWritten() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(isDevice(full), "there is no device /dev/full here");
        IOException e =
                assertThrows(IOException.class, () -> AtomicFile.write(full, out -> out.write(new byte[200_000])));
        assertTrue(e.getMessage().startsWith("/dev/full: "), e.getMessage());
        assertTrue(isDevice(full), "the device is still one");
    }

    @Test
    void anErrorThatTheWriterOfTheContentWrapsIsStillTheFileSystems() {
        Path full = Path.of("/dev/full");
        assumeTrue(isDevice(full), "there is no device /dev/full here");
        IOException e = assertThrows(
                IOException.class,
                () -> AtomicFile.write(full, out -> {
                    try {
                        out.write(new byte[200_000]);
                    } catch (IOException inner) {
                        throw new IOException("I/O error writing PNG file!", inner);
                    }
                }));
        assertTrue(e.getMessage().startsWith("/dev/full: "), e.getMessage());
    }

    @Test
    void aLinkToAFileStaysAndTheFileIsReplaced() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.write(link, out -> out.write("new".getBytes(UTF_8)));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void aLinkToAFolderIsAFolder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        AtomicFile.write(link.resolve("file"), out -> out.write(1));
        assertTrue(Files.exists(real.resolve("file")));
    }

    @Test
    void aFolderIsNoFile() {
        IOException e = assertThrows(IOException.class, () -> AtomicFile.write(folder, out -> out.write(1)));
        assertEquals(folder + ": is a folder: name a file in it", e.getMessage());
    }

    @Test
    void aPlaceThatCannotBeWrittenIsFoundBeforehandAndLeavesNothing() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThrows(IOException.class, () -> AtomicFile.requireWritable(file.resolve("below-a-file")));
        AtomicFile.requireWritable(folder.resolve("sub/other"));
        assertEquals(List.of("file", "sub"), names());
        try (Stream<Path> below = Files.list(folder.resolve("sub"))) {
            assertEquals(List.of(), below.toList());
        }
    }

    @Test
    void lookingWhetherAFileCanBeWrittenRemovesWhatAKilledWriterLeft() throws IOException {
        Path part = Files.createFile(folder.resolve(".model.zip." + UUID.randomUUID() + ".part"));
        AtomicFile.requireWritable(folder.resolve("another"));
        assertEquals(List.of(), names());
        assertTrue(Files.notExists(part));
    }

    @Test
    void aFolderThatMayNotBeWrittenIsGivenAsTheReason() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assumeTrue(closed.toFile().setWritable(false) && !Files.isWritable(closed), "root may write everywhere");
        Path file = closed.resolve("file");
        IOException e = assertThrows(IOException.class, () -> AtomicFile.write(file, out -> out.write(1)));
        assertTrue(e.getMessage().endsWith("file: no permission to write to its folder"), e.getMessage());
        assertTrue(closed.toFile().setWritable(true));
    }

    @Test
    void whatAKilledWriterLeftIsRemovedByTheNextOne() throws IOException {
        Path part = Files.createFile(folder.resolve(".model.zip." + UUID.randomUUID() + ".part"));
        Path other = Files.createFile(folder.resolve(".notes.part"));
        AtomicFile.write(folder.resolve("another"), out -> out.write(1));
        assertTrue(Files.notExists(part));
        assertTrue(Files.exists(other), "only names of temporary files are removed");
    }

    @Test
    void whatALivingWriterHasUnderWayStays() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SlowWriter.class.getName(),
                        folder.resolve("slow").toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertEquals('.', writer.getInputStream().read(), "the other process is writing");
            AbandonedParts.remove(folder);
            assertEquals(1, names().size());
            AtomicFile.write(folder.resolve("mine"), out -> {
                out.write(1);
                AbandonedParts.remove(folder); // nor is a process's own part taken for abandoned
            });
            writer.destroyForcibly().waitFor();
            assertEquals(2, names().size(), "killed, it leaves its part");
            AbandonedParts.remove(folder.toRealPath());
            assertEquals(List.of("mine"), names());
        } finally {
            writer.destroyForcibly();
        }
    }

    /** A process that is in the middle of writing a file until it is killed. */
    static final class SlowWriter {
        public static void main(String[] args) throws IOException {
            AtomicFile.write(Path.of(args[0]), out -> {
                out.write(new byte[100_000]);
                System.out.print('.');
                System.out.flush();
                System.in.read(); // never answered
            });
        }
    }
}
