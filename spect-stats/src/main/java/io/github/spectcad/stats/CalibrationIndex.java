package io.github.spectcad.stats;

import java.util.Arrays;

/**
 * Distances between predicted probabilities and the smoothed observed risk: the integrated calibration index and its relatives.
 *
 * <p>The observed risk at each prediction is a local quadratic regression of the labels (loess) with the nearest 3/4 of the
 * subjects and tricube weights, R's defaults but computed at every prediction and not interpolated between a few
 * ({@code surface = "direct"}), cut to [0, 1]. Cost: subjects times distinct predictions.
 *
 * <p>Reference: Austin and Steyerberg (2019), Statistics in Medicine 38, 4051-4065,
 * <a href="https://doi.org/10.1002/sim.8281">doi:10.1002/sim.8281</a>; Cleveland and Devlin (1988), JASA 83, 596-610,
 * <a href="https://doi.org/10.1080/01621459.1988.10478639">doi:10.1080/01621459.1988.10478639</a>.
 *
 * @param mean mean distance over the subjects: ICI
 * @param median median distance: E50
 * @param ninetieth 90 % quantile (type 7) of the distance: E90
 * @param largest largest distance: Emax
 * @since 0.1.0
 */
public record CalibrationIndex(double mean, double median, double ninetieth, double largest) {

    private static final double SPAN = 0.75;

    /**
     * Computes the distances.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of disease of each subject, in [0, 1]
     * @return the distances
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there are fewer than 10 subjects or 4 distinct probabilities, the lengths differ, a label
     *     is neither 0 nor 1 or a probability is outside [0, 1]
     */
    public static CalibrationIndex of(int[] labels, double[] probabilities) {
        double[] observed = observedRisk(labels, probabilities);
        double[] distances = new double[observed.length];
        Arrays.setAll(distances, i -> Math.abs(observed[i] - probabilities[i]));
        Arrays.sort(distances);
        return new CalibrationIndex(
                Arrays.stream(distances).average().orElseThrow(),
                QuantileType.TYPE_7.ofSorted(distances, 0.5),
                QuantileType.TYPE_7.ofSorted(distances, 0.9),
                distances[distances.length - 1]);
    }

    /**
     * The smoothed observed risk at each subject's prediction, for a calibration curve.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of disease of each subject, in [0, 1]
     * @return one risk in [0, 1] for each subject
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException as for {@link #of}
     */
    public static double[] observedRisk(int[] labels, double[] probabilities) {
        Arguments.countPositives(labels);
        Arguments.requireProbabilities(probabilities, "probabilities");
        Arguments.requireSameLength(labels.length, "labels", probabilities.length, "probabilities");
        Arguments.requireAtLeast(10, labels.length, "number of subjects");
        double[] distinct = Arrays.stream(probabilities)
                .map(p -> p + 0.0)
                .sorted()
                .distinct()
                .toArray();
        Arguments.requireAtLeast(4, distinct.length, "number of distinct probabilities");
        int nearest = (int) Math.floor(SPAN * labels.length + 1e-5);
        double[] fitted = new double[distinct.length];
        double[] distances = new double[labels.length];
        for (int d = 0; d < distinct.length; d++) {
            double at = distinct[d];
            Arrays.setAll(distances, i -> Math.abs(probabilities[i] - at));
            double[] sorted = distances.clone();
            Arrays.sort(sorted);
            fitted[d] = Math.max(0, Math.min(1, local(labels, probabilities, at, sorted[nearest - 1])));
        }
        double[] risk = new double[labels.length];
        Arrays.setAll(risk, i -> fitted[Sorting.countBelow(distinct, probabilities[i])]);
        return risk;
    }

    /** The value at a point of the weighted least-squares parabola of the subjects within a radius. */
    private static double local(int[] labels, double[] x, double at, double radius) {
        double reach = radius > 0 ? radius : Double.MIN_NORMAL; // all the nearest ones are at the point itself
        double[] power = new double[5];
        double[] moment = new double[3];
        for (int i = 0; i < x.length; i++) {
            double u = (x[i] - at) / reach;
            double a = Math.abs(u);
            if (a < 1) {
                double cube = 1 - a * a * a;
                double weight = cube * cube * cube;
                double term = weight;
                for (int k = 0; k < 5; k++) {
                    power[k] += term;
                    if (k < 3) {
                        moment[k] += term * labels[i];
                    }
                    term *= u;
                }
            }
        }
        return LocalParabola.atZero(power, moment);
    }
}
