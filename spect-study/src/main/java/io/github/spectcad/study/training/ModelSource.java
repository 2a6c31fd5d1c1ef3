package io.github.spectcad.study.training;

import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a model comes from that a training needs for a while. It is opened when it is needed, and closed by whoever opened it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ModelSource {
    /**
     * Opens the model.
     *
     * @return the model, to be closed
     * @throws IOException if it cannot be read
     */
    TrainedModel open() throws IOException;

    /**
     * A model file.
     *
     * @param file the file
     * @return the source
     */
    static ModelSource file(Path file) {
        Objects.requireNonNull(file, "file");
        return () -> ModelFile.load(file);
    }
}
