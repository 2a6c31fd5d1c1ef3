package io.github.spectcad.onnx;

import io.github.spectcad.core.ClassifierInputs;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Thresholds;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an exported model says of itself.
 *
 * @param images states of the channels of each image input, by its name, in order
 * @param inputs what it takes of a patient
 * @param withinDisc whether its maps are standardised within the disc that touches the borders
 * @param thresholds decision thresholds
 * @param dataChecksum CRC-32C of the file of its weights, in hex, if it has one
 * @param description its {@code model.json}
 */
record OnnxMetadata(
        Map<String, List<PerfusionState>> images,
        ClassifierInputs inputs,
        boolean withinDisc,
        Thresholds thresholds,
        Optional<String> dataChecksum,
        String description) {
    private static final String FORMAT = "1";
    private static final int MOST_PIXELS = 2048;

    /**
     * Reads the entries.
     *
     * @throws IllegalArgumentException if one is missing or not allowed
     */
    static OnnxMetadata of(Map<String, String> entries) {
        if (!entries.containsKey("spect.format")) {
            throw new IllegalArgumentException(
                    "it is not a model of this library: export one with spect export --onnx FILE --model MODEL");
        }
        String format = entries.get("spect.format");
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException(
                    "its format is " + format + ": this library reads format " + FORMAT + "; update it");
        }
        int pixels = Integer.parseInt(entry(entries, "spect.pixels"));
        if (!(pixels >= 1 && pixels <= MOST_PIXELS)) {
            throw new IllegalArgumentException("pixels is " + pixels + ": must be from 1 to " + MOST_PIXELS);
        }
        Map<String, List<PerfusionState>> images = new LinkedHashMap<>();
        for (String image : entry(entries, "spect.images").split(" ", -1)) {
            String[] parts = image.split("=", -1);
            if (parts.length != 2 || parts[0].isEmpty()) {
                throw new IllegalArgumentException("an image input is described as \"" + image + "\"");
            }
            List<PerfusionState> channels = Arrays.stream(parts[1].split(",", -1))
                    .map(OnnxMetadata::state)
                    .toList();
            if (images.put(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), channels) != null) {
                throw new IllegalArgumentException("the image input " + parts[0] + " is described twice");
            }
        }
        boolean clinical = flag(entries, "spect.clinical");
        List<Double> thresholds = Arrays.stream(
                        entry(entries, "spect.thresholds").split(" ", -1))
                .map(Double::valueOf)
                .toList();
        return new OnnxMetadata(
                images,
                new ClassifierInputs(
                        pixels, images.values().stream().flatMap(List::stream).collect(Collectors.toSet()), clinical),
                flag(entries, "spect.within_disc"),
                Thresholds.of(thresholds),
                Optional.ofNullable(entries.get("spect.data_crc32c")),
                entry(entries, "model.json"));
    }

    private static PerfusionState state(String id) {
        return Arrays.stream(PerfusionState.values())
                .filter(state -> state.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an image input holds maps of \"" + id + "\""));
    }

    private static String entry(Map<String, String> entries, String key) {
        String value = entries.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the entry " + key + " is missing");
        }
        return value;
    }

    private static boolean flag(Map<String, String> entries, String key) {
        String value = entry(entries, key);
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("the entry " + key + " is " + value + ": must be true or false");
        }
        return value.equals("true");
    }
}
