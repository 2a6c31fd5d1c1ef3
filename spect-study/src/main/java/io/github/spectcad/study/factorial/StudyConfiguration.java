package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.TrainingStrategies;
import io.github.spectcad.core.file.Sha256;
import io.github.spectcad.core.file.SmallFile;
import io.github.spectcad.core.spi.ProviderNotFoundException;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.model.FirstWeights;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.nn.model.PretrainedModel;
import io.github.spectcad.nn.model.StrictJson;
import io.github.spectcad.nn.train.PseudoLabelRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A study: levels of the four factors, the protocol and a seed. Read from one JSON file.
 *
 * @param name name for people
 * @param backbones ids of backbones
 * @param inputs ids of fusion strategies
 * @param augmentation without ({@code false}) and with ({@code true}) augmentation, or one of them
 * @param strategies ids of training strategies
 * @param protocol how every cell is trained; null, as where the file has none, means {@link Protocol#RECOMMENDED}
 * @param seed seed of the split and of every training
 */
public record StudyConfiguration(
        String name,
        List<String> backbones,
        List<String> inputs,
        List<Boolean> augmentation,
        List<String> strategies,
        Protocol protocol,
        long seed) {
    /** Has every field, for the reader of files. */
    private static final StudyConfiguration EXAMPLE = new StudyConfiguration(
            "example",
            List.of("cnn1"),
            List.of("rest"),
            List.of(false),
            List.of("task-1"),
            Protocol.PAPER.withPseudoLabels(new PseudoLabelRule(Thresholds.HALF.toList(), false, 0.5)),
            1);

    /** Checks the values. */
    public StudyConfiguration {
        Objects.requireNonNull(name, "name");
        protocol = Objects.requireNonNullElse(protocol, Protocol.RECOMMENDED);
        backbones = levels("backbones", backbones);
        inputs = levels("inputs", inputs);
        augmentation = levels("augmentation", augmentation);
        strategies = levels("strategies", strategies);
    }

    private static <T> List<T> levels(String factor, List<T> levels) {
        List<T> copy = List.copyOf(Objects.requireNonNull(levels, factor));
        if (copy.isEmpty() || new HashSet<>(copy).size() < copy.size()) {
            throw new IllegalArgumentException(
                    factor + " are " + copy + ": there must be at least one level, each different");
        }
        return copy;
    }

    /**
     * Reads a configuration, as strictly as {@link StrictJson}. The protocol may be missing,
     * and of the protocol {@code thresholds}, {@code batchNorm}, {@code schedule}, {@code maps}, {@code firstWeights}, {@code fineTuningFactor}, {@code dropout} and
     * {@code pseudoLabels}.
     *
     * @param file the JSON file
     * @return the configuration
     * @throws StudyFileException if the file is no such configuration, names a level that is not on the class path, or wants
     *     images that are too small for a backbone; the message says what is wrong
     * @throws IOException if the file cannot be read
     */
    public static StudyConfiguration read(Path file) throws IOException {
        try {
            StudyConfiguration study = StrictJson.read(SmallFile.read(file), EXAMPLE);
            study.requireTrainable();
            return study;
        } catch (StrictJson.InvalidJsonException | IllegalArgumentException e) {
            throw new StudyFileException(file + " is no study configuration: " + e.getMessage(), e);
        }
    }

    /**
     * Checks what can be checked without patients: that every level is on the class path, and that the images are large enough
     * for every backbone with every input.
     *
     * @throws ProviderNotFoundException if a backbone, an input or a strategy is not on the class path
     * @throws IllegalArgumentException if the images are too small for a backbone
     */
    void requireTrainable() {
        strategies.forEach(TrainingStrategies.load()::require);
        List<Backbone> towers =
                backbones.stream().map(Backbones.load()::require).toList();
        List<FusionStrategy> fusions =
                inputs.stream().map(FusionStrategies.load()::require).toList();
        for (Backbone tower : towers) {
            for (FusionStrategy fusion : fusions) {
                Cell cell = new Cell(tower.id(), fusion.id(), false, strategies.get(0));
                protocol.configuration(cell, seed).network().build(new NetworkBuilder(), tower, fusion);
            }
        }
    }

    /** {@return all combinations of the levels, strategies first, in the order of the lists} */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String strategy : strategies) {
            for (boolean augmented : augmentation) {
                for (String backbone : backbones) {
                    for (String input : inputs) {
                        cells.add(new Cell(backbone, input, augmented, strategy));
                    }
                }
            }
        }
        return List.copyOf(cells);
    }

    /** {@return the networks of all cells, as {@link Cell#network} names them} */
    Set<String> networks() {
        return cells().stream().map(Cell::network).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What identifies the result of a cell: equal for equal cell, protocol, seed, data, pre-trained weights and library
     * version.
     *
     * @param cell the cell
     * @param dataFingerprint what identifies the data
     * @param pretrained what identifies the pre-trained weights of its network; empty where it has none
     * @param library version of the library
     * @return SHA-256 in hex
     */
    public String key(Cell cell, String dataFingerprint, String pretrained, String library) {
        record Identity(Cell cell, Protocol protocol, long seed, String data, String pretrained, String library) {}
        return sha256(Json.write(new Identity(cell, protocol, seed, dataFingerprint, pretrained, library)));
    }

    /**
     * The pre-trained weights that cells start from, as they are on the class path.
     *
     * @return what identifies the weights of each network that has some, by {@link Cell#network}; empty where the protocol
     *     starts from random weights
     * @throws IOException if they cannot be read
     */
    SortedMap<String, String> pretrained() throws IOException {
        SortedMap<String, String> fingerprints = new TreeMap<>();
        if (protocol.settings().firstWeights() == FirstWeights.PRETRAINED) {
            for (Cell cell : cells()) {
                Optional<PretrainedModel> model =
                        PretrainedModel.find(protocol.configuration(cell, seed).network());
                if (model.isPresent()) {
                    fingerprints.put(cell.network(), model.get().fingerprint());
                }
            }
        }
        return fingerprints;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }

    /** {@return the configuration as JSON that {@link #read} takes} */
    public String toJson() {
        return new String(Json.write(this), StandardCharsets.UTF_8);
    }
}
