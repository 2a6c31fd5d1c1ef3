package io.github.spectcad.onnx;

import io.github.spectcad.onnx.ProtoStream.MalformedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that a graph holds operators that compute something of their inputs, and constants of the size they say: no
 * branches, loops, custom operators or operators that make large values of small ones, and no constants in files but one
 * beside the graph.
 */
final class GraphCheck {
    private static final int MOST_NODES = 200_000;
    private static final int MOST_NAME = 1000;
    private static final long MOST_SHIFT = 4096; // of pads, windows, steps
    private static final Map<Long, Integer> BYTES = Map.of(1L, Float.BYTES, 7L, Long.BYTES);
    private static final Set<Long> ATTRIBUTES = Set.of(1L, 2L, 6L, 7L); // float, int and lists of them
    private static final Set<String> OPERATORS = Set.of(
            "Abs",
            "Add",
            "AveragePool",
            "BatchNormalization",
            "Clip",
            "Concat",
            "Conv",
            "Div",
            "Elu",
            "Erf",
            "Exp",
            "Flatten",
            "Gemm",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "HardSigmoid",
            "Identity",
            "InstanceNormalization",
            "LeakyRelu",
            "Log",
            "MatMul",
            "Max",
            "MaxPool",
            "Mean",
            "Min",
            "Mul",
            "Neg",
            "PRelu",
            "Pad",
            "Pow",
            "Reciprocal",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceSum",
            "Relu",
            "Reshape",
            "Selu",
            "Sigmoid",
            "Slice",
            "Softmax",
            "Softplus",
            "Split",
            "Sqrt",
            "Squeeze",
            "Sub",
            "Sum",
            "Tanh",
            "Transpose",
            "Unsqueeze");

    private int nodes;
    private String data;
    private long dataEnd;

    /** {@return the name of the file of the constants, if there is one} */
    Optional<String> dataFile() {
        return Optional.ofNullable(data);
    }

    /** {@return the least number of bytes of that file} */
    long dataEnd() {
        return dataEnd;
    }

    /** Reads the graph, from here to its end. */
    void read(ProtoStream in, long end) throws IOException {
        while (in.nextField(end)) {
            switch (in.field()) {
                case 1 -> readNode(in, in.end(end));
                case 5 -> readConstant(in, in.end(end));
                case 2, 10, 11, 12, 13 -> in.skip(end);
                default -> throw new MalformedException("field " + in.field() + " of the graph is not known");
            }
        }
    }

    private void readNode(ProtoStream in, long end) throws IOException {
        String operator = "";
        while (in.nextField(end)) {
            switch (in.field()) {
                case 4 -> operator = in.text(end, MOST_NAME);
                case 5 -> readAttribute(in, in.end(end));
                case 7 -> require(in.text(end, MOST_NAME).isEmpty(), "an operator is not of the standard domain");
                case 1, 2, 3, 6 -> in.skip(end);
                default -> throw new MalformedException("field " + in.field() + " of an operator is not known");
            }
        }
        require(OPERATORS.contains(operator), "the operator \"" + operator + "\" is not allowed");
        require(++nodes <= MOST_NODES, "there are more than " + MOST_NODES + " operators");
    }

    private static void readAttribute(ProtoStream in, long end) throws IOException {
        String name = "";
        long type = 0;
        boolean far = false;
        while (in.nextField(end)) {
            switch (in.field()) {
                case 1 -> name = in.text(end, MOST_NAME);
                case 3, 8 -> {
                    long value = in.integer(end);
                    far |= value < -MOST_SHIFT || value > MOST_SHIFT;
                }
                case 20 -> type = in.integer(end);
                case 2, 7, 13 -> in.skip(end);
                default -> throw new MalformedException("field " + in.field() + " of an attribute is not known");
            }
        }
        require(ATTRIBUTES.contains(type), "the attribute \"" + name + "\" is of kind " + type);
        boolean shifts = Set.of("pads", "kernel_shape", "strides", "dilations").contains(name);
        require(!(shifts && far), name + " of an operator are more than " + MOST_SHIFT + " pixels");
    }

    private void readConstant(ProtoStream in, long end) throws IOException {
        long values = 1;
        long type = 0;
        long bytes = 0;
        boolean external = false;
        Map<String, String> place = new HashMap<>();
        while (in.nextField(end)) {
            switch (in.field()) {
                case 1 -> values = product(values, in.integer(end));
                case 2 -> type = in.integer(end);
                case 8, 12 -> in.skip(end);
                case 9 -> {
                    long rawEnd = in.end(end);
                    bytes = rawEnd - in.position();
                    in.skipTo(rawEnd);
                }
                case 13 -> readPlace(in, in.end(end), place);
                case 14 -> external = in.integer(end) == 1;
                default -> throw new MalformedException("field " + in.field() + " of a constant is not known");
            }
        }
        require(BYTES.containsKey(type), "a constant has values of type " + type);
        if (external) {
            bytes = placed(place);
        }
        require(external || place.isEmpty(), "a constant is here and elsewhere");
        require(values * BYTES.get(type) == bytes, "a constant of " + values + " values has " + bytes + " bytes");
    }

    private static long product(long values, long extent) throws MalformedException {
        require(extent >= 0 && extent <= Integer.MAX_VALUE, "an extent of a constant is " + extent);
        long product = values * extent;
        require(product <= 1L << 40, "a constant is too large");
        return product;
    }

    private static void readPlace(ProtoStream in, long end, Map<String, String> place) throws IOException {
        String key = "";
        String value = "";
        while (in.nextField(end)) {
            switch (in.field()) {
                case 1 -> key = in.text(end, MOST_NAME);
                case 2 -> value = in.text(end, MOST_NAME);
                default -> in.skip(end);
            }
        }
        place.put(key, value);
    }

    private long placed(Map<String, String> place) throws MalformedException {
        require(place.keySet().equals(Set.of("location", "offset", "length")), "the place of a constant is not clear");
        String location = place.get("location");
        require(
                location.matches("[^/\\\\:\\p{Cntrl}]+") && !location.startsWith("."),
                "constants lie in \"" + location + "\": only a file beside the model is read");
        require(data == null || data.equals(location), "constants lie in several files");
        data = location;
        try {
            long offset = Long.parseLong(place.get("offset"));
            long length = Long.parseLong(place.get("length"));
            require(
                    offset >= 0 && length >= 0 && offset <= Long.MAX_VALUE - length,
                    "the place of a constant is not clear");
            dataEnd = Math.max(dataEnd, offset + length);
            return length;
        } catch (NumberFormatException e) {
            throw new MalformedException("the place of a constant is not clear");
        }
    }

    private static void require(boolean right, String problem) throws MalformedException {
        if (!right) {
            throw new MalformedException(problem);
        }
    }
}
