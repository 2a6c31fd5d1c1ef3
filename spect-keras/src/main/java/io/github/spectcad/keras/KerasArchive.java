package io.github.spectcad.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A {@code .keras} file: a zip of {@code config.json} and {@code model.weights.h5}. */
final class KerasArchive {
    private static final String WEIGHTS = "model.weights.h5";
    private static final String CONFIG = "config.json";
    private static final long MAX_CONFIG = 64L << 20;
    private static final long MAX_WEIGHTS = 16L << 30;

    /** Weights of a trained network hardly shrink, even those of a fresh optimizer by no more. */
    private static final int MAX_RATIO = 100;

    private KerasArchive() {}

    /** Whether a file begins as a zip. */
    static boolean is(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
        }
    }

    /** Copies the weights to a temporary file, to be deleted. */
    static Path weights(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = entry(zip, WEIGHTS, MAX_WEIGHTS);
            Path copy = Files.createTempFile("spect-keras", ".h5");
            try (InputStream in = zip.getInputStream(entry);
                    OutputStream out = Files.newOutputStream(copy)) {
                copy(in, out, entry.getSize());
                return copy;
            } catch (IOException | RuntimeException e) {
                Files.delete(copy);
                throw e;
            }
        }
    }

    private static ZipEntry entry(ZipFile zip, String name, long largest) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IllegalStateException("the zip has no " + name + ", so it is no file of save(\"name.keras\")");
        }
        if (entry.getSize() < 0
                || entry.getSize() > largest
                || entry.getSize() / MAX_RATIO > Math.max(1, entry.getCompressedSize())) {
            throw new IllegalStateException(name + " is said to have " + entry.getSize() + " bytes, from "
                    + entry.getCompressedSize() + " in the zip: allowed are " + largest + ", and " + MAX_RATIO
                    + " times those in the zip");
        }
        return entry;
    }

    private static void copy(InputStream in, OutputStream out, long size) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = size;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            left -= n;
            if (left < 0) {
                break;
            }
            out.write(buffer, 0, n);
        }
        if (left != 0) {
            throw new IllegalStateException(WEIGHTS + " has not the " + size + " bytes that the zip says");
        }
    }

    /** Keras' names of the layers by path of their groups in the weights, as the configuration tells them. */
    static Map<String, String> layerNames(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(entry(zip, CONFIG, MAX_CONFIG))) {
            Map<String, String> names = new HashMap<>();
            collect(new ObjectMapper().readTree(in), "", names); // Jackson bounds the depth of nesting
            return names;
        }
    }

    /** Layers are counted by class, in the order of the configuration, which is that of the weights. */
    private static void collect(JsonNode model, String path, Map<String, String> names) {
        Map<String, Integer> counts = new HashMap<>();
        for (JsonNode layer : model.path("config").path("layers")) {
            String type = snakeCase(layer.path("class_name").asText());
            int number = counts.merge(type, 1, Integer::sum) - 1;
            String group = (path.isEmpty() ? "" : path + "/") + type + (number == 0 ? "" : "_" + number);
            String name = layer.path("config").path("name").asText();
            if (!name.isBlank()) {
                names.put(group, name);
            }
            collect(layer, group, names);
        }
    }

    /** {@code max_pooling2d} of {@code MaxPooling2D}, as Keras 3 calls groups. */
    private static String snakeCase(String name) {
        return name.replaceAll("\\W+", "")
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
