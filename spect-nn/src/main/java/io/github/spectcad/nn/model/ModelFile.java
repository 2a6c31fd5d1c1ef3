package io.github.spectcad.nn.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.spectcad.core.spi.ProviderNotFoundException;
import io.github.spectcad.nn.BackendUnavailableException;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Parameter;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.kernel.Floats;
import io.github.spectcad.nn.kernel.Parallel;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.model.ModelFileException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Model files: one zip of {@value #DESCRIPTION} ({@link ModelDescription}), the weights as
 * {@code weights/LAYER/PARAMETER.f32} (little-endian floats, row-major), and the checksums of both, as
 * {@link FloatArchive} describes.
 *
 * <p>A model file is data: nothing of it is run or names a class. It is checked and refused with its reason before memory
 * for a network is allocated, and what is allocated follows from the network that its ids describe, whose weights the file
 * must hold; limits are those of {@link FloatArchive.Limits#STANDARD}.
 *
 * <pre>{@code
 * try (CadClassifier model = ModelFile.load(path)) {
 *     Prediction prediction = model.classify(patient);
 * }
 * }</pre>
 */
public final class ModelFile {
    /** Entry name of the description. */
    public static final String DESCRIPTION = "model.json";

    private static final String WEIGHTS = "weights/";

    private ModelFile() {}

    /**
     * Saves a model, whole or not at all. Equal models give equal files, byte for byte.
     *
     * @param model the model
     * @param file where to; replaced if it exists
     * @throws IOException if the file cannot be written
     * @throws IllegalStateException if the model is closed
     */
    public static void save(TrainedModel model, Path file) throws IOException {
        save(model, model.description(), file);
    }

    /**
     * Saves the weights of a model under another description, such as one with another calibration; whole or not at all.
     *
     * @param model the model
     * @param description describes the same network
     * @param file where to; replaced if it exists
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if the description is of another network
     * @throws IllegalStateException if the model is closed
     * @since 0.1.0
     */
    public static void save(TrainedModel model, ModelDescription description, Path file) throws IOException {
        if (!model.description().weights().equals(description.weights())) {
            throw new IllegalArgumentException("the description is of a network with other weights");
        }
        model.use(network -> {
            Map<String, Supplier<float[]>> weights = new LinkedHashMap<>();
            for (Parameter parameter : network.parameters()) {
                weights.put(arrayName(parameter.name()), () -> network.parameterValues(parameter.name()));
            }
            FloatArchiveWriter.write(file, DESCRIPTION, Json.write(description), weights);
        });
    }

    /** Parameter names may hold any character, entry names may not; no part of one may begin with a dot. */
    private static String arrayName(String parameter) {
        List<String> parts = new ArrayList<>();
        for (String part : parameter.split("/", -1)) {
            parts.add(URLEncoder.encode(part, StandardCharsets.UTF_8)
                    .replace("*", "%2A")
                    .replaceFirst("^\\.", "%2E"));
        }
        return WEIGHTS + String.join("/", parts);
    }

    /**
     * Reads the description alone.
     *
     * @param file the file
     * @return the description
     * @throws ModelFileException if the file is refused, with the reason
     * @throws IOException if reading fails
     */
    public static ModelDescription describe(Path file) throws IOException {
        try (FloatArchive archive = FloatArchive.open(file, DESCRIPTION, FloatArchive.Limits.STANDARD)) {
            return description(archive, file);
        }
    }

    /**
     * Loads a model.
     *
     * @param file the file
     * @return the model, to be closed
     * @throws ModelFileException if the file is refused, with the reason
     * @throws IOException if reading fails
     * @throws io.github.spectcad.nn.BackendUnavailableException if there is no native backend
     */
    public static TrainedModel load(Path file) throws IOException {
        // the backend takes as long to load as the description to read and the layers to build
        CompletableFuture<NnBackend> backend = CompletableFuture.supplyAsync(NnBackend::require, ModelFile::beside);
        try (FloatArchive archive = FloatArchive.open(file, DESCRIPTION, FloatArchive.Limits.STANDARD)) {
            ModelDescription description = description(archive, file);
            NetworkSpec spec = description.training().network();
            Backbone backbone;
            FusionStrategy fusion;
            try {
                backbone = Backbones.load().require(spec.backbone());
                fusion = FusionStrategies.load().require(spec.fusion());
            } catch (ProviderNotFoundException e) {
                throw new ModelFileException(
                        Reason.MISSING_PLUGIN, file, "the model cannot be built: " + e.getMessage(), e);
            }
            NetworkBuilder builder = new NetworkBuilder();
            Tensor output = layers(builder, file, description, backbone, fusion);
            requireSameInputs(file, description, builder);
            requireSameWeights(archive, file, description, builder.parameters());
            await(backend);
            Network network = builder.allocate(output, DataType.FLOAT);
            try {
                readWeights(archive, file, network);
                return new TrainedModel(description, PatientEncoder.of(description, fusion), network);
            } catch (IOException | RuntimeException e) {
                network.close();
                throw e;
            }
        }
    }

    /** Runs something beside the calling thread, with its context class loader, which threads of a pool do not have. */
    private static void beside(Runnable task) {
        Thread thread = new Thread(task, "spect-backend");
        thread.setDaemon(true);
        thread.start();
    }

    private static void await(CompletableFuture<NnBackend> backend) {
        try {
            backend.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BackendUnavailableException unavailable) {
                throw unavailable;
            }
            throw e;
        }
    }

    private static void readWeights(FloatArchive archive, Path file, Network network) throws IOException {
        List<Parameter> parameters = network.parameters();
        try {
            Parallel.run(parameters.size(), i -> {
                Parameter parameter = parameters.get(i);
                FloatBuffer values = Floats.of(network.parameter(parameter.name()));
                try {
                    archive.array(arrayName(parameter.name()), values);
                    requireAllowed(file, parameter, values);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void requireAllowed(Path file, Parameter parameter, FloatBuffer values) throws ModelFileException {
        for (int i = 0; parameter.minimum() > Double.NEGATIVE_INFINITY && i < values.capacity(); i++) {
            if (!(values.get(i) >= parameter.minimum())) {
                throw new ModelFileException(
                        Reason.BAD_WEIGHT,
                        file,
                        "value " + i + " of the weights " + parameter.name() + " is " + values.get(i)
                                + ": must be at least " + parameter.minimum());
            }
        }
    }

    private static ModelDescription description(FloatArchive archive, Path file) throws IOException {
        byte[] json = archive.document();
        try {
            OptionalInt version = Json.number(json, "formatVersion");
            if (version.isEmpty() || !ModelDescription.isKnown(version.getAsInt())) {
                throw new ModelFileException(
                        Reason.UNKNOWN_VERSION,
                        file,
                        "format version is " + (version.isEmpty() ? "missing" : version.getAsInt())
                                + ": this library reads versions " + ModelDescription.OLDEST_FORMAT_VERSION + " to "
                                + ModelDescription.FORMAT_VERSION);
            }
            return Json.read(json, ModelDescription.class);
        } catch (JsonProcessingException e) {
            throw new ModelFileException(
                    Reason.BAD_DESCRIPTION, file, DESCRIPTION + " is not valid: " + Json.problem(e), e);
        }
    }

    private static Tensor layers(
            NetworkBuilder builder, Path file, ModelDescription description, Backbone backbone, FusionStrategy fusion)
            throws ModelFileException {
        try {
            return EnsembleNetwork.build(
                    builder,
                    description.training().network(),
                    description.averaging().members(),
                    backbone,
                    fusion);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFileException(
                    Reason.BAD_DESCRIPTION, file, "the network cannot be built: " + e.getMessage(), e);
        }
    }

    /** Compares the network's inputs with those described. */
    private static void requireSameInputs(Path file, ModelDescription description, NetworkBuilder builder)
            throws ModelFileException {
        Map<String, List<Integer>> needed = new LinkedHashMap<>();
        builder.inputs().forEach(input -> needed.put(input.name(), extents(input.shape())));
        Map<String, List<Integer>> described = new LinkedHashMap<>();
        description.inputs().forEach(input -> described.put(input.name(), input.shape()));
        if (!List.copyOf(needed.entrySet()).equals(List.copyOf(described.entrySet()))
                || described.size() != description.inputs().size()) {
            throw new ModelFileException(
                    Reason.BAD_DESCRIPTION,
                    file,
                    "the inputs " + described + " are described: the network takes " + needed);
        }
    }

    private static List<Integer> extents(Shape shape) {
        return shape.isVector() ? List.of(shape.channels()) : List.of(shape.channels(), shape.height(), shape.width());
    }

    /** Compares the network's parameters with those described and those there, before any is allocated. */
    private static void requireSameWeights(
            FloatArchive archive, Path file, ModelDescription description, List<Parameter> needed)
            throws ModelFileException {
        Map<String, Long> there = new LinkedHashMap<>(archive.arrays());
        Map<String, List<Integer>> described = new LinkedHashMap<>();
        description.weights().forEach(weight -> described.put(weight.name(), weight.dimensions()));
        for (Parameter parameter : needed) {
            String name = arrayName(parameter.name());
            Long size = there.remove(name);
            List<Integer> dimensions = described.remove(parameter.name());
            if (size == null) {
                throw new ModelFileException(
                        Reason.MISSING_ENTRY, file, "the weights " + parameter.name() + " are missing");
            }
            if (size != parameter.size() || !parameter.dimensions().equals(dimensions)) {
                throw new ModelFileException(
                        Reason.WRONG_WEIGHTS,
                        file,
                        "the weights " + parameter.name() + " are " + size + " values of extents " + dimensions
                                + ": the network needs " + parameter.size() + " of " + parameter.dimensions());
            }
        }
        if (!there.isEmpty() || !described.isEmpty()) {
            throw new ModelFileException(
                    Reason.EXTRA_ENTRY,
                    file,
                    "the network has no weights " + (there.isEmpty() ? described : there).keySet());
        }
    }
}
