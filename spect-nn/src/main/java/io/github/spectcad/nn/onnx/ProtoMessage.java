package io.github.spectcad.nn.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the wire format of Protocol Buffers, written field by field. Large fields are given by their length and
 * written last, so that no message is ever whole in memory.
 */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    private final List<Part> parts = new ArrayList<>();
    private ByteArrayOutputStream open = new ByteArrayOutputStream(64);
    private long size;

    /** Bytes that are written when the message is. */
    @FunctionalInterface
    interface Part {
        void writeTo(OutputStream out) throws IOException;
    }

    /** {@return number of bytes} */
    long size() {
        return size;
    }

    ProtoMessage integer(int field, long value) {
        varint(tag(field, VARINT));
        varint(value);
        return this;
    }

    ProtoMessage real(int field, float value) {
        varint(tag(field, FIXED_32));
        int bits = Float.floatToIntBits(value);
        for (int shift = 0; shift < 32; shift += 8) {
            open.write(bits >>> shift);
        }
        size += Float.BYTES;
        return this;
    }

    ProtoMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoMessage bytes(int field, byte[] value) {
        return part(field, value.length, out -> out.write(value));
    }

    /** A message within this one; it must not change any more. */
    ProtoMessage message(int field, ProtoMessage value) {
        return part(field, value.size, value::writeTo);
    }

    /** Bytes of a known number. */
    ProtoMessage part(int field, long length, Part content) {
        varint(tag(field, LENGTH_DELIMITED));
        varint(length);
        byte[] head = open.toByteArray();
        open = new ByteArrayOutputStream(16);
        parts.add(out -> out.write(head));
        parts.add(content);
        size += length;
        return this;
    }

    private static long tag(int field, int type) {
        return 8L * field + type;
    }

    private void varint(long value) {
        long rest = value;
        do {
            long more = rest >>> 7;
            open.write((int) (rest & 0x7F) + (more == 0 ? 0 : 0x80));
            size++;
            rest = more;
        } while (rest != 0);
    }

    void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            part.writeTo(out);
        }
        open.writeTo(out);
    }
}
