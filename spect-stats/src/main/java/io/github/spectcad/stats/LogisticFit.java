package io.github.spectcad.stats;

import java.util.Arrays;

/**
 * Maximum-likelihood fit of P(y = 1) = 1 / (1 + exp(-(intercept + slope x))) by Newton's method with step halving.
 *
 * <p>The fit is made in (x - centre) / scale, so that neither a large offset of x nor its unit costs digits.
 */
final class LogisticFit {

    private static final int MAX_ITERATIONS = 100;

    final double intercept;
    final double slope;
    final double interceptVariance;
    final double slopeVariance;

    private final double centre;
    private final double scale;
    private final double atCentre;
    private final double perScale;
    private final double[] covariance;

    /** From the coefficients of (x - centre) / scale and the covariance matrix (11, 12, 22) of their estimates. */
    private LogisticFit(double centre, double scale, double atCentre, double perScale, double[] covariance) {
        this.centre = centre;
        this.scale = scale;
        this.atCentre = atCentre;
        this.perScale = perScale;
        this.covariance = covariance;
        slope = perScale / scale;
        intercept = atCentre - perScale * (centre / scale);
        slopeVariance = slopeVariance(covariance);
        interceptVariance = interceptVariance(covariance);
    }

    double slopeVariance(double[] ofScaled) {
        return ofScaled[2] / (scale * scale);
    }

    double interceptVariance(double[] ofScaled) {
        double ratio = centre / scale;
        return ofScaled[0] - 2 * ratio * ofScaled[1] + ratio * ratio * ofScaled[2];
    }

    /**
     * The covariance matrix (11, 12, 22) of the estimates for clustered observations: Liang and Zeger's (1986) sandwich times G / (G -
     * 1) for G clusters; NaN for one.
     */
    double[] clustered(double[] x, double[] targets, Clusters clusters) {
        double[] score = new double[clusters.count];
        double[] slopeScore = new double[clusters.count];
        for (int i = 0; i < x.length; i++) {
            double residual = targets[i] - probability(x[i]);
            score[clusters.of[i]] += residual;
            slopeScore[clusters.of[i]] += residual * ((x[i] - centre) / scale);
        }
        double[] sandwich = new double[3];
        for (int g = 0; g < clusters.count; g++) {
            double a = covariance[0] * score[g] + covariance[1] * slopeScore[g];
            double b = covariance[1] * score[g] + covariance[2] * slopeScore[g];
            sandwich[0] += a * a;
            sandwich[1] += a * b;
            sandwich[2] += b * b;
        }
        double factor = clusters.count < 2 ? Double.NaN : clusters.count / (clusters.count - 1.0);
        return Arrays.stream(sandwich).map(v -> v * factor).toArray();
    }

    /** The fitted probability. */
    double probability(double x) {
        return logistic(atCentre + perScale * ((x - centre) / scale));
    }

    static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Fits both coefficients; the targets are in [0, 1], the values not all equal. */
    static LogisticFit of(double[] x, double[] targets) {
        double low = Arrays.stream(x).min().orElseThrow();
        double high = Arrays.stream(x).max().orElseThrow();
        double centre = low / 2 + high / 2;
        double scale = high / 2 - low / 2;
        return fit(centre, scale, standardized(x, centre, scale), targets, 0, 0, true, true);
    }

    /** Fits the intercept with the slope fixed at 1. */
    static LogisticFit interceptOnly(double[] x, double[] targets) {
        return fit(0, 1, x, targets, 0, 1, true, false);
    }

    /** Fits the slope with the intercept fixed at 0; the values are not all 0. */
    static LogisticFit slopeOnly(double[] x, double[] targets) {
        double scale = Arrays.stream(x).map(Math::abs).max().orElseThrow();
        return fit(0, scale, standardized(x, 0, scale), targets, 0, scale, false, true);
    }

    private static double[] standardized(double[] x, double centre, double scale) {
        return Arrays.stream(x).map(value -> (value - centre) / scale).toArray();
    }

    private static LogisticFit fit(
            double centre,
            double unit,
            double[] x,
            double[] y,
            double startIntercept,
            double startSlope,
            boolean freeIntercept,
            boolean freeSlope) {
        double a = startIntercept;
        double b = startSlope;
        double loss = loss(x, y, a, b);
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            double[] s = scoreAndInformation(x, y, a, b);
            double[] step = step(s, freeIntercept, freeSlope);
            double scale = 1;
            double next = loss(x, y, a + step[0], b + step[1]);
            while (!(next <= loss) && scale > 1e-10) {
                scale /= 2;
                next = loss(x, y, a + scale * step[0], b + scale * step[1]);
            }
            if (!(next <= loss)) {
                break; // no step lowers the loss: the minimum, as far as double precision goes
            }
            a += scale * step[0];
            b += scale * step[1];
            loss = next;
            if (Math.abs(step[0]) <= 1e-13 * (1 + Math.abs(a)) && Math.abs(step[1]) <= 1e-13 * (1 + Math.abs(b))) {
                break;
            }
        }
        double[] s = scoreAndInformation(x, y, a, b);
        double determinant = s[2] * s[4] - s[3] * s[3];
        double[] covariance = freeIntercept && freeSlope
                ? new double[] {s[4] / determinant, -s[3] / determinant, s[2] / determinant}
                : new double[] {1 / s[2], 0, 0}; // nobody asks for the error of a slope alone
        return new LogisticFit(centre, unit, a, b, covariance);
    }

    private static double[] step(double[] s, boolean freeIntercept, boolean freeSlope) {
        if (freeIntercept && freeSlope) {
            double determinant = s[2] * s[4] - s[3] * s[3];
            return new double[] {(s[4] * s[0] - s[3] * s[1]) / determinant, (s[2] * s[1] - s[3] * s[0]) / determinant};
        }
        return freeIntercept ? new double[] {s[0] / s[2], 0} : new double[] {0, s[1] / s[4]};
    }

    /** Score for intercept and slope, and the information (11, 12, 22). */
    private static double[] scoreAndInformation(double[] x, double[] y, double a, double b) {
        double[] s = new double[5];
        for (int i = 0; i < x.length; i++) {
            double p = logistic(a + b * x[i]);
            double residual = y[i] - p;
            double weight = p * (1 - p);
            s[0] += residual;
            s[1] += residual * x[i];
            s[2] += weight;
            s[3] += weight * x[i];
            s[4] += weight * x[i] * x[i];
        }
        return s;
    }

    private static double loss(double[] x, double[] y, double a, double b) {
        double loss = 0;
        for (int i = 0; i < x.length; i++) {
            loss += MultipleLogistic.loss(y[i], a + b * x[i]);
        }
        return loss;
    }
}
