package io.github.spectcad.dl4j;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The parameters of a model as ND4J writes an array: a buffer of its shape, then one of its values. A buffer is how it was
 * allocated (text), its length (long), its type (text), and its values, big-endian.
 */
final class Coefficients {
    private static final int MAX_SHAPE = 100;

    private Coefficients() {}

    /**
     * Reads the values.
     *
     * @param in where from
     * @param bytes size of the entry, which bounds what is allocated
     * @return [1, length]
     */
    static INDArray read(InputStream in, long bytes) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        data.readUTF();
        long shape = data.readLong();
        String type = data.readUTF();
        if (!type.equals("LONG") || shape < 1 || shape > MAX_SHAPE) {
            throw new IllegalStateException("coefficients.bin does not begin with the shape of an array");
        }
        data.skipNBytes(shape * Long.BYTES);
        data.readUTF();
        long length = data.readLong();
        String kind = data.readUTF();
        int size = switch (kind) {
            case "FLOAT" -> Float.BYTES;
            case "DOUBLE" -> Double.BYTES;
            default ->
                throw new IllegalStateException(
                        "coefficients.bin has values of type " + kind + ": known are FLOAT and DOUBLE");
        };
        if (length < 1 || length > bytes / size || length > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(
                    "coefficients.bin says it has " + length + " values and has " + bytes + " bytes");
        }
        float[] values = new float[(int) length];
        for (int i = 0; i < values.length; i++) {
            values[i] = size == Float.BYTES ? data.readFloat() : (float) data.readDouble();
        }
        return Nd4j.createFromArray(values).reshape(1, length);
    }
}
