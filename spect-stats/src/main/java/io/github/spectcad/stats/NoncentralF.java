package io.github.spectcad.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** The noncentral F distribution as a Poisson mixture of beta distributions. */
final class NoncentralF {

    private NoncentralF() {}

    /** P(F &gt; f) for df and error degrees of freedom and a noncentrality. */
    static double above(double f, double df, double errorDf, double noncentrality) {
        double x = df * f / (df * f + errorDf);
        double half = noncentrality / 2;
        if (half == 0) {
            return BetaDistribution.of(df / 2, errorDf / 2).survivalProbability(x);
        }
        int centre = (int) half;
        double weight = Math.exp(-half + centre * Math.log(half) - logFactorial(centre));
        double sum = 0;
        double up = weight;
        for (int j = centre; up > 1e-17; j++) {
            sum += up * term(x, df, errorDf, j);
            up *= half / (j + 1);
        }
        double down = weight * centre / half;
        for (int j = centre - 1; j >= 0 && down > 1e-17; j--) {
            sum += down * term(x, df, errorDf, j);
            down *= j / half;
        }
        return Math.min(1, sum);
    }

    private static double term(double x, double df, double errorDf, int j) {
        return BetaDistribution.of(df / 2 + j, errorDf / 2).survivalProbability(x);
    }

    private static double logFactorial(int n) {
        double sum = 0;
        for (int i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }
}
