package io.github.spectcad.keras;

import io.jhdf.api.Dataset;
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
        Object flat = dataset.getDataFlat();
        if (flat instanceof float[] floats) {
            return floats;
        }
        if (flat instanceof double[] doubles) {
            float[] floats = new float[doubles.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) doubles[i];
            }
            return floats;
        }
        throw new IllegalStateException(
                "its values are " + flat.getClass().getComponentType() + ", not float or double");
    }
}
