package io.github.spectcad.stats;

/**
 * Which populations the conclusions of a multi-reader study are about.
 *
 * @since 0.1.0
 */
public enum ReaderPopulation {
    /** Other readers and other cases: both are samples. */
    RANDOM_READERS_AND_CASES,
    /** These readers, other cases. */
    FIXED_READERS,
    /** Other readers, these cases. */
    FIXED_CASES
}
