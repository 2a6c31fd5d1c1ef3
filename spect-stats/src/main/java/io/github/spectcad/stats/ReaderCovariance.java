package io.github.spectcad.stats;

/**
 * How the covariances of the readers' measures are estimated from the cases.
 *
 * @since 0.1.0
 */
public enum ReaderCovariance {
    /**
     * DeLong's for areas, that of sample proportions for sensitivity and specificity. Takes designs in which readers read different
     * cases: the covariance is over the cases that both read.
     */
    DELONG,
    /**
     * The jackknife over all cases, with which Obuchowski and Rockette's method is that of Dorfman, Berbaum and Metz. A case that a
     * reader did not read leaves the reader's measure as it is when it is left out.
     */
    JACKKNIFE
}
