package io.github.spectcad.study.factorial;

/**
 * How a task of a cell ended.
 *
 * @since 0.1.0
 */
public enum CellOutcome {
    /** The result is stored, by this call or an earlier one. */
    DONE,
    /** It failed, and the error is stored; the cells that need it fail with it. */
    FAILED,
    /** It was told to stop; what was done since the last checkpoint is lost, the rest is kept. */
    STOPPED,
    /** Somebody else, who is alive, works on it; ask again later. */
    TAKEN
}
