package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A monotone map from scores to calibrated probabilities, learned on subjects that were not used for training and applied to
 * others.
 *
 * <p>Reference for all methods: Niculescu-Mizil and Caruana (2005),
 * <a href="https://doi.org/10.1145/1102351.1102430">doi:10.1145/1102351.1102430</a>. Instances are immutable.
 *
 * @since 0.1.0
 */
public abstract class Recalibration {

    /** The kinds of maps. */
    public enum Method {
        /** {@link #platt}; parameters are intercept and slope. */
        PLATT,
        /** {@link #temperature}; the parameter is the temperature. */
        TEMPERATURE,
        /** {@link #beta}; parameters are a, b and c. */
        BETA,
        /** {@link #isotonic}; parameters are the scores at which the map bends, rising, then as many probabilities. */
        ISOTONIC
    }

    private Recalibration() {}

    /**
     * The map of given parameters, as a file holds them.
     *
     * @param method its kind
     * @param parameters as {@link Method} says
     * @return the map
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the number of parameters is wrong, one is not finite, or the map would not be
     *     monotone or leave [0, 1]
     */
    public static Recalibration of(Method method, double... parameters) {
        double[] given = Arguments.requireFinite(parameters, "parameters").clone();
        return switch (Objects.requireNonNull(method, "method")) {
            case PLATT -> logistic(requireCount(2, given)[0], given[1]);
            case TEMPERATURE -> scaled(1 / requireAtLeastZero(requireCount(1, given), 0)[0]);
            case BETA -> betaOf(requireAtLeastZero(requireCount(3, given), 0, 1));
            case ISOTONIC -> {
                if (given.length == 0 || given.length % 2 != 0) {
                    throw new IllegalArgumentException(
                            "an isotonic map needs as many scores as probabilities, got " + given.length + " numbers");
                }
                int n = given.length / 2;
                yield steps(Arrays.copyOf(given, n), Arrays.copyOfRange(given, n, 2 * n));
            }
        };
    }

    private static double[] requireCount(int count, double[] parameters) {
        if (parameters.length != count) {
            throw new IllegalArgumentException(
                    "the map has " + count + " parameters, got " + Arrays.toString(parameters));
        }
        return parameters;
    }

    private static double[] requireAtLeastZero(double[] parameters, int... indices) {
        for (int index : indices) {
            if (!(parameters[index] >= 0)) {
                throw new IllegalArgumentException(
                        "parameter " + (index + 1) + " of the map is " + parameters[index] + ": must be at least 0");
            }
        }
        return parameters;
    }

    /** {@return the kind of the map} */
    public abstract Method method();

    /** {@return a copy of the parameters, as {@link Method} says} */
    public abstract double[] parameters();

    /**
     * The calibrated probability of a score.
     *
     * @param score a score
     * @return probability in [0, 1]
     * @throws IllegalArgumentException if the score is NaN or, for {@link #temperature}, not a probability
     */
    public abstract double apply(double score);

    /**
     * The calibrated probabilities of several scores.
     *
     * @param scores the scores
     * @return one probability for each
     * @throws NullPointerException if the scores are null
     * @throws IllegalArgumentException if a score is illegal
     */
    public double[] apply(double[] scores) {
        Objects.requireNonNull(scores, "scores");
        return Arrays.stream(scores).map(this::apply).toArray();
    }

    /**
     * Platt scaling: 1 / (1 + exp(-(intercept + slope score))) with Platt's smoothed targets (m + 1) / (m + 2) and 1 / (n + 2),
     * which keep the fit finite.
     *
     * <p>Reference: Lin, Lin and Weng (2007), Machine Learning 68, 267-276,
     * <a href="https://doi.org/10.1007/s10994-007-5018-6">doi:10.1007/s10994-007-5018-6</a>.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param scores one finite score for each subject
     * @return the map
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing, a score is not
     *     finite or all are equal
     */
    public static Recalibration platt(int[] labels, double[] scores) {
        Arguments.requireFinite(scores, "scores");
        double m = Arguments.requireBothClasses(labels);
        Arguments.requireSameLength(labels.length, "labels", scores.length, "scores");
        requireVariation(scores);
        double n = labels.length - m;
        double[] targets = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            targets[i] = labels[i] == 1 ? (m + 1) / (m + 2) : 1 / (n + 2);
        }
        LogisticFit fit = LogisticFit.of(scores, targets);
        return logistic(fit.intercept, fit.slope);
    }

    private static Recalibration logistic(double intercept, double slope) {
        return new Recalibration() {
            @Override
            public double apply(double score) {
                return LogisticFit.logistic(intercept + slope * number(score));
            }

            @Override
            public Method method() {
                return Method.PLATT;
            }

            @Override
            public double[] parameters() {
                return new double[] {intercept, slope};
            }

            @Override
            public String toString() {
                return "platt(intercept " + intercept + ", slope " + slope + ")";
            }
        };
    }

    /**
     * Temperature scaling: the logit of a probability divided by the temperature that minimises the log loss.
     *
     * <p>Reference: Guo, Pleiss, Sun and Weinberger (2017),
     * <a href="https://doi.org/10.48550/arXiv.1706.04599">doi:10.48550/arXiv.1706.04599</a>.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of each subject, in (0, 1)
     * @return the map, from probabilities to probabilities
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing, a probability is
     *     outside (0, 1), or no positive finite temperature is best (0.5 separates the classes, or the predictions point the
     *     wrong way)
     */
    public static Recalibration temperature(int[] labels, double[] probabilities) {
        double[] logits = logits(probabilities);
        Arguments.requireBothClasses(labels);
        Arguments.requireSameLength(labels.length, "labels", probabilities.length, "probabilities");
        requireDoubtAndError(labels, logits);
        double inverse = LogisticFit.slopeOnly(logits, targets(labels)).slope;
        if (!(inverse > 1e-8)) {
            throw new IllegalArgumentException("probabilities have no positive finite best temperature (its inverse is "
                    + inverse + "): check that a higher probability means more diseased");
        }
        return scaled(inverse);
    }

    private static Recalibration scaled(double inverse) {
        return new Recalibration() {
            @Override
            public double apply(double probability) {
                return LogisticFit.logistic(
                        inverse * LogisticFit.logit(Arguments.requireProportion(probability, "probability")));
            }

            @Override
            public Method method() {
                return Method.TEMPERATURE;
            }

            @Override
            public double[] parameters() {
                return new double[] {1 / inverse};
            }

            @Override
            public String toString() {
                return "temperature(" + 1 / inverse + ")";
            }
        };
    }

    /**
     * Beta calibration: the logit of the result is a log p - b log(1 - p) + c, the maximum-likelihood fit with a and b at least
     * 0; where the best fit has one below 0, that term is left out.
     *
     * <p>Reference: Kull, Silva Filho and Flach (2017), Electronic Journal of Statistics 11, 5052-5080,
     * <a href="https://doi.org/10.1214/17-EJS1338SI">doi:10.1214/17-EJS1338SI</a>.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param probabilities predicted probability of each subject, in (0, 1)
     * @return the map, from probabilities to probabilities
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing, a probability is
     *     outside (0, 1), all are equal or they separate the classes
     */
    public static Recalibration beta(int[] labels, double[] probabilities) {
        requireOverlap(labels, logits(probabilities));
        double[] towardsZero = Arrays.stream(probabilities).map(Math::log).toArray();
        double[] towardsOne =
                Arrays.stream(probabilities).map(p -> -Math.log1p(-p)).toArray();
        double[] targets = targets(labels);
        double[] both = plane(towardsZero, towardsOne, targets);
        if (both[0] >= 0 && both[1] >= 0) {
            return betaOf(both);
        }
        LogisticFit zero = LogisticFit.of(towardsZero, targets);
        LogisticFit one = LogisticFit.of(towardsOne, targets);
        boolean first = !(both[0] < 0) && (both[1] < 0 || zero.slope >= 0);
        double[] parameters = first
                ? new double[] {Math.max(0, zero.slope), 0, zero.intercept}
                : new double[] {0, Math.max(0, one.slope), one.intercept};
        if (parameters[0] == 0 && parameters[1] == 0) {
            double mean = Arrays.stream(targets).average().orElseThrow();
            return betaOf(new double[] {0, 0, LogisticFit.logit(mean)});
        }
        return betaOf(parameters);
    }

    /** The coefficients of both terms and the constant; NaN where the predictions do not determine them. */
    private static double[] plane(double[] towardsZero, double[] towardsOne, double[] targets) {
        if (Arrays.stream(towardsZero).distinct().count() > 2) {
            double[][] rows = IntStream.range(0, targets.length)
                    .mapToObj(i -> new double[] {towardsZero[i], towardsOne[i], 1})
                    .toArray(double[][]::new);
            MultipleLogistic fit = MultipleLogistic.fit(rows, targets, new double[3]);
            if (fit.converged) {
                return fit.coefficients;
            }
        }
        return new double[] {Double.NaN, Double.NaN, Double.NaN};
    }

    private static Recalibration betaOf(double[] parameters) {
        double a = parameters[0];
        double b = parameters[1];
        double c = parameters[2];
        return new Recalibration() {
            @Override
            public double apply(double probability) {
                double p = Arguments.requireProportion(probability, "probability");
                double low = a == 0 ? 0 : a * Math.log(p);
                double high = b == 0 ? 0 : b * Math.log1p(-p);
                return LogisticFit.logistic(low - high + c);
            }

            @Override
            public Method method() {
                return Method.BETA;
            }

            @Override
            public double[] parameters() {
                return new double[] {a, b, c};
            }

            @Override
            public String toString() {
                return "beta(a " + a + ", b " + b + ", c " + c + ")";
            }
        };
    }

    /**
     * Isotonic regression by pooling adjacent violators, tied scores pooled first. Between the scores seen the map is linear,
     * outside it is constant.
     *
     * <p>Reference: Zadrozny and Elkan (2002), <a href="https://doi.org/10.1145/775047.775151">doi:10.1145/775047.775151</a>.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param scores one finite score for each subject
     * @return the map
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there are no subjects, the lengths differ, a label is neither 0 nor 1 or a score is not
     *     finite
     */
    public static Recalibration isotonic(int[] labels, double[] scores) {
        Arguments.requireFinite(scores, "scores");
        Arguments.countPositives(labels);
        Arguments.requireSameLength(labels.length, "labels", scores.length, "scores");
        Arguments.requireAtLeast(1, labels.length, "number of subjects");
        double[] sorted = scores.clone();
        int[] order = Sorting.sortWithOrder(sorted);
        int blocks = 0;
        double[] sums = new double[sorted.length];
        double[] sizes = new double[sorted.length];
        int[] firsts = new int[sorted.length];
        for (int i = 0; i < sorted.length; ) {
            int first = i;
            double sum = 0;
            double value = sorted[i];
            while (i < sorted.length && sorted[i] == value) {
                sum += labels[order[i++]];
            }
            double size = i - first;
            while (blocks > 0 && sums[blocks - 1] * size >= sum * sizes[blocks - 1]) {
                blocks--;
                first = firsts[blocks];
                sum += sums[blocks];
                size += sizes[blocks];
            }
            firsts[blocks] = first;
            sums[blocks] = sum;
            sizes[blocks++] = size;
        }
        double[] x = new double[2 * blocks];
        double[] y = new double[2 * blocks];
        for (int b = 0; b < blocks; b++) {
            x[2 * b] = sorted[firsts[b]];
            x[2 * b + 1] = sorted[(b + 1 < blocks ? firsts[b + 1] : sorted.length) - 1];
            y[2 * b] = sums[b] / sizes[b];
            y[2 * b + 1] = y[2 * b];
        }
        return steps(x, y);
    }

    /** The map through points, constant outside. */
    private static Recalibration steps(double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            if (!(y[i] >= 0 && y[i] <= 1) || (i > 0 && !(x[i] >= x[i - 1] && y[i] >= y[i - 1]))) {
                throw new IllegalArgumentException(
                        "the scores and probabilities of an isotonic map must not fall, and the"
                                + " probabilities must lie in [0, 1], got " + x[i] + " to " + y[i]);
            }
        }
        return new Recalibration() {
            @Override
            public double apply(double score) {
                int i = Sorting.countUpTo(x, number(score));
                if (i == 0) {
                    return y[0];
                }
                if (i == x.length) {
                    return y[i - 1];
                }
                return y[i - 1] + (score - x[i - 1]) / (x[i] - x[i - 1]) * (y[i] - y[i - 1]);
            }

            @Override
            public Method method() {
                return Method.ISOTONIC;
            }

            @Override
            public double[] parameters() {
                double[] both = Arrays.copyOf(x, 2 * x.length);
                System.arraycopy(y, 0, both, x.length, y.length);
                return both;
            }

            @Override
            public String toString() {
                return "isotonic(" + x.length / 2 + " steps)";
            }
        };
    }

    /** Checks that some logit lies on the wrong side of 0; otherwise the likelihood grows with the slope for ever. */
    private static void requireDoubtAndError(int[] labels, double[] logits) {
        for (int i = 0; i < logits.length; i++) {
            if (labels[i] == 1 ? logits[i] < 0 : logits[i] > 0) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "all diseased subjects have probabilities of at least 0.5 and all healthy ones of at"
                        + " most 0.5: no finite temperature is best");
    }

    private static double number(double score) {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("score must be a number, got NaN");
        }
        return score;
    }

    static double[] targets(int[] labels) {
        return Arrays.stream(labels).asDoubleStream().toArray();
    }

    static double[] logits(double[] probabilities) {
        Objects.requireNonNull(probabilities, "probabilities");
        double[] logits = new double[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            double p = probabilities[i];
            if (!(p > 0 && p < 1)) {
                throw new IllegalArgumentException("probabilities[" + i + "] must lie in (0, 1) to have a logit, got "
                        + p + ": clip predictions of 0 and 1 first");
            }
            logits[i] = LogisticFit.logit(p);
        }
        return logits;
    }

    private static void requireVariation(double[] values) {
        if (Arrays.stream(values).allMatch(v -> v == values[0])) {
            throw new IllegalArgumentException("all predictions are " + values[0] + ": at least two must differ");
        }
    }

    /** Checks that a logistic regression of the labels on the values has a finite solution. */
    static void requireOverlap(int[] labels, double[] values) {
        SortedClasses classes = SortedClasses.of(labels, values);
        requireVariation(values);
        double[] p = classes.positives;
        double[] n = classes.negatives;
        if (n[n.length - 1] <= p[0] || p[p.length - 1] <= n[0]) {
            throw new IllegalArgumentException(
                    "the predictions separate diseased and healthy subjects perfectly: no finite slope exists");
        }
    }
}
