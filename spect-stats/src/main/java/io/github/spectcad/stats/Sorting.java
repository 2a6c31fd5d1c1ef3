package io.github.spectcad.stats;

import java.util.Arrays;

/** Sorting and searching of doubles without NaN and without -0.0. */
final class Sorting {

    private Sorting() {}

    /** Sorts ascending. */
    static void sort(double[] values) {
        Arrays.sort(values);
    }

    /** The number of elements of a sorted array that are smaller than a value. */
    static int countBelow(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The number of elements of a sorted array that are smaller than or equal to a value. */
    static int countUpTo(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
