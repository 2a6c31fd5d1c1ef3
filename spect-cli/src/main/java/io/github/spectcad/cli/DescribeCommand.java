package io.github.spectcad.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spect describe}. */
@Command(
        name = "describe",
        header = "Print the provenance of a model.",
        description = "Print everything a model file says of its model: intended use, network, training protocol, data"
                + " fingerprints, thresholds, validation figures, versions and, with --json, the names of all weights.",
        mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String WEIGHTS = "weights";

    /** Longer lists of numbers are matrices, which nobody reads. */
    private static final int MOST_SHOWN = 100;

    @Parameters(paramLabel = "MODEL", description = "Model file.")
    private Path model;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ModelDescription description = ModelFile.describe(model);
        JsonNode tree = MAPPER.readTree(Json.write(description));
        json.print(spec, MAPPER.convertValue(tree, new TypeReference<Map<String, Object>>() {}), () -> text(tree));
        return 0;
    }

    /** Every field of the description, so that none is forgotten; of the weights their number. */
    private static String text(JsonNode description) {
        StringBuilder text = new StringBuilder();
        description.properties().forEach(field -> {
            if (field.getKey().equals(WEIGHTS)) {
                text.append(String.format(
                        Locale.ROOT,
                        "weights: %,d arrays, %,d numbers%n",
                        field.getValue().size(),
                        count(field.getValue())));
            } else {
                append(text, "", field.getKey(), field.getValue());
            }
        });
        return text.toString();
    }

    private static void append(StringBuilder text, String indent, String name, JsonNode value) {
        text.append(indent).append(words(name)).append(':');
        if (value.isContainerNode() && !isShort(value)) {
            text.append('\n');
            if (value.isObject()) {
                value.properties().forEach(field -> append(text, indent + "  ", field.getKey(), field.getValue()));
            } else {
                int i = 1;
                for (JsonNode element : value) {
                    append(text, indent + "  ", Integer.toString(i++), element);
                }
            }
        } else {
            text.append(' ').append(ErrorText.oneLine(shortText(value))).append('\n');
        }
    }

    /** Whether a value is a list of plain values, which fits on a line. */
    private static boolean isShort(JsonNode value) {
        if (!value.isArray()) {
            return value.isEmpty();
        }
        for (JsonNode element : value) {
            if (element.isContainerNode()) {
                return false;
            }
        }
        return true;
    }

    private static String shortText(JsonNode value) {
        if (!value.isContainerNode()) {
            return value.asText();
        }
        if (value.size() > MOST_SHOWN && value.get(0).isNumber()) {
            return String.format(Locale.ROOT, "%,d numbers", value.size());
        }
        StringBuilder text = new StringBuilder();
        value.forEach(element -> text.append(text.isEmpty() ? "" : ", ").append(element.asText()));
        return text.toString();
    }

    /** A name such as {@code trainingPatients} as words. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static long count(JsonNode weights) {
        long numbers = 0;
        for (JsonNode weight : weights) {
            long size = 1;
            for (JsonNode extent : weight.get("dimensions")) {
                size *= extent.asLong();
            }
            numbers += size;
        }
        return numbers;
    }
}
