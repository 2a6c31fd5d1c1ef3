package io.github.spectcad.nn.kernel;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums of maps. */
public final class RowSums {
    private RowSums() {}

    /**
     * Sums each channel over samples and pixels.
     *
     * @param maps {@code [samples, channels, height, width]}
     * @param sums a value for each channel, overwritten
     */
    public static void perChannel(INDArray maps, INDArray sums) {
        FloatBuffer values = Floats.of(maps);
        FloatBuffer result = Floats.of(sums);
        int samples = Math.toIntExact(maps.size(0));
        int channels = Math.toIntExact(maps.size(1));
        int area = Math.toIntExact(maps.size(2) * maps.size(3));
        int groups = Math.max(1, Math.min(channels, values.capacity() >> 15));
        Parallel.run(groups, g -> {
            float[] chunk = Floats.scratch()[0];
            for (int c = g * channels / groups; c < (g + 1) * channels / groups; c++) {
                double sum = 0;
                for (int n = 0; n < samples; n++) {
                    int row = (n * channels + c) * area;
                    for (int from = 0; from < area; from += Floats.CHUNK) {
                        int count = Math.min(Floats.CHUNK, area - from);
                        values.get(row + from, chunk, 0, count);
                        sum += sum(chunk, count);
                    }
                }
                result.put(c, (float) sum);
            }
        });
    }

    /**
     * Means of each channel of each sample over its pixels.
     *
     * @param maps {@code [samples, channels, height, width]}
     * @param means a value for each channel of each sample, overwritten
     */
    public static void means(INDArray maps, INDArray means) {
        FloatBuffer values = Floats.of(maps);
        FloatBuffer result = Floats.of(means);
        int rows = result.capacity();
        int area = values.capacity() / rows;
        int groups = Math.max(1, Math.min(rows, values.capacity() >> 15));
        Parallel.run(groups, g -> {
            float[] chunk = Floats.scratch()[0];
            int end = (int) ((g + 1L) * rows / groups);
            for (int row = (int) ((long) g * rows / groups); row < end; row++) {
                double sum = 0;
                for (int from = 0; from < area; from += Floats.CHUNK) {
                    int count = Math.min(Floats.CHUNK, area - from);
                    values.get(row * area + from, chunk, 0, count);
                    sum += sum(chunk, count);
                }
                result.put(row, (float) (sum / area));
            }
        });
    }

    /** Sums the first values, which are overwritten: halves are added until little is left, in loops that vectorise. */
    private static double sum(float[] values, int count) {
        int left = count;
        for (; left > 64; left = (left + 1) / 2) {
            fold(values, left / 2, (left + 1) / 2);
        }
        double sum = 0;
        for (int i = 0; i < left; i++) {
            sum += values[i];
        }
        return sum;
    }

    private static void fold(float[] values, int count, int distance) {
        for (int i = 0; i < count; i++) {
            values[i] += values[i + distance];
        }
    }
}
