package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Net reclassification (NRI) and integrated discrimination improvement (IDI) of the first model's probabilities over the second's.
 *
 * <p><b>Caution.</b> Both favour models that merely predict more extreme risks: a useless marker or a badly calibrated model can
 * come out as a significant improvement, because their usual standard errors and tests are not valid for nested models fitted on the
 * same subjects (Hilden and Gerds 2014; Pepe, Fan, Feng, Gerds and Hilden 2015). Use them on new subjects and calibrated models only,
 * report both parts of the NRI, and prefer the difference of areas ({@link DeLongTest}) and of net benefit ({@link DecisionCurve}).
 *
 * <p>NRI = [P(up) - P(down)] of the diseased + [P(down) - P(up)] of the healthy, where up is a higher category by the first model
 * (a higher probability, for the continuous NRI). IDI = mean rise of the probability in the diseased + mean fall in the healthy.
 *
 * <p>References: Pencina, D'Agostino, D'Agostino and Vasan (2008), Statistics in Medicine 27, 157-172,
 * <a href="https://doi.org/10.1002/sim.2929">doi:10.1002/sim.2929</a>; Pencina, D'Agostino and Steyerberg (2011),
 * <a href="https://doi.org/10.1002/sim.4085">doi:10.1002/sim.4085</a>; Hilden and Gerds (2014), Statistics in Medicine 33,
 * 3405-3414, <a href="https://doi.org/10.1002/sim.5804">doi:10.1002/sim.5804</a>; Pepe et al. (2015), Statistics in Biosciences 7,
 * 282-295, <a href="https://doi.org/10.1007/s12561-014-9118-0">doi:10.1007/s12561-014-9118-0</a>.
 *
 * @param diseased part of the diseased subjects: net share moved up, or mean rise
 * @param healthy part of the healthy subjects: net share moved down, or mean fall
 * @param standardError standard error of the sum; NaN if a class has one subject
 * @since 0.1.0
 */
public record Reclassification(double diseased, double healthy, double standardError) implements SignificanceResult {

    /**
     * NRI by categories of risk.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param first probabilities of the first (new) model, in [0, 1]
     * @param second probabilities of the second (old) model
     * @param thresholds limits of the categories, ascending, each in (0, 1): a probability of at least a limit lies above it
     * @return the improvement
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if lengths differ, a label is neither 0 nor 1, a class is missing, a probability is outside
     *     [0, 1], there is no threshold, one is outside (0, 1), or they do not ascend
     */
    public static Reclassification byCategory(int[] labels, double[] first, double[] second, double... thresholds) {
        check(labels, first, second);
        Objects.requireNonNull(thresholds, "thresholds");
        Arguments.requireAtLeast(1, thresholds.length, "number of thresholds");
        double[] limits = thresholds.clone();
        for (int i = 0; i < limits.length; i++) {
            Arguments.requireOpenProportion(limits[i], "thresholds[" + i + "]");
            if (i > 0 && limits[i] <= limits[i - 1]) {
                throw new IllegalArgumentException(
                        "thresholds must ascend, got " + limits[i - 1] + " before " + limits[i]);
            }
        }
        double[] moves = new double[labels.length];
        Arrays.setAll(
                moves,
                i -> Math.signum((double) Sorting.countUpTo(limits, first[i]) - Sorting.countUpTo(limits, second[i])));
        return net(labels, moves);
    }

    /**
     * NRI without categories: every rise or fall of the probability counts.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param first probabilities of the first (new) model, in [0, 1]
     * @param second probabilities of the second (old) model
     * @return the improvement
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if lengths differ, a label is neither 0 nor 1, a class is missing or a probability is outside
     *     [0, 1]
     */
    public static Reclassification continuous(int[] labels, double[] first, double[] second) {
        check(labels, first, second);
        double[] moves = new double[labels.length];
        Arrays.setAll(moves, i -> Math.signum(first[i] - second[i]));
        return net(labels, moves);
    }

    /**
     * IDI.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param first probabilities of the first (new) model, in [0, 1]
     * @param second probabilities of the second (old) model
     * @return the improvement
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if lengths differ, a label is neither 0 nor 1, a class is missing or a probability is outside
     *     [0, 1]
     */
    public static Reclassification discrimination(int[] labels, double[] first, double[] second) {
        check(labels, first, second);
        double[] moves = new double[labels.length];
        Arrays.setAll(moves, i -> first[i] - second[i]);
        return net(labels, moves);
    }

    private static void check(int[] labels, double[] first, double[] second) {
        Arguments.requireProbabilities(first, "first");
        Arguments.requireProbabilities(second, "second");
        Arguments.requireBothClasses(labels);
        Arguments.requireSameLength(labels.length, "labels", first.length, "first");
        Arguments.requireSameLength(labels.length, "labels", second.length, "second");
    }

    private static Reclassification net(int[] labels, double[] moves) {
        ProbabilityScore diseased = ProbabilityScore.mean(of(labels, moves, 1));
        ProbabilityScore healthy = ProbabilityScore.mean(of(labels, moves, 0));
        return new Reclassification(
                diseased.value(), 0 - healthy.value(), Math.hypot(diseased.standardError(), healthy.standardError()));
    }

    private static double[] of(int[] labels, double[] moves, int label) {
        return IntStream.range(0, labels.length)
                .filter(i -> labels[i] == label)
                .mapToDouble(i -> moves[i])
                .toArray();
    }

    /** {@return the improvement: the sum of both parts} */
    public double value() {
        return diseased + healthy;
    }

    /** {@return z of the hypothesis of no improvement; see the caution} */
    @Override
    public double statistic() {
        return DeLongTest.standardize(value(), standardError * standardError);
    }

    @Override
    public double pValue() {
        return Gaussian.pValue(statistic(), Alternative.TWO_SIDED);
    }

    /**
     * A Wald interval of the improvement; see the caution.
     *
     * @param level confidence level, in (0, 1)
     * @return the interval; NaN where the standard error is
     * @throws IllegalArgumentException if the level is outside (0, 1)
     */
    public ConfidenceInterval interval(double level) {
        double half = Gaussian.twoSidedQuantile(Arguments.requireLevel(level)) * standardError;
        return new ConfidenceInterval(value() - half, value() + half, level);
    }
}
