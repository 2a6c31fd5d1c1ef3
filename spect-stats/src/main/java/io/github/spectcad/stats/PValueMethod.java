package io.github.spectcad.stats;

/**
 * How a rank test computes its p-value.
 *
 * @since 0.1.0
 */
public enum PValueMethod {
    /**
     * R's rule: {@link #EXACT} if every sample has fewer than 50 values and there are no ties (and, for the signed rank test, no
     * zeros), otherwise {@link #NORMAL}.
     */
    AUTO,
    /**
     * The exact permutation distribution, also with ties (then conditional on them, Streitberg and Roehmel). Refused where it
     * would take more than 128 MB or, with ties, more than a second or two: for samples of m and n values, m the smaller, where
     * (m + 1) (m n + 1) exceeds 2^24 (twice m n with ties), or that times m + n exceeds 2^33 with ties; for n differences where n^2 (n + 1) / 2 exceeds 1.7e9
     * (half of it with ties).
     */
    EXACT,
    /** The normal approximation with the variance corrected for ties. */
    NORMAL
}
