package io.github.spectcad.nn.model;

import io.github.spectcad.core.file.Sha256;
import io.github.spectcad.nn.NetworkSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model on the class path to start trainings from, as spect-pretrained brings them. A jar lists its models in the
 * resource {@value #INDEX}: a line {@code backbone input pixels name} for each, where the resource {@code name.zip} is the
 * model file and {@code name.md} its card; empty lines and lines that begin with # mean nothing.
 *
 * @param backbone id of the backbone
 * @param fusion id of the fusion strategy (input)
 * @param pixels width and height of the maps
 * @param file the model file
 * @param card the model card, Markdown in UTF-8
 * @since 0.1.0
 */
public record PretrainedModel(String backbone, String fusion, int pixels, URL file, URL card) {
    /** Name of the resource that lists the models of a jar. */
    public static final String INDEX = "META-INF/spect/pretrained";

    private static final String FORM = "backbone input pixels name";

    /** Checks the values. */
    public PretrainedModel {
        Objects.requireNonNull(backbone, "backbone");
        Objects.requireNonNull(fusion, "fusion");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(card, "card");
    }

    /**
     * All such models that the thread's and this library's class loaders see.
     *
     * @return the models, in the order of the class path; none is read
     * @throws IOException if an index cannot be read, has a line of another form, or names a resource that is not there
     */
    public static List<PretrainedModel> onClassPath() throws IOException {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(Objects.requireNonNullElse(
                Thread.currentThread().getContextClassLoader(), PretrainedModel.class.getClassLoader()));
        loaders.add(PretrainedModel.class.getClassLoader());
        Set<String> seen = new LinkedHashSet<>();
        List<PretrainedModel> models = new ArrayList<>();
        for (ClassLoader loader : loaders) {
            for (URL index : Collections.list(loader.getResources(INDEX))) {
                if (seen.add(index.toExternalForm())) {
                    models.addAll(read(index, loader));
                }
            }
        }
        return List.copyOf(models);
    }

    /**
     * The model for a network: of the same backbone, input and size of maps.
     *
     * @param network the network
     * @return the model, if there is one
     * @throws IOException as {@link #onClassPath} does
     * @throws IllegalStateException if there are two: which came first on the class path must not decide a result
     */
    public static Optional<PretrainedModel> find(NetworkSpec network) throws IOException {
        List<PretrainedModel> fitting = onClassPath().stream()
                .filter(model -> model.backbone.equals(network.backbone())
                        && model.fusion.equals(network.fusion())
                        && model.pixels == network.pixels())
                .toList();
        if (fitting.size() > 1) {
            throw new IllegalStateException("there are several pre-trained models of " + network.backbone() + " with "
                    + network.fusion() + " at " + network.pixels() + " pixels on the class path: "
                    + fitting.stream().map(model -> model.file.toString()).collect(Collectors.joining(", "))
                    + ". Remove all but one");
        }
        return fitting.stream().findFirst();
    }

    private static List<PretrainedModel> read(URL index, ClassLoader loader) throws IOException {
        List<PretrainedModel> models = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream(index), StandardCharsets.UTF_8))) {
            int row = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                row++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length != 4 || !fields[2].matches("[1-9][0-9]{0,4}")) {
                    throw new IOException(index + ", line " + row + ": expected \"" + FORM + "\"");
                }
                models.add(new PretrainedModel(
                        fields[0],
                        fields[1],
                        Integer.parseInt(fields[2]),
                        resource(loader, fields[3] + ".zip", index, row),
                        resource(loader, fields[3] + ".md", index, row)));
            }
        }
        return models;
    }

    private static URL resource(ClassLoader loader, String name, URL index, int row) throws IOException {
        URL resource = loader.getResource(name);
        if (resource == null) {
            throw new IOException(index + ", line " + row + ": the resource " + name + " is not there");
        }
        return resource;
    }

    private static InputStream stream(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false); // or the jar stays open
        return connection.getInputStream();
    }

    /**
     * Loads the model.
     *
     * @return the model, to be closed
     * @throws ModelFileException if the file is refused, with the reason
     * @throws IOException if reading fails
     */
    public TrainedModel open() throws IOException {
        Path copy = Files.createTempFile("spect-pretrained", ".zip");
        try {
            try (InputStream in = stream(file)) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            return ModelFile.load(copy);
        } finally {
            Files.delete(copy);
        }
    }

    /**
     * What identifies the model.
     *
     * @return SHA-256 in hex of its file
     * @throws IOException if reading fails
     */
    public String fingerprint() throws IOException {
        try (InputStream in = stream(file)) {
            return HexFormat.of().formatHex(Sha256.digest().digest(in.readAllBytes()));
        }
    }

    /**
     * Reads the card.
     *
     * @return Markdown: what the model was made from and how, what it is for and what not
     * @throws IOException if reading fails
     */
    public String readCard() throws IOException {
        try (InputStream in = stream(card)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
