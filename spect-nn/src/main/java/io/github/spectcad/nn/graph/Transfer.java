package io.github.spectcad.nn.graph;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between Java arrays and dense native arrays. */
final class Transfer {
    private Transfer() {}

    /** Copies all values into a dense row-major array of the same length. */
    static void copy(float[] from, INDArray to) {
        requireLength(from.length, to);
        Pointer address = to.data().addressPointer();
        if (to.dataType() == DataType.FLOAT) {
            new FloatPointer(address).put(from, 0, from.length);
        } else {
            DoublePointer target = new DoublePointer(address);
            for (int i = 0; i < from.length; i++) {
                target.put(i, from[i]);
            }
        }
    }

    /** All values of a dense row-major array. */
    static float[] toFloats(INDArray from) {
        float[] values = new float[Math.toIntExact(from.length())];
        Pointer address = from.data().addressPointer();
        if (from.dataType() == DataType.FLOAT) {
            new FloatPointer(address).get(values, 0, values.length);
        } else {
            DoublePointer source = new DoublePointer(address);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) source.get(i);
            }
        }
        return values;
    }

    private static void requireLength(int length, INDArray array) {
        if (array.length() != length) {
            throw new IllegalArgumentException("got " + length + " values, the array takes " + array.length());
        }
    }
}
