package io.github.spectcad.core.quality;

/**
 * A covariance matrix that is invertible although there are fewer samples than variables: shrunk towards a multiple of the
 * identity by the share of Ledoit and Wolf 2004 (doi:10.1016/S0047-259X(03)00096-4, equations 12 to 14).
 */
final class ShrunkCovariance {
    private ShrunkCovariance() {}

    /**
     * The inverse of the Cholesky factor: a vector with this covariance times it has variances of 1 and no correlations.
     *
     * @param centred samples minus their mean, one a row
     * @return the rows of the lower triangular matrix; row i has i + 1 values
     */
    static double[][] whitening(double[][] centred) {
        return invert(factor(of(centred)));
    }

    /** The lower triangle of the shrunk covariance. */
    static double[][] of(double[][] centred) {
        int n = centred.length;
        int p = centred[0].length;
        double[][] s = new double[p][];
        for (int i = 0; i < p; i++) {
            s[i] = new double[i + 1];
        }
        double fourth = 0;
        for (double[] row : centred) {
            double square = 0;
            for (int i = 0; i < p; i++) {
                square += row[i] * row[i];
                for (int j = 0; j <= i; j++) {
                    s[i][j] += row[i] * row[j] / n;
                }
            }
            fourth += square * square;
        }
        double trace = 0;
        double norm = 0;
        for (int i = 0; i < p; i++) {
            trace += s[i][i];
            norm += s[i][i] * s[i][i];
            for (int j = 0; j < i; j++) {
                norm += 2 * s[i][j] * s[i][j];
            }
        }
        double mean = trace / p;
        double spread = norm - p * mean * mean;
        double error = (fourth / n - norm) / n;
        double share = spread > 0 ? Math.min(1, Math.max(0, error / spread)) : 1;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                s[i][j] = (1 - share) * s[i][j] + (i == j ? share * mean : 0);
            }
        }
        return s;
    }

    /** Cholesky's factor; a variance that rounding made vanish counts as very small. */
    private static double[][] factor(double[][] s) {
        int p = s.length;
        double[][] l = new double[p][];
        for (int i = 0; i < p; i++) {
            l[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double sum = s[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / l[j][j];
            }
        }
        return l;
    }

    private static double[][] invert(double[][] l) {
        int p = l.length;
        double[][] inverse = new double[p][];
        for (int i = 0; i < p; i++) {
            inverse[i] = new double[i + 1];
            inverse[i][i] = 1 / l[i][i];
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (int k = j; k < i; k++) {
                    sum -= l[i][k] * inverse[k][j];
                }
                inverse[i][j] = sum / l[i][i];
            }
        }
        return inverse;
    }
}
