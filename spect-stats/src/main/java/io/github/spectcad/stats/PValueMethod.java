package io.github.spectcad.stats;

/** How a rank test computes its p-value. */
public enum PValueMethod {
    /**
     * R's rule: {@link #EXACT} if every sample has fewer than 50 values and there are no ties (and, for the signed rank test, no
     * zeros), otherwise {@link #NORMAL}.
     */
    AUTO,
    /**
     * The exact permutation distribution, also with ties (then conditional on them, Streitberg and Roehmel). Refused where its
     * table would take more than 128 MB.
     */
    EXACT,
    /** The normal approximation with the variance corrected for ties. */
    NORMAL
}
