package io.github.spectcad.study.table;

/**
 * What a number in a table is, which decides how it is shown to people; files get all digits.
 *
 * @since 0.1.0
 */
public enum NumberKind {
    /** A measure in [0, 1]. */
    SHARE,
    /** A difference, a slope, a score or another number that may be negative. */
    DECIMAL,
    /** A p-value. */
    P_VALUE
}
