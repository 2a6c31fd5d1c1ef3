package io.github.spectcad.nn.layer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An operator of the standard domain of ONNX with its inputs and attributes. Immutable.
 *
 * @param operator its name, for example {@code Conv}, as of operator set 13
 * @param inputs names of values; an empty one leaves an optional input out
 * @param attributes values by name: {@code Long}, {@code Float} or {@code List<Long>}
 * @since 0.1.0
 */
public record OnnxNode(String operator, List<String> inputs, Map<String, Object> attributes) {
    /** Copies the lists. */
    public OnnxNode {
        Objects.requireNonNull(operator, "operator");
        inputs = List.copyOf(inputs);
        attributes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /**
     * An operator without attributes.
     *
     * @param operator its name
     * @param inputs names of values
     * @return the node
     */
    public static OnnxNode of(String operator, String... inputs) {
        return new OnnxNode(operator, List.of(inputs), Map.of());
    }

    /**
     * With one more attribute.
     *
     * @param name its name
     * @param value its value
     * @return the node
     */
    public OnnxNode integer(String name, long value) {
        return with(name, value);
    }

    /**
     * With one more attribute.
     *
     * @param name its name
     * @param values its values
     * @return the node
     */
    public OnnxNode integers(String name, long... values) {
        return with(name, Arrays.stream(values).boxed().toList());
    }

    /**
     * With one more attribute.
     *
     * @param name its name
     * @param value its value
     * @return the node
     */
    public OnnxNode real(String name, double value) {
        return with(name, (float) value);
    }

    private OnnxNode with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(Objects.requireNonNull(name, "name"), value);
        return new OnnxNode(operator, inputs, more);
    }
}
