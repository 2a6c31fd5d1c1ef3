package io.github.spectcad.nn.kernel;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The memory of single-precision arrays for loops written in Java. ND4J's own loops over statistics, pooling and the
 * backward passes of simple functions take many times what the memory allows, so layers do those passes themselves: they
 * copy {@link #CHUNK} values at a time into a heap array that stays in the first-level cache, work there in loops the
 * compiler vectorises, and copy back.
 */
public final class Floats {
    /** Values to work on at a time. */
    public static final int CHUNK = 2048;

    private static final ThreadLocal<float[][]> SCRATCH = ThreadLocal.withInitial(() -> new float[4][CHUNK]);

    private Floats() {}

    /**
     * Whether an array can be worked on.
     *
     * @param array any array
     * @return whether its values are single precision
     */
    public static boolean isFloat(INDArray array) {
        return array.dataType() == DataType.FLOAT;
    }

    /**
     * The memory of an array.
     *
     * @param array a dense row-major array of single precision and less than 2^29 values
     * @return its memory, valid as long as the array is; for absolute access, by any thread
     * @throws IllegalArgumentException if the array is too large
     */
    public static FloatBuffer of(INDArray array) {
        return bytes(array).asFloatBuffer();
    }

    /**
     * The memory of an array as the bits of its values.
     *
     * @param array as for {@link #of}
     * @return its memory
     */
    public static IntBuffer bits(INDArray array) {
        return bytes(array).asIntBuffer();
    }

    /**
     * Where the memory of an array starts.
     *
     * @param array any array
     * @return its address
     */
    public static long address(INDArray array) {
        return array.data().addressPointer().address();
    }

    private static java.nio.ByteBuffer bytes(INDArray array) {
        if (array.length() > Integer.MAX_VALUE / Float.BYTES) {
            throw new IllegalArgumentException("an array of " + array.length()
                    + " values is too large for one buffer: use a smaller batch or smaller maps");
        }
        FloatPointer pointer = new FloatPointer(array.data().addressPointer()).capacity(array.length());
        return pointer.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** {@return four heap arrays of {@link #CHUNK} values that belong to the current thread} */
    public static float[][] scratch() {
        return SCRATCH.get();
    }

    /**
     * Adds a number to values.
     *
     * @param values the values, at the start of the array
     * @param count how many
     * @param shift what is added
     */
    public static void add(float[] values, int count, float shift) {
        for (int i = 0; i < count; i++) {
            values[i] += shift;
        }
    }
}
