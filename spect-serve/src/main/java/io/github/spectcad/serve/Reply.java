package io.github.spectcad.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** An answer: status, type and content. */
record Reply(int status, String type, String content) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String JSON = "application/json; charset=utf-8";

    static Reply json(int status, Object value) {
        try {
            return new Reply(status, JSON, MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("values of maps, lists, texts and numbers can always be written", e);
        }
    }

    static Reply error(int status, String message) {
        return json(status, Map.of("error", message));
    }

    byte[] bytes() {
        return content.getBytes(UTF_8);
    }
}
