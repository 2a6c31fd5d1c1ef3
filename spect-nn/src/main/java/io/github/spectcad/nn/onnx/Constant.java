package io.github.spectcad.nn.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A constant of a graph ({@code TensorProto}); its values are asked for when they are written.
 *
 * @param name unique name
 * @param extents its extents; none for a scalar
 * @param kind type of its values
 * @param bytes their number of bytes
 * @param content its values, little-endian
 */
record Constant(String name, List<Long> extents, Kind kind, long bytes, Supplier<byte[]> content) {
    /** The data types of ONNX that are used. */
    enum Kind {
        FLOAT(1),
        INT64(7);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    static Constant floats(String name, long[] extents, Supplier<float[]> values) {
        long count = Arrays.stream(extents).reduce(1, Math::multiplyExact);
        return new Constant(
                name,
                Arrays.stream(extents).boxed().toList(),
                Kind.FLOAT,
                count * Float.BYTES,
                () -> bytes(values.get(), count));
    }

    static Constant integers(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return new Constant(name, List.of((long) values.length), Kind.INT64, bytes.capacity(), bytes::array);
    }

    private static byte[] bytes(float[] values, long count) {
        if (values.length != count) {
            throw new IllegalArgumentException("a constant has " + values.length + " values for " + count + " places");
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(content.get());
    }

    /** The constant with its values in it. */
    ProtoMessage embedded() {
        return head().part(9, bytes, this::writeTo);
    }

    /** The constant with its values in another file. */
    ProtoMessage external(String file, long offset) {
        return head().message(13, entry("location", file))
                .message(13, entry("offset", Long.toString(offset)))
                .message(13, entry("length", Long.toString(bytes)))
                .integer(14, 1);
    }

    private ProtoMessage head() {
        ProtoMessage tensor = new ProtoMessage();
        for (long extent : extents) {
            tensor.integer(1, extent);
        }
        return tensor.integer(2, kind.code()).text(8, name);
    }

    /** A text with a name ({@code StringStringEntryProto}). */
    static ProtoMessage entry(String key, String value) {
        return new ProtoMessage().text(1, key).text(2, value);
    }
}
