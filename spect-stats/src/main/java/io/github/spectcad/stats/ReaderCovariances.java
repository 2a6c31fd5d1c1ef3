package io.github.spectcad.stats;

/** The covariances of all pairs of a reader with a test. */
final class ReaderCovariances {

    private final int tests;
    private final int readers;
    /** Row and column: test times readers plus reader. */
    private final double[][] matrix;

    ReaderCovariances(ReaderStudy study, ReaderCovariance method) {
        tests = study.tests();
        readers = study.readers();
        int size = tests * readers;
        matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                matrix[i][j] = study.covariance(method, i / readers, i % readers, j / readers, j % readers);
                matrix[j][i] = matrix[i][j];
            }
        }
    }

    /** The mean over all pairs with the same or different tests and the same or different readers; 0 without such pairs. */
    double mean(boolean sameTest, boolean sameReader) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                if (i / readers == j / readers == sameTest && i % readers == j % readers == sameReader) {
                    sum += matrix[i][j];
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** The mean variance of a test's measures. */
    double variance(int test) {
        double sum = 0;
        for (int r = 0; r < readers; r++) {
            sum += matrix[test * readers + r][test * readers + r];
        }
        return sum / readers;
    }

    /** The mean covariance of two readers with a test; 0 with one reader. */
    double cov2(int test) {
        double sum = 0;
        for (int r = 0; r < readers; r++) {
            for (int s = 0; s < readers; s++) {
                sum += r == s ? 0 : matrix[test * readers + r][test * readers + s];
            }
        }
        return readers == 1 ? 0 : sum / (readers * (readers - 1));
    }
}
