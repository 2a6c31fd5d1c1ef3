package io.github.spectcad.core.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Removes the part files of processes that were killed while they wrote. */
final class AbandonedParts {
    private static final Pattern NAME = Pattern.compile("\\..+\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part");
    private static final int MOST_REMEMBERED = 1000;

    private static final Set<Path> LOOKED_THROUGH = ConcurrentHashMap.newKeySet();

    private AbandonedParts() {}

    /** Looks through a folder, once in the life of this process: a folder may hold thousands of files to be written. */
    static void removeOnce(Path folder) {
        if (LOOKED_THROUGH.size() >= MOST_REMEMBERED) {
            LOOKED_THROUGH.clear();
        }
        if (LOOKED_THROUGH.add(folder)) {
            remove(folder);
        }
    }

    static void remove(Path folder) {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, AbandonedParts::isPart)) {
            for (Path part : parts) {
                removeIfAbandoned(part);
            }
        } catch (IOException | DirectoryIteratorException | OverlappingFileLockException e) {
            return; // tidying up is no reason for a file not to be written
        }
    }

    private static boolean isPart(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches() && !PartFile.isOwn(file);
    }

    private static void removeIfAbandoned(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                Files.deleteIfExists(part);
            }
        }
    }
}
