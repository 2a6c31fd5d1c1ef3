package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.nn.model.ImageUse;
import java.util.List;
import java.util.Objects;

/**
 * The result of the training of a cell, stored beside its model.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param cell the cell
 * @param key what identifies the result
 * @param reference the reference standard the cell is evaluated against
 * @param trainingPatients how many patients trained
 * @param validationPatients how many patients validated
 * @param epochs how many epochs were done
 * @param bestEpoch the epoch whose weights were kept
 * @param seconds time of the epochs, in seconds
 * @param thresholds decision thresholds, chosen on the validation patients
 * @param weights SHA-256 of the weights
 * @param transfer which weights were taken over from another cell
 * @param pseudoLabels how many labels the teacher gave, and how good they are
 * @param imageUse whether the network looks at the maps; null means it is not known
 */
public record CellRecord(
        int formatVersion,
        Cell cell,
        String key,
        Reference reference,
        int trainingPatients,
        int validationPatients,
        int epochs,
        int bestEpoch,
        double seconds,
        Thresholds thresholds,
        String weights,
        Transfer transfer,
        PseudoLabels pseudoLabels,
        ImageUse imageUse) {
    /** The version this library writes, and the only one it reads. */
    public static final int FORMAT_VERSION = 2;

    /** Checks the values. */
    public CellRecord {
        StudyRecord.requireVersion(formatVersion, FORMAT_VERSION);
        Objects.requireNonNull(cell, "cell");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(transfer, "transfer");
        Objects.requireNonNull(pseudoLabels, "pseudoLabels");
        Objects.requireNonNull(thresholds, "thresholds");
        imageUse = Objects.requireNonNullElse(imageUse, ImageUse.UNKNOWN);
    }

    /**
     * Which weights were taken over from another model, by name.
     *
     * @param from id of the cell they came from, or {@value #PRETRAINED}; empty where training started from random weights
     * @param copied weights copied as they are
     * @param adapted first kernels averaged over their channels
     * @param fresh weights that did not fit and started at random
     */
    public record Transfer(String from, List<String> copied, List<String> adapted, List<String> fresh) {
        /** In place of a cell's id: the weights came with the class path. */
        static final String PRETRAINED = "pretrained";

        static final Transfer NONE = new Transfer("", List.of(), List.of(), List.of());
    }

    /**
     * How many labels a teacher gave, and how good they are.
     *
     * @param from id of the teacher's cell; empty where there is none
     * @param candidates how many patients were to be labelled
     * @param used how many the teacher was sure enough of
     * @param accuracy share of right labels for LAD, RCA, LCX where the hidden truth is known; else empty
     */
    public record PseudoLabels(String from, int candidates, int used, List<Double> accuracy) {
        static final PseudoLabels NONE = new PseudoLabels("", 0, 0, List.of());
    }
}
