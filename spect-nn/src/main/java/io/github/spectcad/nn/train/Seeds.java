package io.github.spectcad.nn.train;

import java.nio.charset.StandardCharsets;

/** Seeds that depend on what they are for and not on what was drawn before. */
final class Seeds {
    private Seeds() {}

    /** A seed for one purpose of one epoch. */
    static long of(long seed, String purpose, long epoch) {
        return mix(mix(seed + 0x9e3779b97f4a7c15L * (epoch + 1)) ^ fnv(purpose));
    }

    /** Fowler-Noll-Vo hash FNV-1a, 64 bit. */
    private static long fnv(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
