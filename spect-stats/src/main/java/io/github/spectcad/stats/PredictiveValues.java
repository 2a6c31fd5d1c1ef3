package io.github.spectcad.stats;

/**
 * Predictive values of decisions at a prevalence other than that of the cases they were made on.
 *
 * <p>Intervals are the logit ones of Mercaldo, Lau and Zhou (2007), Statistics in Medicine 26, 2170-2183,
 * <a href="https://doi.org/10.1002/sim.2677">doi:10.1002/sim.2677</a>, with half a case added to each cell where a cell is
 * empty; they are widened to hold the value.
 *
 * @param positive probability of disease after a positive result; NaN where nobody can be called diseased
 * @param positiveInterval its interval; NaN as the value
 * @param negative probability of no disease after a negative result; NaN where nobody can be called healthy
 * @param negativeInterval its interval; NaN as the value
 * @since 0.1.0
 */
public record PredictiveValues(
        double positive, ConfidenceInterval positiveInterval, double negative, ConfidenceInterval negativeInterval) {

    /**
     * The predictive values.
     *
     * @param counts decisions on diseased and healthy cases, at least one of each
     * @param prevalence the prevalence, in (0, 1)
     * @param level confidence level, in (0, 1)
     * @return the values
     * @throws NullPointerException if the counts are null
     * @throws IllegalArgumentException if a class has no case, or the prevalence or the level is outside (0, 1)
     */
    public static PredictiveValues of(ConfusionMatrix counts, double prevalence, double level) {
        double tp = counts.truePositives();
        double fn = counts.falseNegatives();
        double tn = counts.trueNegatives();
        double fp = counts.falsePositives();
        Arguments.requireOpenProportion(prevalence, "prevalence");
        if (tp + fn == 0 || tn + fp == 0) {
            throw new IllegalArgumentException("predictive values need diseased and healthy cases, got "
                    + (long) (tp + fn) + " and " + (long) (tn + fp));
        }
        double z = Gaussian.twoSidedQuantile(Arguments.requireLevel(level));
        double odds = prevalence / (1 - prevalence);
        double add = tp == 0 || fn == 0 || tn == 0 || fp == 0 ? 0.5 : 0;
        double diseased = tp + fn + 2 * add;
        double healthy = tn + fp + 2 * add;
        double se = (tp + add) / diseased;
        double sp = (tn + add) / healthy;
        double positiveError = Math.sqrt((1 - se) / se / diseased + sp / (1 - sp) / healthy);
        double negativeError = Math.sqrt(se / (1 - se) / diseased + (1 - sp) / sp / healthy);
        double positive = share(counts.sensitivity() * odds, 1 - counts.specificity());
        double negative = share(counts.specificity() / odds, 1 - counts.sensitivity());
        return new PredictiveValues(
                positive,
                interval(positive, Math.log(se * odds / (1 - sp)), z * positiveError, level),
                negative,
                interval(negative, Math.log(sp / odds / (1 - se)), z * negativeError, level));
    }

    private static double share(double right, double wrong) {
        return right / (right + wrong);
    }

    private static ConfidenceInterval interval(double value, double logit, double half, double level) {
        if (Double.isNaN(value)) {
            return new ConfidenceInterval(Double.NaN, Double.NaN, level);
        }
        return new ConfidenceInterval(
                Math.min(value, LogisticFit.logistic(logit - half)),
                Math.max(value, LogisticFit.logistic(logit + half)),
                level);
    }
}
