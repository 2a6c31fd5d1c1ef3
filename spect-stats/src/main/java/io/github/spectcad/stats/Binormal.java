package io.github.spectcad.stats;

/** Probabilities of the bivariate standard normal distribution. */
final class Binormal {

    /** Gauss-Legendre nodes and weights of 20 points, the positive half. */
    private static final double[] NODES = {
        0.07652652113349734,
        0.2277858511416451,
        0.37370608871541955,
        0.5108670019508271,
        0.636053680726515,
        0.7463319064601508,
        0.8391169718222188,
        0.9122344282513258,
        0.9639719272779138,
        0.9931285991850949
    };

    private static final double[] WEIGHTS = {
        0.15275338713072578,
        0.14917298647260366,
        0.14209610931838187,
        0.13168863844917653,
        0.11819453196151825,
        0.10193011981724026,
        0.08327674157670467,
        0.06267204833410944,
        0.04060142980038622,
        0.017614007139153273
    };

    private Binormal() {}

    /**
     * P(X &lt;= h, Y &lt;= k) for correlation r in (-1, 1): Phi(h) Phi(k) plus the integral of the density over the correlation
     * (Plackett 1954, <a href="https://doi.org/10.1093/biomet/41.3-4.351">doi:10.1093/biomet/41.3-4.351</a>) in the angle, as
     * Drezner and Wesolowsky (1990) and Genz (2004) compute it. The error is below 1e-14 for |r| up to 0.9.
     */
    static double below(double h, double k, double r) {
        double half = Math.asin(r) / 2;
        double sum = 0;
        for (int i = 0; i < NODES.length; i++) {
            sum += WEIGHTS[i] * (density(h, k, half * (1 - NODES[i])) + density(h, k, half * (1 + NODES[i])));
        }
        return Gaussian.below(h) * Gaussian.below(k) + half * sum / (2 * Math.PI);
    }

    private static double density(double h, double k, double angle) {
        double sine = Math.sin(angle);
        double cosine = Math.cos(angle);
        return Math.exp((h * k * sine - (h * h + k * k) / 2) / (cosine * cosine));
    }
}
