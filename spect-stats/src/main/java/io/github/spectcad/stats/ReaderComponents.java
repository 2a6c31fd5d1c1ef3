package io.github.spectcad.stats;

import java.util.Objects;

/**
 * The mean squares and error covariances of a multi-reader study: the parts that Obuchowski and Rockette's tests and sample sizes
 * are made of.
 *
 * <p>Cost: that of {@link ObuchowskiRockette}.
 *
 * @param tests number of tests
 * @param readers number of readers
 * @param cases number of cases that count
 * @param testMeanSquare MS(T) of the measures; NaN with one test
 * @param readerMeanSquare MS(R); NaN with one reader
 * @param interactionMeanSquare MS(TR); NaN with one test or one reader
 * @param variance mean variance of a measure that comes from the cases
 * @param cov1 mean covariance of one reader with two tests
 * @param cov2 mean covariance of two readers with one test
 * @param cov3 mean covariance of two readers with two tests; each is 0 where there are no such pairs
 * @since 0.1.0
 */
public record ReaderComponents(
        int tests,
        int readers,
        int cases,
        double testMeanSquare,
        double readerMeanSquare,
        double interactionMeanSquare,
        double variance,
        double cov1,
        double cov2,
        double cov3) {

    /**
     * Estimates the components of a study.
     *
     * @param study the study
     * @param method how covariances are estimated
     * @return the components
     * @throws NullPointerException if an argument is null
     */
    public static ReaderComponents of(ReaderStudy study, ReaderCovariance method) {
        Objects.requireNonNull(study, "study");
        return of(study, new ReaderCovariances(study, Objects.requireNonNull(method, "method")));
    }

    static ReaderComponents of(ReaderStudy study, ReaderCovariances covariances) {
        int t = study.tests();
        int r = study.readers();
        double[] byTest = new double[t];
        double[] byReader = new double[r];
        double grand = 0;
        for (int i = 0; i < t; i++) {
            for (int j = 0; j < r; j++) {
                byTest[i] += study.values[i][j] / r;
                byReader[j] += study.values[i][j] / t;
                grand += study.values[i][j] / (t * r);
            }
        }
        double tests = 0;
        double readers = 0;
        double interaction = 0;
        for (int i = 0; i < t; i++) {
            tests += r * (byTest[i] - grand) * (byTest[i] - grand);
            for (int j = 0; j < r; j++) {
                double rest = study.values[i][j] - byTest[i] - byReader[j] + grand;
                interaction += rest * rest;
            }
        }
        for (double mean : byReader) {
            readers += t * (mean - grand) * (mean - grand);
        }
        return new ReaderComponents(
                t,
                r,
                study.cases(),
                tests / (t - 1),
                readers / (r - 1),
                interaction / ((t - 1) * (r - 1)),
                covariances.mean(true, true),
                covariances.mean(false, true),
                covariances.mean(true, false),
                covariances.mean(false, false));
    }

    /**
     * The variance component of the interaction of tests and readers.
     *
     * @return MS(TR) - variance + cov1 + (cov2 - cov3), which may be negative; NaN with one test or one reader
     */
    public double interactionVariance() {
        return interactionMeanSquare - variance + cov1 + cov2 - cov3;
    }

    /**
     * The variance component of the readers.
     *
     * @return (MS(R) - MS(TR)) / tests - (cov1 - cov3), which may be negative; NaN with one test or one reader
     */
    public double readerVariance() {
        return (readerMeanSquare - interactionMeanSquare) / tests - cov1 + cov3;
    }
}
