package io.github.spectcad.keras;

import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.layer.Shape;
import io.jhdf.HdfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loads Keras weight files into networks by layer name: ImageNet weights of Keras Applications or a user's own, with or
 * without top, of 1 to 3 channels.
 *
 * <p>Files are those of Keras' HDF5 layout: {@code model.save_weights("name.h5")} of Keras 2, or {@code
 * model.save("name.h5")}, whose weights are in the group {@code model_weights}. Weights of a model used as a layer of
 * another are found too.
 *
 * <ul>
 *   <li>A layer of the network takes the layer of the file of the same name; a slash in a name counts as an underscore.
 *   <li>Names that Keras numbers itself ({@code conv2d_17}, {@code batch_normalization_4}, {@code dense_1}) depend on
 *       what else was built in its session, so they are matched by their order, if the file has as many of the kind.
 *   <li>Convolution kernels turn from height, width, input, output into output, input, height, width. Kernels of dense
 *       layers after a flattening turn from height, width, channel into channel, height, width. Depthwise kernels and
 *       vectors stay.
 *   <li>A kernel of three input channels for a network of one or two gets for each channel the sum of the three divided
 *       by the number of channels, so that a grey picture in all channels gives the same response.
 *   <li>A layer of other shape is not loaded.
 * </ul>
 *
 * <p>Values are not rescaled: the pictures must be on the scale the weights were trained for. ImageNet weights of
 * EfficientNet expect what its Rescaling and Normalization layers, which the networks here lack, would give.
 */
public final class KerasWeights {
    private static final Pattern NUMBERED =
            Pattern.compile("((?:depthwise_)?conv2d|batch_normalization|dense)(?:_(\\d+))?");

    private final Path file;
    private final Network network;
    private final Map<String, List<KerasArray>> source;

    private KerasWeights(Path file, Network network, Map<String, List<KerasArray>> source) {
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
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new KerasFileException(file, "there is no such file, or it cannot be read");
        }
        try (HdfFile hdf = new HdfFile(file)) {
            return new KerasWeights(file, network, KerasLayers.of(hdf)).load(nameInFile);
        } catch (RuntimeException | StackOverflowError e) { // all that a damaged file makes of the HDF5 reader
            throw new KerasFileException(
                    file, "it is no Keras weight file in HDF5 format, or it is damaged: " + e.getMessage(), e);
        }
    }

    private LoadReport load(UnaryOperator<String> nameInFile) throws KerasFileException {
        Map<String, List<Parameter>> layers = new LinkedHashMap<>();
        Map<String, List<Parameter>> byLayer = new LinkedHashMap<>();
        network.parameters()
                .forEach(p -> byLayer.computeIfAbsent(p.layer(), l -> new ArrayList<>())
                        .add(p));
        network.layerNames().stream().filter(byLayer::containsKey).forEach(l -> layers.put(l, byLayer.get(l)));
        Map<String, String> numbered = matchNumbered(layers.keySet().stream()
                .map(nameInFile)
                .map(KerasWeights::plain)
                .toList());
        List<String> loaded = new ArrayList<>();
        List<String> adapted = new ArrayList<>();
        Map<String, String> notLoaded = new LinkedHashMap<>();
        Set<String> unused = new LinkedHashSet<>(source.keySet());
        Map<String, float[]> values = new LinkedHashMap<>();
        layers.forEach((layer, parameters) -> {
            String name = plain(nameInFile.apply(layer));
            String from = NUMBERED.matcher(name).matches() ? numbered.get(name) : name;
            if (from == null || !source.containsKey(from)) {
                notLoaded.put(layer, "the file has no layer " + name);
                return;
            }
            LayerConversion conversion = new LayerConversion(parameters, source.get(from), flattened(layer));
            Optional<String> problem = conversion.problem();
            if (problem.isPresent()) {
                notLoaded.put(layer, problem.get());
                return;
            }
            values.putAll(conversion.values());
            loaded.add(layer);
            unused.remove(from);
            if (conversion.isAdapted()) {
                adapted.add(layer);
            }
        });
        LoadReport report = new LoadReport(loaded, adapted, notLoaded, List.copyOf(unused));
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

    private static String plain(String name) {
        return name.replace('/', '_');
    }

    /** Pairs the layers that Keras numbered, kind by kind in the order of the numbers. */
    private Map<String, String> matchNumbered(List<String> names) {
        Map<String, List<String>> ours = byKind(names);
        Map<String, List<String>> theirs = byKind(source.keySet());
        Map<String, String> pairs = new LinkedHashMap<>();
        ours.forEach((kind, mine) -> {
            List<String> others = theirs.getOrDefault(kind, List.of());
            for (int i = 0; i < mine.size() && mine.size() == others.size(); i++) {
                pairs.put(mine.get(i), others.get(i));
            }
        });
        return pairs;
    }

    private static Map<String, List<String>> byKind(Iterable<String> names) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        for (String name : new LinkedHashSet<>(copy(names))) {
            Matcher matcher = NUMBERED.matcher(name);
            if (matcher.matches()) {
                kinds.computeIfAbsent(matcher.group(1), k -> new ArrayList<>()).add(name);
            }
        }
        kinds.values().forEach(list -> list.sort(Comparator.comparingLong(KerasWeights::number)));
        return kinds;
    }

    private static List<String> copy(Iterable<String> names) {
        List<String> list = new ArrayList<>();
        names.forEach(list::add);
        return list;
    }

    private static long number(String name) {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches() && matcher.group(2) != null ? Long.parseLong(matcher.group(2)) : 0;
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
