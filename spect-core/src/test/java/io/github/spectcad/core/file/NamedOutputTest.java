package io.github.spectcad.core.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NamedOutputTest {
    private static final Path FILE = Path.of("folder", "map.png");

    /** A disk with room for some bytes, which knows whether it was closed. */
    private static final class Disk extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final int room;
        private boolean closed;

        Disk(int room) {
            this.room = room;
        }

        @Override
        public void write(int value) throws IOException {
            if (written.size() == room) {
                throw new IOException("No space left on device");
            }
            written.write(value);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void whatIsWrittenByByteAndByArrayArrivesWhenTheWriterClosesAndTheDiskStaysOpen() throws IOException {
        Disk disk = new Disk(1000);
        NamedOutput out = new NamedOutput(FILE, disk);
        out.write(7);
        out.write(new byte[] {0, 1, 2, 3, 4}, 1, 3);
        assertEquals(0, disk.written.size(), "bytes are collected first");
        out.close();
        assertArrayEquals(new byte[] {7, 1, 2, 3}, disk.written.toByteArray());
        assertFalse(disk.closed);
        out.rethrowFailure(new IllegalStateException("of the writer alone"));
    }

    @Test
    void aFullDiskIsToldByTheNameOfTheFile() {
        NamedOutput out = new NamedOutput(FILE, new Disk(10));
        FileSystemException e = assertThrows(FileSystemException.class, () -> out.write(new byte[100_000]));
        assertEquals(FILE + ": No space left on device", e.getMessage());
        assertEquals("No space left on device", e.getCause().getMessage());
        assertSame(e, assertThrows(IOException.class, () -> out.rethrowFailure(e)));
        assertEquals(0, e.getSuppressed().length);
    }

    @Test
    void whatTheWriterMadeOfTheFailureIsKeptBesideIt() {
        NamedOutput out = new NamedOutput(FILE, new Disk(0));
        IOException first = assertThrows(IOException.class, () -> out.write(new byte[100_000]));
        IOException wrapped = new IOException("I/O error writing PNG file!", first);
        assertSame(first, assertThrows(IOException.class, () -> out.rethrowFailure(wrapped)));
        assertArrayEquals(new Throwable[] {wrapped}, first.getSuppressed());
    }

    @Test
    void errorsThatNameTheirFileOrAreInterruptionsStayAsTheyAre() {
        IOException named = new NoSuchFileException("there");
        IOException interrupted = new ClosedByInterruptException();
        assertSame(named, NamedOutput.named(FILE, named));
        assertSame(interrupted, NamedOutput.named(FILE, interrupted));
    }
}
