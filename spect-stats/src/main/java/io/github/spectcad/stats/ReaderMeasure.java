package io.github.spectcad.stats;

/**
 * What a multi-reader study measures of each reader with each test.
 *
 * @since 0.1.0
 */
public enum ReaderMeasure {
    /** Area under the empirical ROC curve of ratings. */
    AUC,
    /** Share of diseased cases called diseased, of decisions 0 or 1. */
    SENSITIVITY,
    /** Share of healthy cases called healthy, of decisions 0 or 1. */
    SPECIFICITY
}
