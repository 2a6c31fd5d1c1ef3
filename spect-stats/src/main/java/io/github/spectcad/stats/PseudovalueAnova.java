package io.github.spectcad.stats;

/** Analysis of variance of a table with one value for each test, reader and case. */
final class PseudovalueAnova {

    private PseudovalueAnova() {}

    static DorfmanBerbaumMetz.MeanSquares of(double[][][] y, int t, int r, int c) {
        double[] test = new double[t];
        double[] reader = new double[r];
        double[] cases = new double[c];
        double[][] testReader = new double[t][r];
        double[][] testCase = new double[t][c];
        double[][] readerCase = new double[r][c];
        double grand = 0;
        for (int i = 0; i < t; i++) {
            for (int j = 0; j < r; j++) {
                for (int k = 0; k < c; k++) {
                    double value = y[i][j][k];
                    test[i] += value / r / c;
                    reader[j] += value / t / c;
                    cases[k] += value / t / r;
                    testReader[i][j] += value / c;
                    testCase[i][k] += value / r;
                    readerCase[j][k] += value / t;
                    grand += value / t / r / c;
                }
            }
        }
        double residual = 0;
        double mixedCase = 0;
        double readerByCase = 0;
        double interaction = 0;
        for (int i = 0; i < t; i++) {
            for (int j = 0; j < r; j++) {
                interaction += square(testReader[i][j] - test[i] - reader[j] + grand);
                for (int k = 0; k < c; k++) {
                    residual += square(y[i][j][k]
                            - testReader[i][j]
                            - testCase[i][k]
                            - readerCase[j][k]
                            + test[i]
                            + reader[j]
                            + cases[k]
                            - grand);
                }
            }
            for (int k = 0; k < c; k++) {
                mixedCase += square(testCase[i][k] - test[i] - cases[k] + grand);
            }
        }
        for (int j = 0; j < r; j++) {
            for (int k = 0; k < c; k++) {
                readerByCase += square(readerCase[j][k] - reader[j] - cases[k] + grand);
            }
        }
        double dt = t - 1.0;
        double dr = r - 1.0;
        double dc = c - 1.0;
        return new DorfmanBerbaumMetz.MeanSquares(
                r * c * spread(test, grand) / dt,
                t * c * spread(reader, grand) / dr,
                t * r * spread(cases, grand) / dc,
                c * interaction / (dt * dr),
                r * mixedCase / (dt * dc),
                t * readerByCase / (dr * dc),
                residual / (dt * dr * dc));
    }

    private static double spread(double[] means, double grand) {
        double sum = 0;
        for (double mean : means) {
            sum += square(mean - grand);
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }
}
