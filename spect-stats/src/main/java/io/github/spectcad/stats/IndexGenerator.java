package io.github.spectcad.stats;

/**
 * Random indices from the generator xoroshiro128++ (Blackman and Vigna 2021,
 * <a href="https://doi.org/10.1145/3460772">doi:10.1145/3460772</a>), seeded by SplitMix64 from a seed and a stream number.
 *
 * <p>Each 64-bit output gives two 32-bit numbers, high half first. A number is mapped to [0, bound) by Lemire's multiplication
 * with rejection (2019, <a href="https://doi.org/10.1145/3230636">doi:10.1145/3230636</a>), which has no bias. An odd half is
 * discarded at the end of a call, so that the result of a call depends on the calls before it only.
 */
final class IndexGenerator {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long LOW_HALF = 0xFFFFFFFFL;

    private long s0;
    private long s1;

    /** Starts the stream of a seed. Streams of different numbers are independent for all practical purposes. */
    void start(long seed, long stream) {
        long state = mix(seed + GOLDEN) + stream * GOLDEN;
        s0 = mix(state + GOLDEN);
        s1 = mix(state + 2 * GOLDEN) | 1; // the state must not be all zero
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /** Writes count elements of a pool, drawn with replacement, from an offset on. */
    void draw(int[] pool, int count, int[] out, int offset) {
        int bound = pool.length;
        long limit = (1L << 32) % bound;
        long a = s0;
        long b = s1;
        int next = offset;
        int end = offset + count;
        while (next < end) {
            long bits = Long.rotateLeft(a + b, 17) + a;
            b ^= a;
            a = Long.rotateLeft(a, 49) ^ b ^ (b << 21);
            b = Long.rotateLeft(b, 28);
            long first = (bits >>> 32) * bound;
            if ((first & LOW_HALF) >= limit) {
                out[next++] = pool[(int) (first >>> 32)];
            }
            long second = (bits & LOW_HALF) * bound;
            if (next < end && (second & LOW_HALF) >= limit) {
                out[next++] = pool[(int) (second >>> 32)];
            }
        }
        s0 = a;
        s1 = b;
    }

    /** Counts count elements of a pool, drawn with replacement: the same draws as {@link #draw}. */
    void count(int[] pool, int count, int[] counts) {
        int bound = pool.length;
        long limit = (1L << 32) % bound;
        long a = s0;
        long b = s1;
        int left = count;
        while (left > 0) {
            long bits = Long.rotateLeft(a + b, 17) + a;
            b ^= a;
            a = Long.rotateLeft(a, 49) ^ b ^ (b << 21);
            b = Long.rotateLeft(b, 28);
            long first = (bits >>> 32) * bound;
            if ((first & LOW_HALF) >= limit) {
                counts[pool[(int) (first >>> 32)]]++;
                left--;
            }
            long second = (bits & LOW_HALF) * bound;
            if (left > 0 && (second & LOW_HALF) >= limit) {
                counts[pool[(int) (second >>> 32)]]++;
                left--;
            }
        }
        s0 = a;
        s1 = b;
    }
}
