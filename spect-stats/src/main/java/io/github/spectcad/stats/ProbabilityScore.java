package io.github.spectcad.stats;

/**
 * A mean score of predicted probabilities with its standard error over the subjects: the Brier score or the log loss, lower is
 * better. Cost: one pass over the subjects.
 *
 * @param value mean over the subjects
 * @param standardError standard deviation of the subjects' scores over the square root of their number; NaN for one subject
 * @since 0.1.0
 */
public record ProbabilityScore(double value, double standardError) {

    /**
     * The Brier score: the mean of (probability - label)^2, in [0, 1].
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of disease of each subject, in [0, 1]
     * @return the score
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there are no subjects, the lengths differ, a label is neither 0 nor 1 or a probability is
     *     outside [0, 1]
     */
    public static ProbabilityScore brier(int[] labels, double[] probabilities) {
        check(labels, probabilities);
        double[] scores = new double[labels.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (probabilities[i] - labels[i]) * (probabilities[i] - labels[i]);
        }
        return mean(scores);
    }

    /**
     * The log loss: the mean of -log of the probability given to what was the case. A wrong certainty (0 for a diseased or 1 for a
     * healthy subject) makes it infinite.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of disease of each subject, in [0, 1]
     * @return the score, 0 or more
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there are no subjects, the lengths differ, a label is neither 0 nor 1 or a probability is
     *     outside [0, 1]
     */
    public static ProbabilityScore logLoss(int[] labels, double[] probabilities) {
        check(labels, probabilities);
        double[] scores = new double[labels.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 0 - (labels[i] == 1 ? Math.log(probabilities[i]) : Math.log1p(-probabilities[i]));
        }
        return mean(scores);
    }

    static void check(int[] labels, double[] probabilities) {
        Arguments.countPositives(labels);
        Arguments.requireProbabilities(probabilities, "probabilities");
        Arguments.requireSameLength(labels.length, "labels", probabilities.length, "probabilities");
        Arguments.requireAtLeast(1, labels.length, "number of subjects");
    }

    /** The mean of independent values with its standard error. */
    static ProbabilityScore mean(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double n = values.length;
        return new ProbabilityScore(mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n));
    }

    /**
     * A Wald interval of the mean score.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval, cut at 0; NaN where the standard error is
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval interval(double level) {
        double half = Gaussian.twoSidedQuantile(Arguments.requireLevel(level)) * standardError;
        return Double.isFinite(half)
                ? new ConfidenceInterval(Math.max(0, value - half), value + half, level)
                : new ConfidenceInterval(Double.NaN, Double.NaN, level);
    }
}
