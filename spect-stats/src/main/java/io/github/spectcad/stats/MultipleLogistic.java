package io.github.spectcad.stats;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularMatrixException;

/** Maximum-likelihood fit of P(y = 1) = 1 / (1 + exp(-coefficients . row)) by Newton's method with step halving. */
final class MultipleLogistic {

    private static final int MAX_ITERATIONS = 50;

    final double[] coefficients;
    /** Inverse of the information one step before the last. */
    final RealMatrix covariance;

    final double logLikelihood;
    final boolean converged;

    private MultipleLogistic(double[] coefficients, RealMatrix covariance, double logLikelihood, boolean converged) {
        this.coefficients = coefficients;
        this.covariance = covariance;
        this.logLikelihood = logLikelihood;
        this.converged = converged;
    }

    /** Fits; the targets are in [0, 1]. Without convergence where the columns are collinear or the classes separated. */
    static MultipleLogistic fit(double[][] rows, double[] targets, double[] start) {
        double[] beta = start;
        double loss = loss(rows, targets, beta);
        RealMatrix covariance = new Array2DRowRealMatrix(beta.length, beta.length);
        boolean converged = false;
        for (int iteration = 0; iteration < MAX_ITERATIONS && !converged; iteration++) {
            double[] score = new double[beta.length];
            RealMatrix information = information(rows, targets, beta, score);
            try {
                covariance =
                        new LUDecomposition(information, 1e-200).getSolver().getInverse();
            } catch (SingularMatrixException e) {
                break;
            }
            double[] step = covariance.operate(score);
            double length = 1;
            double[] next = moved(beta, step, length);
            double nextLoss = loss(rows, targets, next);
            while (!(nextLoss <= loss) && length > 1e-10) {
                length /= 2;
                next = moved(beta, step, length);
                nextLoss = loss(rows, targets, next);
            }
            converged = !(nextLoss < loss - 1e-12 * Math.abs(loss));
            if (nextLoss <= loss) {
                beta = next;
                loss = nextLoss;
            }
        }
        return new MultipleLogistic(beta, covariance, 0 - loss, converged);
    }

    private static RealMatrix information(double[][] rows, double[] targets, double[] beta, double[] score) {
        double[][] information = new double[beta.length][beta.length];
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            double p = LogisticFit.logistic(dot(beta, row));
            for (int k = 0; k < row.length; k++) {
                score[k] += (targets[i] - p) * row[k];
                for (int l = 0; l < row.length; l++) {
                    information[k][l] += p * (1 - p) * row[k] * row[l];
                }
            }
        }
        return new Array2DRowRealMatrix(information, false);
    }

    private static double[] moved(double[] beta, double[] step, double length) {
        double[] moved = new double[beta.length];
        Arrays.setAll(moved, k -> beta[k] + length * step[k]);
        return moved;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static double loss(double[][] rows, double[] targets, double[] beta) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += loss(targets[i], dot(beta, rows[i]));
        }
        return sum;
    }

    /** The negative log-likelihood of a target given its linear predictor, written so that it does not overflow. */
    static double loss(double target, double eta) {
        return Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))) - target * eta;
    }
}
