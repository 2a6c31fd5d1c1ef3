package io.github.spectcad.stats;

/** Maximum-likelihood fit of P(y = 1) = 1 / (1 + exp(-(intercept + slope x))) by Newton's method with step halving. */
final class LogisticFit {

    private static final int MAX_ITERATIONS = 100;

    final double intercept;
    final double slope;
    final double interceptVariance;
    final double slopeVariance;

    private LogisticFit(double intercept, double slope, double interceptVariance, double slopeVariance) {
        this.intercept = intercept;
        this.slope = slope;
        this.interceptVariance = interceptVariance;
        this.slopeVariance = slopeVariance;
    }

    static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Fits both coefficients; the targets are in [0, 1]. */
    static LogisticFit of(double[] x, double[] targets) {
        return fit(x, targets, 0, 0, true, true);
    }

    /** Fits the intercept with the slope fixed at 1. */
    static LogisticFit interceptOnly(double[] x, double[] targets) {
        return fit(x, targets, 0, 1, true, false);
    }

    /** Fits the slope with the intercept fixed at 0. */
    static LogisticFit slopeOnly(double[] x, double[] targets) {
        return fit(x, targets, 0, 1, false, true);
    }

    private static LogisticFit fit(
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
        boolean both = freeIntercept && freeSlope;
        return new LogisticFit(a, b, both ? s[4] / determinant : 1 / s[2], both ? s[2] / determinant : 1 / s[4]);
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

    /** The negative log-likelihood, written so that it does not overflow. */
    private static double loss(double[] x, double[] y, double a, double b) {
        double loss = 0;
        for (int i = 0; i < x.length; i++) {
            double eta = a + b * x[i];
            loss += Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))) - y[i] * eta;
        }
        return loss;
    }
}
