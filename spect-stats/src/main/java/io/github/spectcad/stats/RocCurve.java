package io.github.spectcad.stats;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An empirical ROC curve: sensitivity and specificity at every threshold.
 *
 * <p>A higher score means "more diseased", always; a subject is called diseased if its score is at least the threshold. The
 * points are ordered by ascending threshold, from (specificity 0, sensitivity 1) at threshold -Infinity to (1, 0) at
 * Infinity. The thresholds between are the midpoints of neighbouring distinct scores; where a midpoint rounds to one of the
 * two scores, the threshold is the larger score (so that it still separates them). Tied scores of both classes give one
 * diagonal segment. Infinite scores are ordinary ordered values: with a score of Infinity, the last point (nobody is called
 * diseased) keeps the threshold Infinity as a symbol for "above every score".
 *
 * <p>Instances are immutable.
 *
 * @since 0.1.0
 */
public final class RocCurve {

    private final double[] thresholds;
    private final int[] truePositives;
    private final int[] falsePositives;

    private RocCurve(double[] thresholds, int[] truePositives, int[] falsePositives) {
        this.thresholds = thresholds;
        this.truePositives = truePositives;
        this.falsePositives = falsePositives;
    }

    /**
     * Makes the curve of a score.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject
     * @param scores one score for each subject, higher for more diseased
     * @return the curve
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    public static RocCurve of(int[] labels, double[] scores) {
        SortedClasses classes = SortedClasses.of(labels, scores);
        double[] positives = classes.positives;
        double[] negatives = classes.negatives;
        int m = positives.length;
        int n = negatives.length;
        int points = 1;
        double[] thresholds = new double[m + n + 1];
        int[] tp = new int[m + n + 1];
        int[] fp = new int[m + n + 1];
        thresholds[0] = Double.NEGATIVE_INFINITY;
        tp[0] = m;
        fp[0] = n;
        int i = 0;
        int j = 0;
        while (i < m || j < n) {
            double value = j == n || (i < m && positives[i] < negatives[j]) ? positives[i] : negatives[j];
            while (i < m && positives[i] == value) {
                i++;
            }
            while (j < n && negatives[j] == value) {
                j++;
            }
            if (points > 1) {
                thresholds[points - 1] = between(thresholds[points - 1], value);
            }
            thresholds[points] = value; // replaced by the midpoint when the next value is known
            tp[points] = m - i;
            fp[points] = n - j;
            points++;
        }
        thresholds[points - 1] = Double.POSITIVE_INFINITY;
        return new RocCurve(Arrays.copyOf(thresholds, points), Arrays.copyOf(tp, points), Arrays.copyOf(fp, points));
    }

    /** A threshold t with lower &lt; t &lt;= upper. */
    private static double between(double lower, double upper) {
        double middle = (lower + upper) / 2;
        if (!(Math.abs(middle) <= 1e100)) {
            middle = lower / 2 + upper / 2; // the sum may overflow
        }
        return middle > lower && middle < upper ? middle : upper;
    }

    /**
     * The number of points.
     *
     * @return number of distinct scores plus 1
     */
    public int size() {
        return thresholds.length;
    }

    /**
     * The number of diseased subjects.
     *
     * @return at least 1
     */
    public int positives() {
        return truePositives[0];
    }

    /**
     * The number of healthy subjects.
     *
     * @return at least 1
     */
    public int negatives() {
        return falsePositives[0];
    }

    /**
     * One point of the curve.
     *
     * @param index 0 to size - 1, by ascending threshold
     * @return threshold and counts
     * @throws IndexOutOfBoundsException if the index is outside the range
     */
    public OperatingPoint point(int index) {
        Objects.checkIndex(index, size());
        int tp = truePositives[index];
        int fp = falsePositives[index];
        return new OperatingPoint(thresholds[index], new ConfusionMatrix(tp, fp, negatives() - fp, positives() - tp));
    }

    /**
     * All points.
     *
     * @return the points by ascending threshold
     */
    public List<OperatingPoint> points() {
        List<OperatingPoint> points = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            points.add(point(i));
        }
        return List.copyOf(points);
    }

    /**
     * The area under the whole curve, ties counted half.
     *
     * @return area in [0, 1], correctly rounded; {@link Auc} gives it with variance and interval
     */
    public double auc() {
        long sum = 0;
        for (int i = 1; i < size(); i++) {
            long width = (long) falsePositives[i - 1] - falsePositives[i];
            sum += width * ((long) truePositives[i - 1] + truePositives[i]);
        }
        return Placements.auc(sum, positives(), negatives());
    }

    /**
     * The best thresholds.
     *
     * @param criterion what is best
     * @return all points that share the best value, by ascending threshold; never empty
     * @throws NullPointerException if the criterion is null
     */
    public List<OperatingPoint> optimalPoints(ThresholdCriterion criterion) {
        Objects.requireNonNull(criterion, "criterion");
        long m = positives();
        long n = negatives();
        double[] values = new double[size()];
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size(); i++) {
            values[i] = criterion.value(truePositives[i], n - falsePositives[i], m, n);
            best = Math.max(best, values[i]);
        }
        double limit = best - 1e-9 * Math.abs(best);
        List<OperatingPoint> optimal = new ArrayList<>();
        BigDecimal bestExact = null;
        for (int i = 0; i < size(); i++) {
            if (values[i] >= limit) {
                BigDecimal exact = criterion.exactValue(truePositives[i], n - falsePositives[i], m, n);
                int order = bestExact == null ? 1 : exact.compareTo(bestExact);
                if (order > 0) {
                    optimal.clear();
                    bestExact = exact;
                }
                if (order >= 0) {
                    optimal.add(point(i));
                }
            }
        }
        return List.copyOf(optimal);
    }

    /** The axis on which an interval for a partial area is given. */
    public enum Axis {
        /** The area of sensitivity over an interval of specificity. */
        SPECIFICITY,
        /** The area of specificity over an interval of sensitivity. */
        SENSITIVITY
    }

    /**
     * The area under a part of the curve, by trapezoids with linear interpolation at the ends of the interval.
     *
     * @param axis the axis of the interval
     * @param from one end of the interval, in [0, 1]
     * @param to the other end, in [0, 1], in any order
     * @return area in [0, |from - to|]; for [0, 1] the area under the whole curve
     * @throws NullPointerException if the axis is null
     * @throws IllegalArgumentException if an end is outside [0, 1] or the ends are equal
     */
    public double partialAuc(Axis axis, double from, double to) {
        Objects.requireNonNull(axis, "axis");
        Arguments.requireProportion(from, "from");
        Arguments.requireProportion(to, "to");
        if (from == to) {
            throw new IllegalArgumentException(
                    "the interval of a partial area must not be empty, both ends are " + from);
        }
        double low = Math.min(from, to);
        double high = Math.max(from, to);
        if (low == 0 && high == 1) {
            return auc();
        }
        double area = 0;
        for (int i = 1; i < size(); i++) {
            area += axis == Axis.SPECIFICITY
                    ? trapezoid(specificity(i - 1), sensitivity(i - 1), specificity(i), sensitivity(i), low, high)
                    : trapezoid(sensitivity(i), specificity(i), sensitivity(i - 1), specificity(i - 1), low, high);
        }
        return area;
    }

    /** The area under the segment from (x0, y0) to (x1, y1), x0 &lt;= x1, within [low, high]. */
    private static double trapezoid(double x0, double y0, double x1, double y1, double low, double high) {
        double a = Math.max(x0, low);
        double b = Math.min(x1, high);
        if (!(a < b)) {
            return 0;
        }
        double slope = (y1 - y0) / (x1 - x0);
        double atA = a == x0 ? y0 : y0 + slope * (a - x0);
        double atB = b == x1 ? y1 : y0 + slope * (b - x0);
        return (b - a) * (atA + atB) / 2;
    }

    /**
     * The partial area standardised to 1 for a perfect and 0.5 for a useless score.
     *
     * <p>Reference: McClish (1989), Medical Decision Making 9, 190-195,
     * <a href="https://doi.org/10.1177/0272989X8900900307">doi:10.1177/0272989X8900900307</a>.
     *
     * @param axis the axis of the interval
     * @param from one end of the interval, in [0, 1]
     * @param to the other end, in [0, 1], in any order
     * @return (1 + (area - min) / (max - min)) / 2, where min is the area under the diagonal and max that of the interval; NaN if
     *     the area is below the diagonal's, where the standardisation is not defined
     * @throws NullPointerException if the axis is null
     * @throws IllegalArgumentException if an end is outside [0, 1] or the ends are equal
     */
    public double standardizedPartialAuc(Axis axis, double from, double to) {
        double area = partialAuc(axis, from, to);
        double max = Math.abs(from - to);
        double min = max * (1 - (from + to) / 2);
        double excess = area - min;
        if (excess < -1e-14 * max) {
            return Double.NaN;
        }
        return (1 + excess / (max - min)) / 2;
    }

    private double sensitivity(int i) {
        return (double) truePositives[i] / positives();
    }

    private double specificity(int i) {
        return (double) (negatives() - falsePositives[i]) / negatives();
    }

    /**
     * The sensitivity at a fixed specificity, by linear interpolation on the curve.
     *
     * @param specificity specificity, in [0, 1]
     * @return the largest sensitivity of the curve at this specificity
     * @throws IllegalArgumentException if the specificity is outside [0, 1]
     */
    public double sensitivityAt(double specificity) {
        Arguments.requireProportion(specificity, "specificity");
        int i = firstWithSpecificity(specificity);
        if (specificity(i) == specificity) {
            return sensitivity(i);
        }
        double share = (specificity - specificity(i - 1)) / (specificity(i) - specificity(i - 1));
        return sensitivity(i - 1) + share * (sensitivity(i) - sensitivity(i - 1));
    }

    /**
     * The specificity at a fixed sensitivity, by linear interpolation on the curve.
     *
     * @param sensitivity sensitivity, in [0, 1]
     * @return the largest specificity of the curve at this sensitivity
     * @throws IllegalArgumentException if the sensitivity is outside [0, 1]
     */
    public double specificityAt(double sensitivity) {
        Arguments.requireProportion(sensitivity, "sensitivity");
        int i = lastWithSensitivity(sensitivity);
        if (sensitivity(i) == sensitivity) {
            return specificity(i);
        }
        double share = (sensitivity(i) - sensitivity) / (sensitivity(i) - sensitivity(i + 1));
        return specificity(i) + share * (specificity(i + 1) - specificity(i));
    }

    /**
     * The point of the curve with the largest sensitivity among those that reach a specificity: an operating point that exists,
     * unlike the interpolated {@link #sensitivityAt}.
     *
     * @param minimum smallest acceptable specificity, in [0, 1]
     * @return the point with the lowest threshold whose specificity is at least the minimum
     * @throws IllegalArgumentException if the minimum is outside [0, 1]
     */
    public OperatingPoint pointWithSpecificity(double minimum) {
        return point(firstWithSpecificity(Arguments.requireProportion(minimum, "minimum specificity")));
    }

    /**
     * The point of the curve with the largest specificity among those that reach a sensitivity.
     *
     * @param minimum smallest acceptable sensitivity, in [0, 1]
     * @return the point with the highest threshold whose sensitivity is at least the minimum
     * @throws IllegalArgumentException if the minimum is outside [0, 1]
     */
    public OperatingPoint pointWithSensitivity(double minimum) {
        return point(lastWithSensitivity(Arguments.requireProportion(minimum, "minimum sensitivity")));
    }

    private int firstWithSpecificity(double minimum) {
        int i = 0;
        while (specificity(i) < minimum) {
            i++;
        }
        return i;
    }

    private int lastWithSensitivity(double minimum) {
        int i = size() - 1;
        while (sensitivity(i) < minimum) {
            i--;
        }
        return i;
    }
}
