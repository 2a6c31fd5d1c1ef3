package io.github.spectcad.nn.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads records from JSON that a person wrote. Nothing is guessed or passed over: an unknown field, a field given twice, 2.5
 * where a whole number belongs, a number in quotes or text after the end is an error, which says in plain words where it is,
 * what is there and what is allowed. Fields that a record gives a default may be missing.
 *
 * @since 0.1.0
 */
public final class StrictJson {
    private static final int SHOWN = 60;
    private static final Pattern QUOTED = Pattern.compile("[\"'`]([^\"'`]*)[\"'`]");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StrictJson() {}

    /** The text is not what it should be; the message says where and what, for the reader of the text. */
    public static final class InvalidJsonException extends IOException {
        private static final long serialVersionUID = 1L;

        private InvalidJsonException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Reads a record.
     *
     * @param json UTF-8, with or without a byte order mark
     * @param example any value with every field and one element in every list: it says which fields there are and of which kind
     * @param <T> the record
     * @return its value
     * @throws InvalidJsonException if the text is no such record, or the record refuses a value
     */
    public static <T> T read(byte[] json, T example) throws InvalidJsonException {
        JsonNode tree = tree(json);
        checkKinds(tree, MAPPER.valueToTree(example), "");
        try {
            @SuppressWarnings("unchecked")
            Class<T> type = (Class<T>) example.getClass();
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw invalid(refusal(e), e);
        }
    }

    /**
     * Reads any JSON.
     *
     * @param json UTF-8, with or without a byte order mark
     * @return its tree
     * @throws InvalidJsonException if the text is no JSON, or a field is given twice
     */
    public static JsonNode tree(byte[] json) throws InvalidJsonException {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(json);
        } catch (StreamReadException e) {
            throw invalid(syntax(e), e);
        } catch (IOException e) {
            throw invalid("it is no UTF-8 text", e);
        }
        if (tree.isMissingNode()) {
            throw invalid("it is empty", null);
        }
        return tree;
    }

    private static InvalidJsonException invalid(String message, Throwable cause) {
        return new InvalidJsonException(message, cause);
    }

    /** What is wrong with the text itself, in our words: the parser's name its options and classes. */
    private static String syntax(StreamReadException e) {
        String original = Objects.requireNonNullElse(e.getOriginalMessage(), "");
        Matcher name = QUOTED.matcher(original);
        String problem = e instanceof JsonEOFException
                ? "it ends too early"
                : original.startsWith("Duplicate") && name.find()
                        ? "the field '" + name.group(1) + "' is given twice"
                        : "it is not valid JSON";
        return e.getLocation() == null
                ? problem
                : problem + " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static void checkKinds(JsonNode node, JsonNode example, String path) throws InvalidJsonException {
        if (node.isNull()) {
            return; // as if it were missing, which the record decides about
        }
        if (!isOfKind(node, example)) {
            throw invalid((path.isEmpty() ? "it" : path) + " is " + shown(node) + ": must be " + kind(example), null);
        }
        if (example.isArray()) {
            for (int i = 0; i < node.size() && !example.isEmpty(); i++) {
                String element = path + "[" + i + "]";
                if (node.get(i).isNull()) {
                    throw invalid(element + " is null: must be " + kind(example.get(0)), null);
                }
                checkKinds(node.get(i), example.get(0), element);
            }
        }
        if (example.isObject()) {
            for (var field : node.properties()) {
                String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                if (!example.has(field.getKey())) {
                    throw invalid("unknown field '" + name + "': known are " + names(example), null);
                }
                checkKinds(field.getValue(), example.get(field.getKey()), name);
            }
        }
    }

    private static boolean isOfKind(JsonNode node, JsonNode example) {
        return switch (example.getNodeType()) {
            case NUMBER ->
                example.isInt()
                        ? node.isIntegralNumber() && node.canConvertToInt()
                        : example.isLong()
                                ? node.isIntegralNumber() && node.canConvertToLong()
                                : node.isNumber() && Double.isFinite(node.doubleValue());
            default -> node.getNodeType() == example.getNodeType();
        };
    }

    private static String kind(JsonNode example) {
        return switch (example.getNodeType()) {
            case NUMBER ->
                example.isInt()
                        ? "a whole number of at most " + Integer.MAX_VALUE
                        : example.isLong() ? "a whole number of at most " + Long.MAX_VALUE : "a number";
            case BOOLEAN -> "true or false";
            case STRING -> "a text in quotes";
            case ARRAY -> "a list in [ ]";
            default -> "an object in { }";
        };
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private static String names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }

    /** What the record says of a value it refuses, after the path to it. */
    private static String refusal(JsonProcessingException e) {
        String path = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                        .replace(".[", "[")
                : "";
        if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
            return path + " is \"" + format.getValue() + "\": must be one of "
                    + Arrays.stream(format.getTargetType().getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        String before = path.isEmpty() ? "" : path + ": ";
        if (e instanceof ValueInstantiationException && e.getCause() != null) {
            return e.getCause() instanceof NullPointerException
                    ? (path.isEmpty() ? "" : path + ".") + e.getCause().getMessage() + " is missing"
                    : before + e.getCause().getMessage();
        }
        return e instanceof MismatchedInputException && !path.isEmpty() ? path + " is missing" : before + "unusable";
    }
}
