package io.github.spectcad.core.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files that are there whole or not at all, even where the process is killed while it writes: the content goes to a
 * temporary file beside the target, {@code .NAME.UUID.part}, which is then moved into place. Safe for concurrent use;
 * of several writers of one file the last one wins. What a killed process left of such files is removed by the next
 * process that writes to the folder.
 *
 * <p>A symbolic link to a file stays, and the file it points to is replaced. A device or a pipe, such as
 * {@code /dev/stdout}, is written to directly.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes everything.
         *
         * @param out where to; closing it is allowed and not needed
         * @throws IOException if writing fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes or replaces a file, and forces it to the disk before it is in its place, so that it is whole even after a loss
     * of power.
     *
     * @param file the file; its folder is made where it is missing
     * @param content writes the content
     * @throws IOException if the file cannot be written, naming it; what was there before stays, and no temporary file is
     *     left
     */
    public static void write(Path file, Content content) throws IOException {
        write(file, content, true);
    }

    /**
     * Writes or replaces a file and leaves it to the operating system when it reaches the disk: for many small files that
     * are easily made again, since forcing takes milliseconds a file.
     *
     * @param file the file; its folder is made where it is missing
     * @param content writes the content
     * @throws IOException if the file cannot be written, naming it; what was there before stays, and no temporary file is
     *     left
     */
    public static void writeUnforced(Path file, Content content) throws IOException {
        write(file, content, false);
    }

    /**
     * Checks that a file can be written, so that long work is not begun in vain: makes its folder, and a temporary file
     * beside it for a moment. What a killed process left half-written in that folder is removed. A disk that fills up later is
     * not foreseen.
     *
     * @param file the file
     * @throws IOException if the file cannot be written, naming it
     */
    public static void requireWritable(Path file) throws IOException {
        Path target = target(file);
        if (!isSpecial(target)) {
            Path placed = inFolder(target);
            AbandonedParts.removeOnce(placed.getParent());
            PartFile.beside(placed).close();
        }
    }

    private static void write(Path file, Content content, boolean force) throws IOException {
        Path target = target(file);
        if (isSpecial(target)) {
            writeDirectly(target, content);
            return;
        }
        Path placed = inFolder(target);
        AbandonedParts.removeOnce(placed.getParent());
        try (PartFile part = PartFile.beside(placed)) {
            fill(target, part.output(), content);
            part.moveIntoPlace(force);
        }
    }

    private static void writeDirectly(Path target, Content content) throws IOException {
        try (OutputStream device = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
            fill(target, device, content);
        }
    }

    /** Lets the content be written; a disk that is full is told by the name of the file. */
    private static void fill(Path target, OutputStream sink, Content content) throws IOException {
        NamedOutput out = new NamedOutput(target, sink);
        try {
            content.writeTo(out);
            out.flush();
        } catch (IOException | UncheckedIOException e) {
            out.rethrowFailure(e); // whatever the writer of the content made of it
            throw e;
        }
    }

    private static Path target(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder: name a file in it");
        }
        return Files.isSymbolicLink(file) && Files.isRegularFile(file) ? file.toRealPath() : file.toAbsolutePath();
    }

    private static boolean isSpecial(Path target) {
        return Files.exists(target) && !Files.isRegularFile(target);
    }

    /** Makes the folder where it is missing, and names the file by the folder's one real path. */
    private static Path inFolder(Path target) throws IOException {
        Path folder = target.getParent();
        if (!Files.isDirectory(folder)) { // which a link to a folder is, too
            Files.createDirectories(folder);
        }
        return folder.toRealPath().resolve(target.getFileName());
    }
}
