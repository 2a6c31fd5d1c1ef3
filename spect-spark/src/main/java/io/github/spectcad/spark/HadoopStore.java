package io.github.spectcad.spark;

import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.study.factorial.Claim;
import io.github.spectcad.study.factorial.ResultStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * Results on a Hadoop file system. Where it moves directories at once, a result is moved into place; elsewhere its files are
 * written one by one, and {@link #COMMIT_FILE} last.
 *
 * <p>Workspaces and copies are on the machine's own disk, in a folder of the thread that works, until
 * {@link #leaveTask}. Nobody is kept from working on the same cell, as when Spark attempts it a second time: the first result
 * that is there stays, and any other would be equal.
 */
final class HadoopStore implements ResultStore {
    private final SharedFiles shared;
    private final Path disk;
    private final Map<Path, FileTime> saved = new ConcurrentHashMap<>();

    /**
     * A store.
     *
     * @param location a URI, or a path of the configuration's own file system
     * @param configuration Hadoop's configuration
     * @param disk a folder of this machine; made when it is needed
     * @throws IOException if no file system serves the URI, or it does not answer
     */
    HadoopStore(String location, Configuration configuration, Path disk) throws IOException {
        this.shared = SharedFiles.of(location, configuration);
        this.disk = disk;
    }

    private static String work(String name) {
        return "work/" + name;
    }

    private org.apache.hadoop.fs.Path path(String name) {
        return shared.path(name);
    }

    @Override
    public String location() {
        return shared.root().toString();
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        return shared.read(path(name));
    }

    @Override
    public void write(String name, AtomicFile.Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        shared.write(path(name), new ByteArrayInputStream(bytes.toByteArray()));
    }

    @Override
    public void delete(String name) throws IOException {
        shared.delete(path(name));
    }

    @Override
    public boolean exists(String name) throws IOException {
        return shared.exists(path(name));
    }

    @Override
    public Set<String> list(String directory) throws IOException {
        Set<String> names = new HashSet<>();
        for (FileStatus entry : shared.list(path(directory))) {
            if (!entry.isDirectory() || shared.exists(new org.apache.hadoop.fs.Path(entry.getPath(), COMMIT_FILE))) {
                names.add(entry.getPath().getName());
            }
        }
        return names;
    }

    @Override
    public Path localFile(String name) throws IOException {
        Optional<Path> local = shared.local(path(name));
        if (local.isPresent()) {
            return local.get();
        }
        Path copy = Files.createDirectories(taskFolder().resolve("copies"))
                .resolve(UUID.randomUUID().toString());
        if (shared.exists(path(name))) {
            shared.download(path(name), copy);
        }
        return copy;
    }

    @Override
    public void publish(Path directory, String name) throws IOException {
        if (exists(name + "/" + COMMIT_FILE)) {
            return;
        }
        if (!shared.renames()) {
            upload(directory, path(name));
            return;
        }
        org.apache.hadoop.fs.Path part = shared.newPart();
        try {
            upload(directory, part);
            if (!shared.moveDirectory(part, path(name)) && !exists(name + "/" + COMMIT_FILE)) {
                shared.delete(path(name)); // no attempt of this library leaves such a one
                shared.moveDirectory(part, path(name));
            }
        } finally {
            shared.delete(part);
        }
    }

    private void upload(Path directory, org.apache.hadoop.fs.Path target) throws IOException {
        for (Path file : SharedFiles.files(directory)) {
            if (!file.endsWith(COMMIT_FILE)) {
                uploadFile(file, target);
            }
        }
        uploadFile(directory.resolve(COMMIT_FILE), target);
    }

    private void uploadFile(Path file, org.apache.hadoop.fs.Path directory) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            shared.upload(
                    in,
                    new org.apache.hadoop.fs.Path(directory, file.getFileName().toString()));
        }
    }

    /** What the calling thread needs of this machine's disk. */
    private Path taskFolder() {
        return disk.resolve("task-" + Thread.currentThread().getId());
    }

    @Override
    public Path workspace(String work) throws IOException {
        Path workspace = taskFolder().resolve(work);
        if (!Files.exists(workspace)) {
            Files.createDirectories(workspace);
            for (FileStatus file : shared.list(path(work(work)))) {
                Path copy = workspace.resolve(file.getPath().getName());
                if (!copy.endsWith(PROGRESS_FILE)) {
                    shared.download(file.getPath(), copy);
                    saved.put(copy, Files.getLastModifiedTime(copy));
                }
            }
        }
        return workspace;
    }

    @Override
    public void saveWorkspace(String work) throws IOException {
        for (Path file : SharedFiles.files(taskFolder().resolve(work))) {
            FileTime written = Files.getLastModifiedTime(file);
            if (!written.equals(saved.get(file))) {
                try (InputStream in = Files.newInputStream(file)) {
                    shared.write(path(work(work) + "/" + file.getFileName()), in);
                }
                saved.put(file, written);
            }
        }
    }

    @Override
    public void clearWorkspace(String work) throws IOException {
        deleteTree(taskFolder().resolve(work));
        shared.delete(path(work(work)));
    }

    @Override
    public Optional<Claim> claim(String work) {
        return Optional.of(new Claim() {
            @Override
            public void release() {
                // nobody was kept out
            }

            @Override
            public void discard() {
                // nor is there a trace of it
            }
        });
    }

    @Override
    public boolean isClaimed(String work) throws IOException {
        return shared.status(path(work(work) + "/" + PROGRESS_FILE))
                .filter(file -> System.currentTimeMillis() - file.getModificationTime() < LIVELY.toMillis())
                .isPresent();
    }

    /** Removes what the calling thread left on this machine's disk. */
    void leaveTask() throws IOException {
        Path left = taskFolder();
        saved.keySet().removeIf(file -> file.startsWith(left));
        deleteTree(left);
    }

    /** Removes all copies from this machine's disk, as its process ends. */
    void leaveMachine() {
        try {
            deleteTree(disk);
        } catch (IOException e) {
            return; // the system's own cleaning of temporary files is left
        }
    }

    @Override
    public boolean keepsOut() {
        return false;
    }

    @Override
    public Set<String> claimedByOthers() throws IOException {
        Optional<Path> folder = shared.local(shared.root());
        return folder.isPresent() ? ResultStore.claimedIn(folder.get()) : Set.of();
    }

    @Override
    public void removeRemains(Set<String> finished) throws IOException {
        if (!exists("work")) {
            return;
        }
        shared.delete(shared.parts());
        for (FileStatus left : shared.list(path("work"))) {
            if (finished.contains(left.getPath().getName())) {
                shared.delete(left.getPath());
            }
        }
        if (shared.list(path("work")).isEmpty()) {
            shared.delete(path("work"));
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, IOException e) throws IOException {
                if (e != null && !(e instanceof NoSuchFileException)) {
                    throw e;
                }
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
