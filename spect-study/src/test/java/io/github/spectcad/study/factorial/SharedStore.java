package io.github.spectcad.study.factorial;

import io.github.spectcad.core.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One machine's view of a store that several machines share: workspaces are on the machine's own disk, directories cannot be
 * moved into place at once, and whoever schedules sees to it that a cell has one worker.
 */
final class SharedStore implements ResultStore {
    private final ResultStore shared;
    private final Path root;
    private final Path disk;

    SharedStore(Path root, Path disk) {
        this.shared = ResultStore.local(root);
        this.root = root;
        this.disk = disk;
    }

    @Override
    public String location() {
        return "shared:" + root;
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        return shared.read(name);
    }

    @Override
    public void write(String name, AtomicFile.Content content) throws IOException {
        shared.write(name, content);
    }

    @Override
    public void delete(String name) throws IOException {
        shared.delete(name);
    }

    @Override
    public boolean exists(String name) throws IOException {
        return shared.exists(name);
    }

    @Override
    public Set<String> list(String directory) throws IOException {
        return shared.list(directory);
    }

    @Override
    public Path localFile(String name) throws IOException {
        Path copy = disk.resolve("copies").resolve(UUID.randomUUID().toString());
        Files.createDirectories(copy.getParent());
        Files.copy(root.resolve(name), copy);
        return copy;
    }

    @Override
    public void publish(Path directory, String name) throws IOException {
        if (exists(name + "/" + COMMIT_FILE)) {
            return;
        }
        List<Path> files = files(directory);
        for (Path file : files) {
            if (!file.endsWith(COMMIT_FILE)) {
                copy(file, name);
            }
        }
        copy(directory.resolve(COMMIT_FILE), name);
    }

    private void copy(Path file, String directory) throws IOException {
        byte[] content = Files.readAllBytes(file);
        write(directory + "/" + file.getFileName(), out -> out.write(content));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Override
    public Path workspace(String work) throws IOException {
        Path workspace = disk.resolve(work);
        Path saved = root.resolve("work").resolve(work);
        if (!Files.exists(workspace)) {
            Files.createDirectories(workspace);
            if (Files.exists(saved)) {
                for (Path file : files(saved)) {
                    Files.copy(file, workspace.resolve(file.getFileName()));
                }
            }
        }
        return workspace;
    }

    @Override
    public void saveWorkspace(String work) throws IOException {
        for (Path file : files(disk.resolve(work))) {
            copy(file, "work/" + work);
        }
    }

    @Override
    public void clearWorkspace(String work) throws IOException {
        LocalStore.deleteTree(disk.resolve(work));
        LocalStore.deleteTree(root.resolve("work").resolve(work));
    }

    @Override
    public Optional<Claim> claim(String work) {
        return Optional.of(new Claim() {
            @Override
            public void release() {}

            @Override
            public void discard() throws IOException {
                if (Files.exists(root.resolve("work")) && shared.list("work").isEmpty()) {
                    Files.deleteIfExists(root.resolve("work"));
                }
            }
        });
    }

    @Override
    public boolean keepsOut() {
        return false;
    }

    @Override
    public boolean isClaimed(String work) throws IOException {
        return exists("work/" + work);
    }
}
