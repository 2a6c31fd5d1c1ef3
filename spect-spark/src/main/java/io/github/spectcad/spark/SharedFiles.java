package io.github.spectcad.spark;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Files of a Hadoop file system below a root, written whole: beside and then moved where the file system moves at once, directly
 * where it is an object store, whose objects appear when they are complete.
 */
final class SharedFiles {
    /** File systems that rename files and directories at once; every other one is taken for an object store. */
    private static final Set<String> RENAMING = Set.of("file", "hdfs", "viewfs", "webhdfs");

    private static final String PARTS = "work/parts";

    private final Path root;
    private final FileSystem system;
    private final Optional<FileContext> renaming;

    private SharedFiles(Path root, FileSystem system, Optional<FileContext> renaming) {
        this.root = root;
        this.system = system;
        this.renaming = renaming;
    }

    static SharedFiles of(String location, Configuration configuration) throws IOException {
        Path path = new Path(location);
        FileSystem found = path.getFileSystem(configuration);
        FileSystem system = found instanceof LocalFileSystem ? LocalFiles.of(found.getUri(), configuration) : found;
        Path root = system.makeQualified(path);
        return new SharedFiles(
                root,
                system,
                RENAMING.contains(system.getUri().getScheme())
                        ? Optional.of(FileContext.getFileContext(root.toUri(), configuration))
                        : Optional.empty());
    }

    /**
     * The files of this machine, or that it mounts: without files of checksums beside, which a program that knows nothing of them
     * would leave wrong, and with the permissions that the process gives every file. Hadoop would start a process, {@code chmod},
     * for each file and directory, which takes longer than writing a model.
     */
    private static final class LocalFiles extends RawLocalFileSystem {
        static LocalFiles of(URI uri, Configuration configuration) throws IOException {
            LocalFiles files = new LocalFiles();
            files.initialize(uri, configuration);
            return files;
        }

        @Override
        public void setPermission(Path path, FsPermission permission) {
            // as the process made it
        }
    }

    Path root() {
        return root;
    }

    boolean renames() {
        return renaming.isPresent();
    }

    Path path(String name) {
        return new Path(root, name);
    }

    /** The file as one of this machine, where it is. */
    Optional<java.nio.file.Path> local(Path path) {
        return system.getUri().getScheme().equals("file")
                ? Optional.of(java.nio.file.Path.of(URI.create(path.toUri().toASCIIString())))
                : Optional.empty();
    }

    Optional<byte[]> read(Path file) throws IOException {
        try (InputStream in = system.open(file)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            in.transferTo(bytes);
            return Optional.of(bytes.toByteArray());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    boolean exists(Path path) throws IOException {
        return system.exists(path);
    }

    List<FileStatus> list(Path directory) throws IOException {
        try {
            return List.of(system.listStatus(directory));
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    Optional<FileStatus> status(Path path) throws IOException {
        try {
            return Optional.of(system.getFileStatus(path));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    void delete(Path path) throws IOException {
        system.delete(path, true);
    }

    void download(Path from, java.nio.file.Path to) throws IOException {
        try (InputStream in = system.open(from)) {
            Files.copy(in, to);
        }
    }

    /** Where something is written before it is moved into place. */
    Path newPart() {
        return path(PARTS + "/" + UUID.randomUUID());
    }

    Path parts() {
        return path(PARTS);
    }

    /** Writes or replaces a file. */
    void write(Path file, InputStream content) throws IOException {
        if (!renames()) {
            upload(content, file);
            return;
        }
        Path part = newPart();
        try {
            upload(content, part);
            system.mkdirs(file.getParent());
            move(part, file, Rename.OVERWRITE);
        } catch (IOException e) {
            deleteQuietly(part, e);
            throw e;
        }
    }

    /** Writes a file that nobody looks at yet; one that could not be written whole is gone, or of no name. */
    void upload(InputStream content, Path file) throws IOException {
        FSDataOutputStream out = system.create(file, true);
        try {
            content.transferTo(out);
        } catch (IOException e) {
            if (out.hasCapability(StreamCapabilities.ABORTABLE_STREAM)) {
                out.abort(); // closing it would make an object of what was written so far
            }
            try {
                out.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            deleteQuietly(file, e);
            throw e;
        }
        out.close();
    }

    private void deleteQuietly(Path path, IOException cause) {
        try {
            system.delete(path, true);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Moves a directory to where none is yet.
     *
     * @return whether it was moved; else one of this name was there
     */
    boolean moveDirectory(Path from, Path to) throws IOException {
        system.mkdirs(to.getParent());
        try {
            move(from, to, Rename.NONE);
            return true;
        } catch (IOException e) {
            if (!system.exists(to)) {
                throw e;
            }
            return false;
        }
    }

    /** Hadoop's own move of local files is several steps, and into a directory that is there. */
    private void move(Path from, Path to, Rename how) throws IOException {
        Optional<java.nio.file.Path> local = local(from);
        if (local.isPresent()) {
            Files.move(local.get(), local(to).orElseThrow(), StandardCopyOption.ATOMIC_MOVE);
        } else {
            renaming.orElseThrow().rename(from, to, how);
        }
    }

    /** The regular files of a local directory. */
    static List<java.nio.file.Path> files(java.nio.file.Path directory) throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
