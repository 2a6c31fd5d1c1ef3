package io.github.spectcad.core.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file under way, {@code .NAME.UUID.part}, locked by its process as long as that lives: what is not locked was abandoned.
 */
final class PartFile implements AutoCloseable {
    /** Those of this process: a lock of the operating system would not keep it from itself. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private static final int LONGEST = 40;

    private final Path target;
    private final Path path;
    private final FileChannel channel;

    private PartFile(Path target, Path path, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.channel = channel;
    }

    static PartFile beside(Path target) throws IOException {
        while (true) {
            Path path = target.resolveSibling("." + shortened(target) + "." + UUID.randomUUID() + ".part");
            OWN.add(path);
            PartFile part = new PartFile(target, path, open(target, path));
            if (part.lock() && Files.exists(path)) {
                return part;
            }
            part.close(); // another process took it for abandoned before it was locked
        }
    }

    /** The beginning of the name: many file systems take no name above 255 bytes. */
    private static String shortened(Path target) {
        String name = target.getFileName().toString();
        return name.substring(0, name.offsetByCodePoints(0, Math.min(LONGEST, name.codePointCount(0, name.length()))));
    }

    static boolean isOwn(Path path) {
        return OWN.contains(path);
    }

    private static FileChannel open(Path target, Path path) throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            OWN.remove(path);
            String reason = e.getReason() == null ? "no permission to write to its folder" : e.getReason();
            FileSystemException named = new FileSystemException(target.toString(), null, reason);
            named.initCause(e);
            throw named;
        }
    }

    /** Whether the file is locked, or on a file system without locks, where none is ever taken for abandoned. */
    private boolean lock() {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (IOException e) {
            return true;
        }
    }

    OutputStream output() {
        return Channels.newOutputStream(channel);
    }

    void moveIntoPlace(boolean force) throws IOException {
        if (force) {
            try {
                channel.force(true);
            } catch (IOException e) {
                throw NamedOutput.named(target, e);
            }
        }
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        } finally {
            OWN.remove(path);
        }
    }
}
