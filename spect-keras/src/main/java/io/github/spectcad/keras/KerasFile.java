package io.github.spectcad.keras;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An open file with weights of Keras, of whatever layout. */
final class KerasFile implements AutoCloseable {
    private static final String WRITE_WITH = "Keras writes weights with model.save_weights(\"name.weights.h5\"), whole"
            + " models with model.save(\"name.keras\") or model.save(\"name.h5\")";

    private final List<Path> temporary = new ArrayList<>();
    private final Path file;
    private HdfFile hdf;
    private List<StoredLayer> layers;

    private KerasFile(Path file) {
        this.file = file;
    }

    /** Does something with the layers of a file. */
    interface Use<T> {
        T apply(List<StoredLayer> layers) throws KerasFileException;
    }

    /**
     * Opens a file for as long as its layers are used.
     *
     * @param file the file
     * @param use what to do; may throw unchecked exceptions of any kind if the file is damaged
     * @return what it gives
     * @throws KerasFileException if the file cannot be read, is no weight file or is damaged
     */
    static <T> T use(Path file, Use<T> use) throws KerasFileException {
        if (Files.isDirectory(file)) {
            throw new KerasFileException(
                    file, "is a folder, as tf.saved_model makes them, and not a weight file. " + WRITE_WITH);
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new KerasFileException(file, "there is no such file, or it cannot be read");
        }
        try (KerasFile open = new KerasFile(file)) {
            open.open();
            return use.apply(open.layers);
        } catch (KerasFileException e) {
            throw e;
        } catch (IOException
                | RuntimeException
                | StackOverflowError
                | LinkageError e) { // all that damage makes of a reader
            throw new KerasFileException(
                    file, "it is no Keras weight file, or it is damaged: " + problem(e) + ". " + WRITE_WITH, e);
        }
    }

    /** The innermost message: jHDF's outer ones say only that something failed. */
    private static String problem(Throwable problem) {
        Throwable cause = problem;
        for (int i = 0; i < 10 && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private void open() throws IOException {
        Map<String, String> names = Map.of();
        Path weights = file;
        if (KerasArchive.is(file)) {
            names = KerasArchive.layerNames(file);
            weights = temporary(KerasArchive.weights(file));
        }
        Optional<Path> replaced = Bfloat16Types.replaced(weights);
        if (replaced.isPresent()) {
            weights = temporary(replaced.get());
        }
        hdf = new HdfFile(weights);
        Optional<List<StoredLayer>> legacy = LegacyLayers.of(hdf);
        layers = legacy.isPresent() ? legacy.get() : Keras3Layers.of(hdf, names);
        if (legacy.isEmpty() && layers.isEmpty()) {
            throw new IllegalStateException(
                    "it has neither an attribute layer_names nor groups of layers with vars, as Keras writes them");
        }
    }

    private Path temporary(Path path) {
        temporary.add(path);
        return path;
    }

    /** Deletes a file, on Windows at the end of the process, where its pages are mapped until then. */
    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (hdf != null) {
                hdf.close();
            }
        } finally {
            temporary.forEach(KerasFile::delete);
        }
    }
}
