package io.github.spectcad.nn.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Views of dense row-major arrays. */
public final class Views {
    private Views() {}

    /**
     * A dense row-major view of some consecutive values.
     *
     * @param array a dense row-major array
     * @param offset index of the view's first value, counted from the array's
     * @param dimensions extents of the view
     * @return the view
     */
    public static INDArray of(INDArray array, long offset, long... dimensions) {
        long[] strides = new long[dimensions.length];
        long stride = 1;
        for (int i = dimensions.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= dimensions[i];
        }
        return Nd4j.create(array.data(), dimensions, strides, array.offset() + offset, 'c', array.dataType());
    }
}
