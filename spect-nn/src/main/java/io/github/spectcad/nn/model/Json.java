package io.github.spectcad.nn.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * Records as JSON: fields in the order of the record, unknown fields ignored, a missing number, a field that occurs twice
 * and a value of another kind errors. Types are those of the record's components, never named in the text. What is read
 * takes memory for the record alone; texts that nest deeper than 50 or hold longer strings than 100,000 are refused.
 */
public final class Json {
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(50)
            .maxStringLength(100_000)
            .maxNameLength(1000)
            .build();
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(LIMITS)
                    // buffers kept for each thread would keep an application's class loader
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Json() {}

    /**
     * Writes a record, indented, lines ended by a line feed on every platform.
     *
     * @param value the record
     * @return UTF-8
     */
    public static byte[] write(Object value) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
        try {
            return (MAPPER.writer(printer).writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a value JSON can hold: " + value, e);
        }
    }

    /**
     * Reads a record.
     *
     * @param json UTF-8
     * @param type the record
     * @param <T> the record
     * @return its value
     * @throws JsonProcessingException if the text is no JSON, or a value is missing or refused by the record
     * @throws IOException never
     */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        return MAPPER.readValue(json, type);
    }

    /**
     * Reads any JSON of our own writing; for texts from outside, {@link #read} takes far less memory.
     *
     * @param json UTF-8
     * @return the tree
     * @throws JsonProcessingException if the text is no JSON
     * @throws IOException never
     */
    public static JsonNode tree(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    /**
     * Reads one number of an object and passes over everything else.
     *
     * @param json UTF-8
     * @param field name of a field of the outermost object
     * @return its value; empty if there is none, or it is no whole number of 32 bits
     * @throws JsonProcessingException if the text up to there is no JSON object
     * @throws IOException never
     */
    static OptionalInt number(byte[] json, String field) throws IOException {
        try (JsonParser parser = MAPPER.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(field);
                JsonToken value = parser.nextToken();
                if (wanted) {
                    return value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT
                            ? OptionalInt.of(parser.getIntValue())
                            : OptionalInt.empty();
                }
                parser.skipChildren();
            }
            return OptionalInt.empty();
        }
    }

    /**
     * What is wrong with a text, and where, without the names of classes.
     *
     * @param refusal what {@link #read} threw
     * @return one sentence; may quote the text
     */
    public static String problem(JsonProcessingException refusal) {
        Throwable cause = refusal.getCause();
        String what = refusal.getOriginalMessage();
        if (cause instanceof IllegalArgumentException) {
            what = cause.getMessage();
        } else if (cause instanceof NullPointerException) {
            what = cause.getMessage() + " is missing";
        }
        JsonLocation where = refusal.getLocation();
        return what + (where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")");
    }
}
