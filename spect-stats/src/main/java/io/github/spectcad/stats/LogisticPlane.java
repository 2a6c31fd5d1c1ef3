package io.github.spectcad.stats;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealVector;

/** Maximum-likelihood fit of P(y = 1) = 1 / (1 + exp(-(a x + b z + c))) by Newton's method with step halving. */
final class LogisticPlane {
    private static final int MAX_ITERATIONS = 200;

    private LogisticPlane() {}

    /** {@return a, b, c}; x and z are not collinear, and the classes overlap. */
    static double[] fit(double[] x, double[] z, double[] targets) {
        double[] beta = new double[3];
        double loss = loss(x, z, targets, beta);
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            double[] step = step(x, z, targets, beta);
            double scale = 1;
            double[] next = moved(beta, step, scale);
            double nextLoss = loss(x, z, targets, next);
            while (!(nextLoss <= loss) && scale > 1e-10) {
                scale /= 2;
                next = moved(beta, step, scale);
                nextLoss = loss(x, z, targets, next);
            }
            if (!(nextLoss <= loss)) {
                break;
            }
            boolean settled = true;
            for (int k = 0; k < beta.length; k++) {
                settled &= Math.abs(next[k] - beta[k]) <= 1e-12 * (1 + Math.abs(beta[k]));
            }
            beta = next;
            loss = nextLoss;
            if (settled) {
                break;
            }
        }
        return beta;
    }

    private static double[] moved(double[] beta, double[] step, double scale) {
        return new double[] {beta[0] + scale * step[0], beta[1] + scale * step[1], beta[2] + scale * step[2]};
    }

    private static double[] step(double[] x, double[] z, double[] y, double[] beta) {
        double[] score = new double[3];
        double[][] information = new double[3][3];
        for (int i = 0; i < x.length; i++) {
            double[] row = {x[i], z[i], 1};
            double p = LogisticFit.logistic(beta[0] * x[i] + beta[1] * z[i] + beta[2]);
            for (int k = 0; k < 3; k++) {
                score[k] += (y[i] - p) * row[k];
                for (int m = 0; m < 3; m++) {
                    information[k][m] += p * (1 - p) * row[k] * row[m];
                }
            }
        }
        RealVector step = new QRDecomposition(new Array2DRowRealMatrix(information, false), 1e-300)
                .getSolver()
                .solve(new ArrayRealVector(score, false));
        return step.toArray();
    }

    /** The negative log-likelihood, written so that it does not overflow. */
    private static double loss(double[] x, double[] z, double[] y, double[] beta) {
        double loss = 0;
        for (int i = 0; i < x.length; i++) {
            double eta = beta[0] * x[i] + beta[1] * z[i] + beta[2];
            loss += Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))) - y[i] * eta;
        }
        return loss;
    }
}
