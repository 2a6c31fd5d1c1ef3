package io.github.spectcad.nn.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Records as JSON: fields in the order of the record, unknown fields ignored, a missing number an error. Types are those
 * of the record's components, never named in the text.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
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
     * Reads any JSON.
     *
     * @param json UTF-8
     * @return the tree
     * @throws JsonProcessingException if the text is no JSON
     * @throws IOException never
     */
    public static JsonNode tree(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }
}
