package io.github.spectcad.nn.graph;

/** Derives seeds from seeds. */
final class Seeds {
    private Seeds() {}

    /** A seed for the named part. */
    static long mix(long seed, String name) {
        long mixed = finish(seed + 0x9E3779B97F4A7C15L);
        for (int i = 0; i < name.length(); i++) {
            mixed = finish(mixed + 0x9E3779B97F4A7C15L ^ name.charAt(i));
        }
        return mixed;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195). */
    private static long finish(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
