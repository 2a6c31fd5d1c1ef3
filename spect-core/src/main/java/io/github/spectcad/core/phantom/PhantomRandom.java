package io.github.spectcad.core.phantom;

/**
 * Random numbers that are the same on every platform and Java version: SplitMix64 (Steele, Lea and Flood 2014,
 * doi:10.1145/2660193.2660195) and textbook samplers over {@link StrictMath}.
 */
final class PhantomRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double[] LOG_FACTORIAL = logFactorials(1024);

    private long state;
    private double spareGaussian = Double.NaN;

    /** A stream of its own for each seed and key. */
    PhantomRandom(long seed, long... keys) {
        state = mix(seed + GOLDEN_GAMMA);
        for (long key : keys) {
            state = mix(state + GOLDEN_GAMMA * (key + 1));
        }
    }

    private static double[] logFactorials(int size) {
        double[] values = new double[size];
        for (int n = 2; n < size; n++) {
            values[n] = values[n - 1] + StrictMath.log(n);
        }
        return values;
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /** 64 random bits. */
    long bits() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Uniform in 0 to bound - 1. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** Standard normal, by Marsaglia's polar method. */
    double gaussian() {
        if (!Double.isNaN(spareGaussian)) {
            double spare = spareGaussian;
            spareGaussian = Double.NaN;
            return spare;
        }
        while (true) {
            double u = 2 * uniform() - 1;
            double v = 2 * uniform() - 1;
            double s = u * u + v * v;
            if (s > 0 && s < 1) {
                double factor = Math.sqrt(-2 * StrictMath.log(s) / s);
                spareGaussian = v * factor;
                return u * factor;
            }
        }
    }

    double normal(double mean, double deviation) {
        return mean + deviation * gaussian();
    }

    double beta(double a, double b) {
        double x = gamma(a);
        return x / (x + gamma(b));
    }

    /** Gamma of shape at least 1, by Marsaglia and Tsang 2000, doi:10.1145/358407.358414. */
    private double gamma(double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = gaussian();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                if (StrictMath.log(1 - uniform()) < 0.5 * x * x + d * (1 - v + StrictMath.log(v))) {
                    return d * v;
                }
            }
        }
    }

    /** Poisson: by multiplication below a mean of 10, else by Hoermann's transformed rejection (PTRS, 1993). */
    int poisson(double mean) {
        return mean < 10 ? smallPoisson(mean) : largePoisson(mean);
    }

    private int smallPoisson(double mean) {
        double limit = StrictMath.exp(-mean);
        int count = 0;
        for (double product = uniform(); product > limit; product *= uniform()) {
            count++;
        }
        return count;
    }

    private int largePoisson(double mean) {
        double logMean = StrictMath.log(mean);
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double squeeze = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = uniform() - 0.5;
            double v = 1 - uniform();
            double us = 0.5 - Math.abs(u);
            int k = (int) Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= squeeze) {
                return k;
            }
            if (k >= 0
                    && k < LOG_FACTORIAL.length
                    && (us >= 0.013 || v <= us)
                    && StrictMath.log(v * inverseAlpha / (a / (us * us) + b))
                            <= k * logMean - mean - LOG_FACTORIAL[k]) {
                return k;
            }
        }
    }
}
