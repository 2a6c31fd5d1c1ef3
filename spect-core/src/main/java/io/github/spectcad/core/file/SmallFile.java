package io.github.spectcad.core.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that are small where they are what they should be: configurations, keys, results. */
public final class SmallFile {
    /** The most bytes that are read. */
    public static final int MOST_BYTES = 16 << 20;

    private SmallFile() {}

    /**
     * Reads a file as a whole.
     *
     * @param file the file
     * @return its content
     * @throws IOException if there is none, it is a folder or a device, has more than {@link #MOST_BYTES} bytes, or cannot be
     *     read, naming it
     * @since 0.1.0
     */
    public static byte[] read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "is not a file: name one");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new FileSystemException(
                    file.toString(), null, "has " + Files.size(file) + " bytes: at most " + MOST_BYTES + " are read");
        }
        return Files.readAllBytes(file);
    }
}
