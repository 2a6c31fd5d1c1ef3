package io.github.spectcad.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Observed against predicted risk in bins of the predicted probability, with the expected calibration error and the
 * decomposition of the Brier score. Empty bins are left out.
 *
 * <p>References: Murphy (1973), Journal of Applied Meteorology 12, 595-600,
 * <a href="https://doi.org/10.1175/1520-0450(1973)012%3C0595:ANVPOT%3E2.0.CO;2">doi:10.1175/1520-0450(1973)012&lt;0595:ANVPOT&gt;2.0.CO;2</a>;
 * Stephenson, Coelho and Jolliffe (2008), Weather and Forecasting 23, 752-757,
 * <a href="https://doi.org/10.1175/2007WAF2006116.1">doi:10.1175/2007WAF2006116.1</a>; Guo et al. (2017),
 * <a href="https://doi.org/10.48550/arXiv.1706.04599">doi:10.48550/arXiv.1706.04599</a>. Instances are immutable.
 *
 * <p>Cost: one sort at most; bins of equal width take up to subjects times bins.
 *
 * @since 0.1.0
 */
public final class ReliabilityCurve {

    private final List<Bin> bins;
    private final BrierDecomposition brier;

    private ReliabilityCurve(List<Bin> bins, BrierDecomposition brier) {
        this.bins = bins;
        this.brier = brier;
    }

    /**
     * One bin.
     *
     * @param subjects number of subjects
     * @param diseased number of diseased subjects
     * @param meanPrediction mean predicted probability
     */
    public record Bin(int subjects, int diseased, double meanPrediction) {

        /**
         * The observed risk.
         *
         * @return share of diseased subjects
         */
        public double observed() {
            return (double) diseased / subjects;
        }

        /**
         * An interval for the observed risk.
         *
         * @param method the kind of interval
         * @param level confidence level, in (0, 1)
         * @return the interval
         */
        public ConfidenceInterval interval(ProportionInterval method, double level) {
            return method.interval(diseased, subjects, level);
        }
    }

    /**
     * The Brier score (mean squared error of the probabilities) and its parts: score = reliability - resolution + uncertainty +
     * within-bin variance - within-bin covariance. The last two are 0 if all predictions of a bin are equal.
     *
     * @param score mean of (prediction - label)^2
     * @param reliability mean squared distance of mean prediction and observed risk of the bins: 0 is perfect
     * @param resolution mean squared distance of the observed risk of the bins from the overall risk: higher is better
     * @param uncertainty variance of the labels
     * @param withinVariance mean squared distance of the predictions from their bin's mean
     * @param withinCovariance twice the mean product of that distance and the label's
     */
    public record BrierDecomposition(
            double score,
            double reliability,
            double resolution,
            double uncertainty,
            double withinVariance,
            double withinCovariance) {

        /**
         * The Brier skill score against the prediction of the overall risk for everybody.
         *
         * @return 1 - score / uncertainty; NaN or -infinite if all labels are equal
         */
        public double skill() {
            return 1 - score / uncertainty;
        }
    }

    /**
     * Bins of equal width: ((k - 1) / bins, k / bins], 0 in the first.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of disease of each subject, in [0, 1]
     * @param bins number of bins, at least 1
     * @return the curve
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there are no subjects or bins, the lengths differ, a label is neither 0 nor 1 or a
     *     probability is outside [0, 1]
     */
    public static ReliabilityCurve equalWidth(int[] labels, double[] probabilities, int bins) {
        check(labels, probabilities);
        Arguments.requireAtLeast(1, bins, "number of bins");
        int[] bin = new int[labels.length];
        for (int i = 0; i < bin.length; i++) {
            int k = 0;
            while (k < bins - 1 && probabilities[i] > (k + 1) / (double) bins) {
                k++;
            }
            bin[i] = k;
        }
        return of(labels, probabilities, bin, bins);
    }

    /**
     * Bins of about equal numbers of subjects; equal predictions share a bin.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of disease of each subject, in [0, 1]
     * @param bins number of bins, at least 1
     * @return the curve
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there are no subjects or bins, the lengths differ, a label is neither 0 nor 1 or a
     *     probability is outside [0, 1]
     */
    public static ReliabilityCurve equalCount(int[] labels, double[] probabilities, int bins) {
        check(labels, probabilities);
        Arguments.requireAtLeast(1, bins, "number of bins");
        double[] sorted = probabilities.clone();
        Arrays.sort(sorted);
        int[] bin = new int[labels.length];
        for (int i = 0; i < bin.length; i++) {
            bin[i] = (int) ((long) Sorting.countBelow(sorted, probabilities[i]) * bins / sorted.length);
        }
        return of(labels, probabilities, bin, bins);
    }

    /**
     * One bin for each distinct prediction, for which the Brier score has three parts only.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of disease of each subject, in [0, 1]
     * @return the curve
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there are no subjects, the lengths differ, a label is neither 0 nor 1 or a probability
     *     is outside [0, 1]
     */
    public static ReliabilityCurve distinct(int[] labels, double[] probabilities) {
        check(labels, probabilities);
        double[] values = Arrays.stream(probabilities)
                .map(p -> p + 0.0)
                .sorted()
                .distinct()
                .toArray();
        int[] bin = new int[labels.length];
        for (int i = 0; i < bin.length; i++) {
            bin[i] = Sorting.countBelow(values, probabilities[i]);
        }
        return of(labels, probabilities, bin, values.length);
    }

    private static void check(int[] labels, double[] probabilities) {
        Arguments.countPositives(labels);
        Arguments.requireProbabilities(probabilities, "probabilities");
        Arguments.requireSameLength(labels.length, "labels", probabilities.length, "probabilities");
        Arguments.requireAtLeast(1, labels.length, "number of subjects");
    }

    private static ReliabilityCurve of(int[] labels, double[] p, int[] bin, int count) {
        int[] subjects = new int[count];
        int[] diseased = new int[count];
        double[] sums = new double[count];
        double score = 0;
        for (int i = 0; i < labels.length; i++) {
            subjects[bin[i]]++;
            diseased[bin[i]] += labels[i];
            sums[bin[i]] += p[i];
            score += (p[i] - labels[i]) * (p[i] - labels[i]);
        }
        double n = labels.length;
        double risk = Arrays.stream(diseased).sum() / n;
        List<Bin> bins = new ArrayList<>();
        double reliability = 0;
        double resolution = 0;
        for (int k = 0; k < count; k++) {
            if (subjects[k] > 0) {
                Bin b = new Bin(subjects[k], diseased[k], sums[k] / subjects[k]);
                bins.add(b);
                reliability += subjects[k] * Math.pow(b.meanPrediction() - b.observed(), 2);
                resolution += subjects[k] * Math.pow(b.observed() - risk, 2);
            }
        }
        double variance = 0;
        double covariance = 0;
        for (int i = 0; i < labels.length; i++) {
            int k = bin[i];
            double distance = p[i] - sums[k] / subjects[k];
            variance += distance * distance;
            covariance += 2 * distance * (labels[i] - (double) diseased[k] / subjects[k]);
        }
        return new ReliabilityCurve(
                List.copyOf(bins),
                new BrierDecomposition(
                        score / n, reliability / n, resolution / n, risk * (1 - risk), variance / n, covariance / n));
    }

    /**
     * The bins that have subjects.
     *
     * @return bins by ascending prediction
     */
    public List<Bin> bins() {
        return bins;
    }

    /**
     * The Brier score and its decomposition.
     *
     * @return score and parts
     */
    public BrierDecomposition brier() {
        return brier;
    }

    /**
     * The expected calibration error: the mean over subjects of |observed risk - mean prediction| of their bin.
     *
     * @return error in [0, 1]
     */
    public double expectedCalibrationError() {
        double error = 0;
        double n = 0;
        for (Bin bin : bins) {
            error += bin.subjects() * Math.abs(bin.observed() - bin.meanPrediction());
            n += bin.subjects();
        }
        return error / n;
    }

    /**
     * The largest |observed risk - mean prediction| of any bin.
     *
     * @return error in [0, 1]
     */
    public double maximumCalibrationError() {
        return bins.stream()
                .mapToDouble(b -> Math.abs(b.observed() - b.meanPrediction()))
                .max()
                .orElseThrow();
    }
}
