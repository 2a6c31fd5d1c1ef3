package io.github.spectcad.stats;

/**
 * The counts of a two-class decision and the measures of diagnostic accuracy made from them.
 *
 * <p>A measure whose denominator and numerator are both 0 is NaN (undefined); one whose denominator alone is 0 is infinite.
 * (Some other packages return 0 there.)
 *
 * @param truePositives diseased subjects called diseased
 * @param falsePositives healthy subjects called diseased
 * @param trueNegatives healthy subjects called healthy
 * @param falseNegatives diseased subjects called healthy
 * @since 0.1.0
 */
public record ConfusionMatrix(long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if a count is negative
     */
    public ConfusionMatrix {
        Arguments.requireCount(truePositives, "true positives");
        Arguments.requireCount(falsePositives, "false positives");
        Arguments.requireCount(trueNegatives, "true negatives");
        Arguments.requireCount(falseNegatives, "false negatives");
    }

    /**
     * Counts the decisions of a score at a threshold: a subject is called diseased if and only if its score is at least the
     * threshold.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject; a class may be missing
     * @param scores one score for each subject, higher for more diseased
     * @param threshold the threshold, may be infinite
     * @return the counts
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, or a score or the threshold is NaN
     */
    public static ConfusionMatrix at(int[] labels, double[] scores, double threshold) {
        int positives = Arguments.countPositives(labels);
        Arguments.requireNoNaN(scores, "scores");
        Arguments.requireSameLength(labels.length, "labels", scores.length, "scores");
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold must be a number or infinite, got NaN");
        }
        int tp = 0;
        int fp = 0;
        for (int i = 0; i < labels.length; i++) {
            if (scores[i] >= threshold) {
                tp += labels[i];
                fp += 1 - labels[i];
            }
        }
        return new ConfusionMatrix(tp, fp, labels.length - positives - fp, positives - tp);
    }

    /**
     * Counts given decisions.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param decisions 1 for called diseased, 0 for called healthy, one for each subject
     * @return the counts
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if the lengths differ or a value is neither 0 nor 1
     */
    public static ConfusionMatrix of(int[] labels, int[] decisions) {
        Arguments.countPositives(labels);
        Arguments.countPositives(decisions);
        Arguments.requireSameLength(labels.length, "labels", decisions.length, "decisions");
        long[] counts = new long[4];
        for (int i = 0; i < labels.length; i++) {
            counts[2 * labels[i] + decisions[i]]++;
        }
        return new ConfusionMatrix(counts[3], counts[1], counts[0], counts[2]);
    }

    /**
     * The number of diseased subjects.
     *
     * @return TP + FN
     */
    public long positives() {
        return truePositives + falseNegatives;
    }

    /**
     * The number of healthy subjects.
     *
     * @return TN + FP
     */
    public long negatives() {
        return trueNegatives + falsePositives;
    }

    /**
     * The number of all subjects.
     *
     * @return TP + FP + TN + FN
     */
    public long total() {
        return positives() + negatives();
    }

    /**
     * The share of right decisions.
     *
     * @return (TP + TN) / total
     */
    public double accuracy() {
        return (double) (truePositives + trueNegatives) / total();
    }

    /**
     * The share of diseased subjects called diseased (recall, true positive rate).
     *
     * @return TP / (TP + FN)
     */
    public double sensitivity() {
        return (double) truePositives / positives();
    }

    /**
     * The share of healthy subjects called healthy (true negative rate).
     *
     * @return TN / (TN + FP)
     */
    public double specificity() {
        return (double) trueNegatives / negatives();
    }

    /**
     * The share of subjects called diseased that are diseased (positive predictive value).
     *
     * @return TP / (TP + FP)
     */
    public double precision() {
        return (double) truePositives / (truePositives + falsePositives);
    }

    /**
     * The share of subjects called healthy that are healthy.
     *
     * @return TN / (TN + FN)
     */
    public double negativePredictiveValue() {
        return (double) trueNegatives / (trueNegatives + falseNegatives);
    }

    /**
     * The harmonic mean of precision and sensitivity.
     *
     * @return 2 TP / (2 TP + FP + FN)
     */
    public double f1() {
        return 2.0 * truePositives / (2.0 * truePositives + falsePositives + falseNegatives);
    }

    /**
     * The mean of sensitivity and specificity.
     *
     * @return (sensitivity + specificity) / 2
     */
    public double balancedAccuracy() {
        return (sensitivity() + specificity()) / 2;
    }

    /**
     * Youden's index J.
     *
     * @return sensitivity + specificity - 1
     */
    public double youdenIndex() {
        return sensitivity() + specificity() - 1;
    }

    /**
     * Matthews' correlation coefficient.
     *
     * @return (TP TN - FP FN) / sqrt((TP+FP)(TP+FN)(TN+FP)(TN+FN)); NaN if a row or column of the table is empty
     */
    public double matthewsCorrelation() {
        double tp = truePositives;
        double fp = falsePositives;
        double tn = trueNegatives;
        double fn = falseNegatives;
        return (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
    }

    /**
     * Cohen's kappa of labels and decisions.
     *
     * @return (observed - expected agreement) / (1 - expected agreement); NaN if the expected agreement is 1
     */
    public double kappa() {
        double tp = truePositives;
        double fp = falsePositives;
        double tn = trueNegatives;
        double fn = falseNegatives;
        // both sides multiplied by total^2, so that 0/0 is found exactly
        return 2 * (tp * tn - fp * fn) / ((tp + fp) * (fp + tn) + (tp + fn) * (fn + tn));
    }

    /**
     * The positive likelihood ratio.
     *
     * @return sensitivity / (1 - specificity)
     */
    public double positiveLikelihoodRatio() {
        return sensitivity() / ((double) falsePositives / negatives());
    }

    /**
     * The negative likelihood ratio.
     *
     * @return (1 - sensitivity) / specificity
     */
    public double negativeLikelihoodRatio() {
        return (double) falseNegatives / positives() / specificity();
    }

    /**
     * The diagnostic odds ratio.
     *
     * @return TP TN / (FP FN)
     */
    public double diagnosticOddsRatio() {
        return (double) truePositives * trueNegatives / ((double) falsePositives * falseNegatives);
    }

    /**
     * The share of diseased subjects.
     *
     * @return (TP + FN) / total
     */
    public double prevalence() {
        return (double) positives() / total();
    }

    /**
     * An interval for the accuracy.
     *
     * @param method the kind of interval
     * @param level confidence level, in (0, 1)
     * @return the interval; NaN limits without subjects
     */
    public ConfidenceInterval accuracyInterval(ProportionInterval method, double level) {
        return method.interval(truePositives + trueNegatives, total(), level);
    }

    /**
     * An interval for the sensitivity.
     *
     * @param method the kind of interval
     * @param level confidence level, in (0, 1)
     * @return the interval; NaN limits without diseased subjects
     */
    public ConfidenceInterval sensitivityInterval(ProportionInterval method, double level) {
        return method.interval(truePositives, positives(), level);
    }

    /**
     * An interval for the specificity.
     *
     * @param method the kind of interval
     * @param level confidence level, in (0, 1)
     * @return the interval; NaN limits without healthy subjects
     */
    public ConfidenceInterval specificityInterval(ProportionInterval method, double level) {
        return method.interval(trueNegatives, negatives(), level);
    }

    /**
     * An interval for the precision.
     *
     * @param method the kind of interval
     * @param level confidence level, in (0, 1)
     * @return the interval; NaN limits if no subject is called diseased
     */
    public ConfidenceInterval precisionInterval(ProportionInterval method, double level) {
        return method.interval(truePositives, truePositives + falsePositives, level);
    }

    /**
     * An interval for the negative predictive value.
     *
     * @param method the kind of interval
     * @param level confidence level, in (0, 1)
     * @return the interval; NaN limits if no subject is called healthy
     */
    public ConfidenceInterval negativePredictiveValueInterval(ProportionInterval method, double level) {
        return method.interval(trueNegatives, trueNegatives + falseNegatives, level);
    }
}
