package io.github.spectcad.stats;

import java.util.Arrays;

/** Sorting and searching of doubles without NaN and without -0.0. */
final class Sorting {

    /** From this size on, a radix sort is faster than a comparison sort. */
    private static final int RADIX_SIZE = 1024;

    private static final int DIGIT_BITS = 11;
    private static final int BUCKETS = 1 << DIGIT_BITS;
    private static final int MASK = BUCKETS - 1;
    private static final int PASSES = 6; // 66 bits

    private Sorting() {}

    /** Sorts ascending. */
    static void sort(double[] values) {
        if (isSorted(values)) {
            return;
        }
        if (values.length < RADIX_SIZE) {
            Arrays.sort(values);
            return;
        }
        long[] keys = new long[values.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(values[i]);
        }
        keys = radixSort(keys, null);
        for (int i = 0; i < keys.length; i++) {
            values[i] = value(keys[i]);
        }
    }

    private static boolean isSorted(double[] values) {
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** Sorts ascending and returns, for each place, the former index of the value that is there now. */
    static int[] sortWithOrder(double[] values) {
        long[] keys = new long[values.length];
        int[][] order = {new int[values.length]};
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(values[i]);
            order[0][i] = i;
        }
        keys = radixSort(keys, order);
        for (int i = 0; i < keys.length; i++) {
            values[i] = value(keys[i]);
        }
        return order[0];
    }

    /** Sorts both arrays, on two threads if that pays. */
    static void sortBoth(double[] first, double[] second) {
        int threads = Parallel.threadsFor(15.0 * Math.min(first.length, second.length));
        Parallel.run(2, threads, i -> sort(i == 0 ? first : second));
    }

    /** Sorts keys as unsigned numbers, least significant digit first, and moves the order, if any, with them. */
    private static long[] radixSort(long[] keys, int[][] order) {
        int n = keys.length;
        int[][] starts = new int[PASSES][BUCKETS];
        for (long key : keys) {
            starts[0][(int) key & MASK]++;
            starts[1][(int) (key >>> DIGIT_BITS) & MASK]++;
            starts[2][(int) (key >>> (2 * DIGIT_BITS)) & MASK]++;
            starts[3][(int) (key >>> (3 * DIGIT_BITS)) & MASK]++;
            starts[4][(int) (key >>> (4 * DIGIT_BITS)) & MASK]++;
            starts[5][(int) (key >>> (5 * DIGIT_BITS)) & MASK]++;
        }
        long[] from = keys;
        long[] to = new long[n];
        int[] fromOrder = order == null ? null : order[0];
        int[] toOrder = order == null ? null : new int[n];
        for (int pass = 0; pass < PASSES; pass++) {
            int shift = pass * DIGIT_BITS;
            int[] start = starts[pass];
            if (start[(int) (from[0] >>> shift) & MASK] == n) {
                continue; // all keys share this digit
            }
            int sum = 0;
            for (int b = 0; b < BUCKETS; b++) {
                int count = start[b];
                start[b] = sum;
                sum += count;
            }
            if (order == null) {
                for (long key : from) {
                    to[start[(int) (key >>> shift) & MASK]++] = key;
                }
            } else {
                for (int i = 0; i < n; i++) {
                    int place = start[(int) (from[i] >>> shift) & MASK]++;
                    to[place] = from[i];
                    toOrder[place] = fromOrder[i];
                }
                int[] swap = fromOrder;
                fromOrder = toOrder;
                toOrder = swap;
            }
            long[] swap = from;
            from = to;
            to = swap;
        }
        if (order != null) {
            order[0] = fromOrder;
        }
        return from;
    }

    /** Maps doubles to unsigned numbers in the same order. */
    private static long key(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ ((bits >> 63) | Long.MIN_VALUE);
    }

    private static double value(long key) {
        return Double.longBitsToDouble(key ^ ((~key >> 63) | Long.MIN_VALUE));
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
