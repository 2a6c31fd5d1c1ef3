package io.github.spectcad.stats;

/**
 * Whether the normal approximation of a discrete statistic is corrected by half a step towards the centre.
 *
 * @since 0.1.0
 */
public enum ContinuityCorrection {
    /** Half a step towards the centre; a two-sided statistic exactly at the centre is not moved. */
    APPLY,
    /** No correction. */
    OMIT
}
