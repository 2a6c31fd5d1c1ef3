package io.github.spectcad.stats;

/** Weighted least squares of a parabola, by orthogonal polynomials, with fewer terms where the points do not determine three. */
final class LocalParabola {

    private static final double RANK_CUT = 1e-12;

    private LocalParabola() {}

    /** The value at 0 from the weighted moments of x^0 to x^4 and of x^0 y to x^2 y. */
    static double atZero(double[] s, double[] t) {
        double mean = t[0] / s[0];
        double centre = s[1] / s[0];
        double spread = s[2] - centre * s[1];
        if (!(spread > RANK_CUT * s[2])) {
            return mean;
        }
        double slope = (t[1] - centre * t[0]) / spread;
        // x^2 minus its projection on 1 and x: x^2 - a (x - centre) - b
        double a = (s[3] - centre * s[2]) / spread;
        double b = s[2] / s[0];
        double linear = s[3] - b * s[1];
        double bend = s[4] - b * s[2] - a * linear;
        double line = mean - slope * centre;
        if (!(bend > RANK_CUT * s[4])) {
            return line;
        }
        double curvature = (t[2] - b * t[0] - a * (t[1] - centre * t[0])) / bend;
        return line + curvature * (a * centre - b);
    }
}
