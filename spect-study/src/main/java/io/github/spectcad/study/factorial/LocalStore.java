package io.github.spectcad.study.factorial;

import io.github.spectcad.core.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder. Workspaces and their claims are in its directory {@code work}, which is gone when nothing is under way. */
final class LocalStore implements ResultStore {
    private final Path root;

    LocalStore(Path root) {
        this.root = Objects.requireNonNull(root, "root");
    }

    private Path file(String name) {
        return root.resolve(name);
    }

    private Path work(String name) {
        return root.resolve("work").resolve(name);
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(String name, AtomicFile.Content content) throws IOException {
        AtomicFile.write(file(name), content);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(file(name));
    }

    @Override
    public Set<String> list(String directory) throws IOException {
        try (Stream<Path> entries = Files.list(file(directory))) {
            return entries.filter(path -> !Files.isDirectory(path) || Files.exists(path.resolve(COMMIT_FILE)))
                    .map(path -> path.getFileName().toString())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Set.of();
        }
    }

    @Override
    public Path localFile(String name) {
        return file(name);
    }

    @Override
    public void publish(Path directory, String name) throws IOException {
        if (exists(name + "/" + COMMIT_FILE)) {
            deleteTree(directory);
            return;
        }
        deleteTree(file(name));
        Files.createDirectories(file(name).getParent());
        Files.move(directory, file(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Path workspace(String work) throws IOException {
        return Files.createDirectories(work(work));
    }

    @Override
    public void saveWorkspace(String work) {
        // it is in the store already
    }

    @Override
    public void clearWorkspace(String work) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(work(work))) {
            left = files.filter(path -> !path.endsWith(ClaimFile.NAME)).toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path path : left) {
            deleteTree(path);
        }
    }

    @Override
    public Optional<Claim> claim(String work) throws IOException {
        return ClaimFile.claim(work(work));
    }

    @Override
    public boolean isClaimed(String work) throws IOException {
        return ClaimFile.isClaimed(work(work)) || isOfACluster(work);
    }

    /** The work that living processes have claimed. */
    Set<String> claimed() throws IOException {
        Set<String> claimed = new TreeSet<>();
        try (Stream<Path> entries = Files.list(root.resolve("work"))) {
            for (Path entry : entries.toList()) {
                if (ClaimFile.isClaimed(entry)) {
                    claimed.add(entry.getFileName().toString());
                }
            }
        } catch (NoSuchFileException e) {
            return Set.of();
        }
        return claimed;
    }

    /** A cluster that works on cells in the same folder claims none; a process that was killed leaves its claim. */
    private boolean isOfACluster(String work) throws IOException {
        Path progress = work(work).resolve(PROGRESS_FILE);
        if (Files.exists(work(work).resolve(ClaimFile.NAME)) || !Files.exists(progress)) {
            return false;
        }
        Instant noted = Files.getLastModifiedTime(progress).toInstant();
        return noted.isAfter(Instant.now().minus(LIVELY));
    }

    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> tree = Files.walk(directory)) {
            paths = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
