package io.github.spectcad.study.factorial;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A claim of a directory by a locked file in it. The lock is one of the operating system, which ends with its process, however
 * that ends. It does not hold threads of one process apart; a set of this process does.
 */
final class ClaimFile implements Claim {
    static final String NAME = "claim";
    private static final Set<Path> CLAIMED_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private ClaimFile(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static Optional<Claim> claim(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        if (!CLAIMED_HERE.add(absolute)) {
            return Optional.empty();
        }
        ClaimFile claim = null;
        try {
            claim = lock(absolute);
        } finally {
            if (claim == null) {
                CLAIMED_HERE.remove(absolute);
            }
        }
        return Optional.ofNullable(claim);
    }

    private static ClaimFile lock(Path directory) throws IOException {
        FileChannel channel;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return null; // another process has just removed the directory
        }
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null; // another class loader of this process has it
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? null : new ClaimFile(directory, channel);
    }

    static boolean isClaimed(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        if (!CLAIMED_HERE.add(absolute)) {
            return true;
        }
        // a shared lock needs no permission to write, so the progress of others' studies can be read
        try (FileChannel channel = FileChannel.open(absolute.resolve(NAME), StandardOpenOption.READ)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        } finally {
            CLAIMED_HERE.remove(absolute);
        }
    }

    @Override
    public void release() throws IOException {
        try {
            channel.close();
        } finally {
            CLAIMED_HERE.remove(directory);
        }
    }

    /**
     * {@inheritDoc} Another process may lock the removed file after that, while a third makes a new one: both will see that
     * there is nothing to do.
     */
    @Override
    public void discard() throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
        release();
        deleteIfEmpty(directory);
        deleteIfEmpty(directory.getParent());
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            return; // it is still in use
        }
    }
}
