package io.github.spectcad.nn.train;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.WeightTransfer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a training came to.
 *
 * @param model the network with the weights of the best epoch, to be closed
 * @param epochs all epochs, those before a resumption included
 * @param transfer which weights were taken over, where training started from another model
 * @param validation predictions of the validation patients in their order, of several folds one after the other: each
 *     by networks that did not train on the patient
 */
public record TrainingResult(
        TrainedModel model, List<EpochRecord> epochs, Optional<WeightTransfer> transfer, List<Prediction> validation) {
    /** Copies the list. */
    public TrainingResult {
        Objects.requireNonNull(model, "model");
        epochs = List.copyOf(epochs);
        Objects.requireNonNull(transfer, "transfer");
        validation = List.copyOf(validation);
    }

    /**
     * Writes the training log: CSV, one line an epoch.
     *
     * @param file where to; replaced if it exists
     * @throws IOException if the file cannot be written
     */
    public void writeLog(Path file) throws IOException {
        StringBuilder csv = new StringBuilder(EpochRecord.CSV_HEADER).append('\n');
        epochs.forEach(epoch -> csv.append(epoch.toCsv()).append('\n'));
        AtomicFile.write(file, out -> out.write(csv.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
