package io.github.spectcad.stats;

import java.math.BigInteger;

/**
 * Sums of integers without rounding, so that a variance that is zero is exactly zero and no result depends on the order of
 * the subjects.
 */
final class ExactSums {

    private static final double TWO_64 = 0x1p64;

    private ExactSums() {}

    /** The exact sum. */
    static long sum(int[] values) {
        long sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum;
    }

    /**
     * {@code n * sum(a[i] b[i]) - sum(a) sum(b)}, which is n (n - 1) times the sample covariance; exact but for the last
     * conversion to double.
     *
     * @param a first values
     * @param b second values, as many
     * @param bound no value of either array exceeds it in absolute value
     */
    static double coSpread(int[] a, int[] b, long bound) {
        int n = a.length;
        BigInteger products = BigInteger.ZERO;
        // fewer than 2^63 / bound^2 products fit in one long
        int block = (int) Math.max(1, Math.min(n, 0x1p62 / ((double) bound * bound)));
        for (int start = 0; start < n; start += block) {
            long part = 0;
            int end = Math.min(n, start + block);
            for (int i = start; i < end; i++) {
                part += (long) a[i] * b[i];
            }
            products = products.add(BigInteger.valueOf(part));
        }
        return products.multiply(BigInteger.valueOf(n))
                .subtract(BigInteger.valueOf(sum(a)).multiply(BigInteger.valueOf(sum(b))))
                .doubleValue();
    }

    /** {@code a * b - c * d} by 128-bit integers, rounded once to double. */
    static double difference(long a, long b, long c, long d) {
        long lowAb = a * b;
        long lowCd = c * d;
        long low = lowAb - lowCd;
        long high =
                Math.multiplyHigh(a, b) - Math.multiplyHigh(c, d) - (Long.compareUnsigned(lowAb, lowCd) < 0 ? 1 : 0);
        boolean negative = high < 0;
        if (negative) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
        double magnitude = high * TWO_64 + unsigned(low);
        return negative ? -magnitude : magnitude;
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (double) ((value >>> 1) | (value & 1)) * 2;
    }
}
