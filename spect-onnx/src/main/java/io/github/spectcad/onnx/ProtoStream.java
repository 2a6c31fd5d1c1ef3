package io.github.spectcad.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Reads messages in the wire format of Protocol Buffers field by field, once from front to back, and never holds more of
 * them than is asked for. Errors are {@link MalformedException}s.
 */
final class ProtoStream {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final CRC32C checksum = new CRC32C();
    private int next;
    private int filled;
    private long consumed; // bytes of buffers before this one
    private int summed; // bytes of this buffer in the checksum
    private int field;
    private int type;

    ProtoStream(InputStream in) {
        this.in = in;
    }

    /** The bytes are no such message. */
    static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedException(String problem) {
            super(problem);
        }
    }

    /** {@return bytes read so far} */
    long position() {
        return consumed + next;
    }

    /** {@return CRC-32C of all bytes read so far} */
    long checksum() {
        checksum.update(buffer, summed, next - summed);
        summed = next;
        return checksum.getValue();
    }

    /**
     * Reads the head of the next field.
     *
     * @param end position after the message
     * @return false at its end
     */
    boolean nextField(long end) throws IOException {
        if (position() == end) {
            return false;
        }
        long tag = varint(end);
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 3 < 1 || tag >>> 3 > 536_870_911) {
            throw new MalformedException("a field has the number " + (tag >>> 3));
        }
        return true;
    }

    int field() {
        return field;
    }

    /** {@return the value of a field that is an integer} */
    long integer(long end) throws IOException {
        require(type == VARINT);
        return varint(end);
    }

    /** {@return the position after the field, which is a message or bytes} */
    long end(long end) throws IOException {
        require(type == LENGTH_DELIMITED);
        long length = varint(end);
        if (length < 0 || length > end - position()) {
            throw new MalformedException("field " + field + " ends after what holds it");
        }
        return position() + length;
    }

    /** {@return the text of a field} */
    String text(long end, int most) throws IOException {
        long fieldEnd = end(end);
        long length = fieldEnd - position();
        if (length > most) {
            throw new MalformedException("field " + field + " has " + length + " bytes: allowed are " + most);
        }
        byte[] bytes = new byte[(int) length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) read();
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("field " + field + " is no UTF-8");
        }
    }

    /** Passes over a field. */
    void skip(long end) throws IOException {
        switch (type) {
            case VARINT -> varint(end);
            case FIXED_64 -> skipTo(bounded(position() + 8, end));
            case FIXED_32 -> skipTo(bounded(position() + 4, end));
            default -> skipTo(end(end));
        }
    }

    /** Passes over everything up to a position. */
    void skipTo(long position) throws IOException {
        while (position() < position) {
            if (next == filled) {
                fill();
            }
            next += (int) Math.min(filled - next, position - position());
        }
    }

    private long bounded(long position, long end) throws MalformedException {
        if (position > end) {
            throw new MalformedException("field " + field + " ends after what holds it");
        }
        return position;
    }

    private void require(boolean right) throws MalformedException {
        if (!right) {
            throw new MalformedException("field " + field + " is of another kind (" + type + ")");
        }
    }

    private long varint(long end) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position() >= end) {
                throw new MalformedException("a number ends after what holds it");
            }
            int b = read();
            value |= (long) (b & 0x7F) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new MalformedException("a number has more than 64 bits");
    }

    private int read() throws IOException {
        if (next == filled) {
            fill();
        }
        return buffer[next++] & 0xFF;
    }

    private void fill() throws IOException {
        checksum();
        consumed += filled;
        filled = 0;
        next = 0;
        summed = 0;
        int count = in.read(buffer);
        if (count <= 0) {
            throw new EOFException("the file ends early");
        }
        filled = count;
    }
}
