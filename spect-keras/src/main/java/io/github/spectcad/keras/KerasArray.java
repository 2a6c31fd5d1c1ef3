package io.github.spectcad.keras;

import io.jhdf.api.Dataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** One array of a weight file; its values are read when asked for. */
record KerasArray(String name, List<Integer> extents, Dataset dataset) {
    long size() {
        long size = 1;
        for (int extent : extents) {
            size *= extent;
        }
        return size;
    }

    /** The values in row-major order; throws an unchecked exception of any kind if the file is damaged. */
    float[] values() {
        Compression.requireBounded(dataset);
        DataType type = dataset.getDataType();
        if (type instanceof StringData && type.getSize() == Bfloat16Types.BYTES) {
            return bfloat16(ByteOrder.LITTLE_ENDIAN);
        }
        if (type instanceof FloatingPoint floats) {
            int exponent = floats.getExponentSize();
            switch (type.getSize() + " " + exponent) {
                case "2 8" -> {
                    return bfloat16(floats.getByteOrder());
                }
                case "2 5", "4 8", "8 11" -> {
                    return floats(dataset.getDataFlat());
                }
                default ->
                    throw new IllegalStateException("its values are numbers of " + type.getSize() + " bytes with an"
                            + " exponent of " + exponent + " bits: known are bfloat16, half, single and double"
                            + " precision");
            }
        }
        throw new IllegalStateException(dataset.getPath() + " has values that are not float or double");
    }

    private static float[] floats(Object flat) {
        if (flat instanceof float[] floats) {
            return floats;
        }
        double[] doubles = (double[]) flat;
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    /** The upper halves of floats. */
    private float[] bfloat16(ByteOrder order) {
        ByteBuffer bytes = ((DatasetBase) dataset).getDataBuffer().order(order);
        float[] values = new float[Math.toIntExact(size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(bytes.getShort(i * Bfloat16Types.BYTES) << Short.SIZE);
        }
        return values;
    }
}
