package io.github.spectcad.keras;

import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.layer.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Loads Keras weight files into networks by layer name: ImageNet weights of Keras Applications or a user's own, with or
 * without top, of 1 to 3 channels.
 *
 * <p>Files are those of {@code model.save_weights("name.weights.h5")}, {@code model.save("name.keras")} and {@code
 * model.save("name.h5")}, of Keras 1 to 3, compressed or not. Values may be of bfloat16, half, single or double precision.
 * Links in a file are not followed, and nothing of a file is run.
 *
 * <ul>
 *   <li>A layer of the network takes the layer of the file of the same name; a slash in a name counts as an underscore.
 *       Layers of models that are layers of another are found by their own names, or with those of the models before them.
 *       Where no name fits, one with a number after it does, as {@code block1_conv1_1}, if there is only one.
 *   <li>Names that Keras numbers itself ({@code conv2d_17}, {@code batch_normalization_4}, {@code dense_1}) depend on
 *       what else was built in its session, so they are matched by their order, if the file has as many of the kind. So are
 *       the dense layers of the head, whatever the network calls them.
 *   <li>Files of early Keras 3 name no layers. Their layers are matched by their order where the network has no branches.
 *   <li>Convolution kernels turn from height, width, input, output into output, input, height, width. Kernels of dense
 *       layers after a flattening turn from height, width, channel into channel, height, width. Depthwise kernels and
 *       vectors stay.
 *   <li>The kernel of a first convolution on another number of image channels, 1 to 3, gets for each channel the sum of the
 *       file's divided by the network's number of channels, so that channels that are all alike give the same response: one
 *       channel is copied to two and halved.
 *   <li>A layer of other shape is not loaded.
 * </ul>
 *
 * <p>Values are not rescaled: the pictures must be on the scale the weights were trained for. ImageNet weights of
 * EfficientNet expect what its Rescaling and Normalization layers, which the networks here lack, would give.
 */
public final class KerasWeights {
    private final Path file;
    private final Network network;
    private final List<StoredLayer> source;

    private KerasWeights(Path file, Network network, List<StoredLayer> source) {
        this.file = file;
        this.network = network;
        this.source = source;
    }

    /**
     * Loads weights by layer name.
     *
     * @param file the weight file
     * @param network the network, which is changed
     * @return what was loaded and what not
     * @throws KerasFileException if the file cannot be read, is no weight file, is damaged, or has no layer of the
     *     network; the network is unchanged then
     */
    public static LoadReport load(Path file, Network network) throws KerasFileException {
        return load(file, network, UnaryOperator.identity());
    }

    /**
     * Loads weights of layers that are called differently in the file, for example {@code name ->
     * name.replaceFirst("^(rest|stress)_", "")} to load one file into both towers of an unshared late fusion.
     *
     * @param file the weight file
     * @param network the network, which is changed
     * @param nameInFile name in the file of a layer of the network
     * @return what was loaded and what not
     * @throws KerasFileException if the file cannot be read, is no weight file, is damaged, or has no layer of the
     *     network; the network is unchanged then
     */
    public static LoadReport load(Path file, Network network, UnaryOperator<String> nameInFile)
            throws KerasFileException {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(nameInFile, "nameInFile");
        return KerasFile.use(file, layers -> new KerasWeights(file, network, layers).load(nameInFile));
    }

    private LoadReport load(UnaryOperator<String> nameInFile) throws KerasFileException {
        Map<String, List<Parameter>> layers = new LinkedHashMap<>();
        Map<String, List<Parameter>> byLayer = new LinkedHashMap<>();
        network.parameters()
                .forEach(p -> byLayer.computeIfAbsent(p.layer(), l -> new ArrayList<>())
                        .add(p));
        network.layerNames().stream().filter(byLayer::containsKey).forEach(l -> layers.put(l, byLayer.get(l)));
        LayerMatching matching = new LayerMatching(network, layers, source, nameInFile);
        Map<String, String> loaded = new LinkedHashMap<>();
        List<String> adapted = new ArrayList<>();
        Map<String, String> notLoaded = new LinkedHashMap<>();
        Set<StoredLayer> unused = new LinkedHashSet<>(source);
        Map<String, float[]> values = new LinkedHashMap<>();
        layers.forEach((layer, parameters) -> {
            StoredLayer from = matching.matches().get(layer);
            if (from == null) {
                notLoaded.put(layer, matching.problems().get(layer));
                return;
            }
            LayerConversion conversion =
                    new LayerConversion(parameters, from.arrays(), flattened(layer), imageChannels());
            Optional<String> problem = conversion.problem();
            if (problem.isPresent()) {
                notLoaded.put(layer, problem.get());
                return;
            }
            values.putAll(conversion.values());
            loaded.put(layer, from.path());
            unused.remove(from);
            if (conversion.isAdapted()) {
                adapted.add(layer);
            }
        });
        LoadReport report = new LoadReport(
                loaded,
                adapted,
                notLoaded,
                unused.stream()
                        .filter(layer -> !layer.arrays().isEmpty())
                        .map(StoredLayer::path)
                        .toList());
        if (loaded.isEmpty()) {
            throw new KerasFileException(file, "it has nothing for this network: " + report);
        }
        requireFinite(values);
        values.forEach(network::setParameter);
        return report;
    }

    private void requireFinite(Map<String, float[]> values) throws KerasFileException {
        for (Map.Entry<String, float[]> entry : values.entrySet()) {
            for (float value : entry.getValue()) {
                if (!Float.isFinite(value)) {
                    throw new KerasFileException(file, entry.getKey() + " has the value " + value + ": must be finite");
                }
            }
        }
    }

    /** The numbers of channels of the network's images. */
    private Set<Integer> imageChannels() {
        return network.inputShapes().stream()
                .filter(shape -> !shape.isVector())
                .map(Shape::channels)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The map that is flattened before a layer, if so. */
    private Optional<Shape> flattened(String layer) {
        return network.layerInputs(layer).stream()
                .filter(network.layerNames()::contains)
                .filter(input -> network.layerShape(input).isVector())
                .flatMap(input -> network.layerInputs(input).stream()
                        .filter(network.layerNames()::contains)
                        .map(network::layerShape)
                        .filter(map -> !map.isVector()
                                && map.size() == network.layerShape(input).size()))
                .findFirst();
    }
}
