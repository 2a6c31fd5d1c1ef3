package io.github.spectcad.stats;

/**
 * The alternative hypothesis of a test that compares a first sample, model or group with a second one.
 *
 * <p>The sign convention is the same in the whole module: the effect is <em>first minus second</em>, so {@link #GREATER}
 * always claims that the first argument has the larger values (a larger AUC, larger observations).
 *
 * @since 0.1.0
 */
public enum Alternative {
    /** The effect is not zero. */
    TWO_SIDED,
    /** The first argument is smaller than the second: first minus second is negative. */
    LESS,
    /** The first argument is larger than the second: first minus second is positive. */
    GREATER
}
