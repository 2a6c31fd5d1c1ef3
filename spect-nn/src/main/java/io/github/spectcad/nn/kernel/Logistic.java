package io.github.spectcad.nn.kernel;

/**
 * The logistic function and swish of single precision in loops that vectorise. The logistic function is half of one plus
 * tanh(x / 2), and tanh a quotient of polynomials that is exact to a few units in the last place, as in the Eigen library.
 */
public final class Logistic {
    private static final float LIMIT = 9; // tanh is 1 in single precision from here on

    private Logistic() {}

    /**
     * The logistic function of the first values.
     *
     * @param x the values
     * @param s where the results go
     * @param count how many
     */
    public static void sigmoid(float[] x, float[] s, int count) {
        halve(x, s, count); // in a loop of its own: together they take twice the time
        for (int i = 0; i < count; i++) {
            float t = s[i];
            float u = t * t;
            float p = Math.fma(-2.7607684e-16f, u, 2.000188e-13f);
            p = Math.fma(p, u, -8.604672e-11f);
            p = Math.fma(p, u, 5.1222973e-8f);
            p = Math.fma(p, u, 1.48572235e-5f);
            p = Math.fma(p, u, 6.3726195e-4f);
            p = Math.fma(p, u, 4.8935246e-3f);
            float q = Math.fma(1.1982584e-6f, u, 1.1853471e-4f);
            q = Math.fma(q, u, 2.2684347e-3f);
            q = Math.fma(q, u, 4.893525e-3f);
            s[i] = Math.fma(0.5f, t * p / q, 0.5f);
        }
    }

    private static void halve(float[] x, float[] t, int count) {
        for (int i = 0; i < count; i++) {
            t[i] = Math.max(-LIMIT, Math.min(LIMIT, 0.5f * x[i]));
        }
    }

    /**
     * Swish of the first values, {@code x * sigmoid(x)}. Far below zero, where the product is 0 to single precision, x is
     * cut off so that rounding of the logistic function does not show.
     *
     * @param x the values, overwritten
     * @param scratch room for as many
     * @param count how many
     */
    public static void swish(float[] x, float[] scratch, int count) {
        sigmoid(x, scratch, count);
        for (int i = 0; i < count; i++) {
            x[i] = scratch[i] * Math.max(x[i], -2 * LIMIT);
        }
    }

    /**
     * Multiplies gradients by the logistic function's derivative.
     *
     * @param g the gradients, overwritten
     * @param s the function's values
     * @param count how many
     */
    public static void differentiate(float[] g, float[] s, int count) {
        for (int i = 0; i < count; i++) {
            g[i] *= s[i] * (1 - s[i]);
        }
    }

    /**
     * Multiplies gradients by the derivative of swish.
     *
     * @param g the gradients, overwritten
     * @param x where the derivative is taken
     * @param s the logistic function's values there
     * @param count how many
     */
    public static void differentiateSwish(float[] g, float[] x, float[] s, int count) {
        for (int i = 0; i < count; i++) {
            g[i] *= s[i] * (1 + Math.max(x[i], -2 * LIMIT) * (1 - s[i]));
        }
    }
}
