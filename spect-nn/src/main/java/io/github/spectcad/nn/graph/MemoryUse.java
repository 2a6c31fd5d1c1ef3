package io.github.spectcad.nn.graph;

/** How the arrays of a training share memory. All give the same results; all but the first are for checks of layers. */
public enum MemoryUse {
    /** Places are reused as soon as their content is dead by what the layers say: the normal case. */
    REUSED,
    /** Every array has memory of its own, and no layer works in place. */
    SEPARATE,
    /**
     * As {@link #SEPARATE}, and what a layer says that it does not read in the backward pass is overwritten with NaN before
     * that pass.
     */
    POISONED
}
