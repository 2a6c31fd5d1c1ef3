package io.github.spectcad.keras;

import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.model.ImportedModel;
import io.github.spectcad.nn.model.TrainedModel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes a model of a Keras network with its head, without training: it predicts what Keras predicts.
 *
 * <p>The Keras network must be one of this library's: a backbone, then {@link HeadSpec}'s two hidden layers, whose output
 * comes before the clinical features (sex 1 male, 2 female; age in years; weight in kg; height in cm) where both are
 * joined, then three sigmoid outputs for LAD, RCA and LCX; of the two channels of early fusion rest is the first. Weights
 * do not tell whether this is so.
 *
 * @since 0.1.0
 */
public final class KerasImport {
    /** The layers of the head that have weights, in order. */
    private static final List<String> HEAD = List.of("head_dense1", "head_dense2", "head_logits");

    private final Path file;
    private final String backbone;
    private final String fusion;
    private final int pixels;
    private List<String> head = List.of();
    private FeatureScaler scaler = FeatureScaler.IDENTITY;
    private Thresholds thresholds = Thresholds.HALF;

    private KerasImport(Path file, String backbone, String fusion, int pixels) {
        this.file = Objects.requireNonNull(file, "file");
        this.backbone = Objects.requireNonNull(backbone, "backbone");
        this.fusion = Objects.requireNonNull(fusion, "fusion");
        this.pixels = pixels;
        NetworkSpec.requirePixels(pixels);
    }

    /**
     * An import, with the scaler that leaves clinical features as they are and thresholds of 0.5.
     *
     * @param file weights of body and head, see {@link KerasWeights}
     * @param backbone id of the backbone
     * @param fusion id of the fusion strategy (input)
     * @param pixels width and height of the maps
     * @return the import
     */
    public static KerasImport of(Path file, String backbone, String fusion, int pixels) {
        return new KerasImport(file, backbone, fusion, pixels);
    }

    /**
     * Names the dense layers of the head, for files that do not call them {@code dense}, {@code dense_1} and
     * {@code dense_2} or have further ones of such names.
     *
     * @param names names in the file of the two hidden layers and the last
     * @return this
     * @throws IllegalArgumentException unless there are three
     */
    public KerasImport head(List<String> names) {
        if (names.size() != HEAD.size()) {
            throw new IllegalArgumentException(
                    "the head has three dense layers, got " + names.size() + " names: " + names);
        }
        head = List.copyOf(names);
        return this;
    }

    /**
     * Sets how clinical features are scaled.
     *
     * @param value the scaler of the training patients in Keras
     * @return this
     */
    public KerasImport scaler(FeatureScaler value) {
        scaler = Objects.requireNonNull(value, "value");
        return this;
    }

    /**
     * Sets the decision thresholds.
     *
     * @param value the thresholds
     * @return this
     */
    public KerasImport thresholds(Thresholds value) {
        thresholds = Objects.requireNonNull(value, "value");
        return this;
    }

    /**
     * A model and what it is made of.
     *
     * @param model the model
     * @param report which layer came from where
     */
    public record Imported(TrainedModel model, LoadReport report) implements AutoCloseable {
        @Override
        public void close() {
            model.close();
        }
    }

    /**
     * Reads the weights.
     *
     * @return the model, to be closed
     * @throws KerasFileException if the file cannot be read, is no weight file, is damaged, or lacks a layer of the network
     * @throws io.github.spectcad.core.spi.ProviderNotFoundException if an id is unknown
     * @throws IllegalArgumentException if the maps are too small for the backbone
     * @throws io.github.spectcad.nn.BackendUnavailableException if there is no native backend
     */
    public Imported read() throws KerasFileException {
        NetworkSpec spec = new NetworkSpec(backbone, fusion, pixels, KerasFile.use(file, this::headSpec));
        Network network = spec.assemble(0);
        try {
            LoadReport report = KerasWeights.load(file, network, this::nameInFile);
            if (!report.isComplete()) {
                throw new KerasFileException(
                        file,
                        "it lacks layers of " + backbone + " with " + fusion + " at " + pixels + " pixels: " + report);
            }
            return new Imported(
                    ImportedModel.of(
                            spec,
                            network,
                            scaler,
                            thresholds,
                            KerasInitialWeights.of(file).weightsFingerprint(),
                            "Weights of a Keras file, " + report.loaded().size() + " layers"
                                    + (report.adapted().isEmpty() ? "." : ", adapted: " + report.adapted() + ".")),
                    report);
        } catch (KerasFileException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private String nameInFile(String layer) {
        return head.isEmpty() || !HEAD.contains(layer) ? layer : head.get(HEAD.indexOf(layer));
    }

    /** The head as the extents of its kernels tell it; the paper's if the file does not show one. */
    private HeadSpec headSpec(List<StoredLayer> layers) {
        HeadSpec paper = HeadSpec.PAPER;
        List<StoredLayer> dense = layers.stream()
                .filter(layer -> !layer.arrays().isEmpty() && place(layer) >= 0)
                .sorted(Comparator.comparingInt(this::place))
                .toList();
        Optional<List<Integer>> hidden = kernel(dense, 1);
        Optional<List<Integer>> last = kernel(dense, 2);
        if (dense.size() != HEAD.size() || hidden.isEmpty() || last.isEmpty()) {
            return paper;
        }
        int units = hidden.get().get(1);
        int clinical = last.get().get(0) - units;
        if (units < 1 || (clinical != 0 && clinical != paper.clinicalFeatures())) {
            throw new IllegalStateException(
                    "the last layer of its head takes " + last.get().get(0)
                            + " values, from a hidden layer of " + units + ": it must take these, or these and the "
                            + paper.clinicalFeatures() + " clinical features");
        }
        return new HeadSpec(units, paper.dropout(), paper.l2(), clinical);
    }

    /** Sorts the layers of the head; -1 for others. */
    private int place(StoredLayer layer) {
        return head.isEmpty() ? LayerMatching.denseNumber(layer.name()) : head.indexOf(layer.name());
    }

    private static Optional<List<Integer>> kernel(List<StoredLayer> dense, int index) {
        return dense.stream()
                .map(layer -> layer.arrays().get(0).extents())
                .filter(extents -> extents.size() == 2)
                .skip(index)
                .findFirst();
    }
}
