package io.github.spectcad.core.file;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A buffered stream whose errors name the file, and which stays open when its writer closes it: the file is still to be
 * forced to the disk.
 */
final class NamedOutput extends BufferedOutputStream {
    private static final int BUFFER = 1 << 16;

    private final Naming sink;

    NamedOutput(Path file, OutputStream sink) {
        this(new Naming(file, sink));
    }

    private NamedOutput(Naming sink) {
        super(sink, BUFFER);
        this.sink = sink;
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    /** Throws what the file system reported, if it did. */
    void rethrowFailure(Exception consequence) throws IOException {
        if (sink.failure != null) {
            if (sink.failure != consequence) {
                sink.failure.addSuppressed(consequence);
            }
            throw sink.failure;
        }
    }

    /** The same error with the file's name; the JDK says "No space left on device" and not where. */
    static IOException named(Path file, IOException e) {
        if (e instanceof FileSystemException || e instanceof ClosedChannelException) {
            return e;
        }
        FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
        named.initCause(e);
        return named;
    }

    /** Gets arrays alone from the buffer before it. */
    private static final class Naming extends FilterOutputStream {
        private final Path file;
        private IOException failure;

        Naming(Path file, OutputStream out) {
            super(out);
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = named(file, e);
                throw failure;
            }
        }
    }
}
