package io.github.spectcad.study.comparison;

import io.github.spectcad.stats.BootstrapDistribution;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.PValueAdjustment;
import io.github.spectcad.stats.PairwiseWilcoxonTest;
import io.github.spectcad.stats.QuantileType;
import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.figure.BoxPlotFigure.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The levels of one factor compared by the bootstrapped areas of all models of each level, as in the paper's Figure 3.
 *
 * <p>The p-values are those of the Wilcoxon rank sum test on pooled bootstrap values. These are not independent observations:
 * p falls to 0 by drawing more resamples, however small the difference. Only the effect sizes mean something.
 *
 * @param factor the factor
 * @param boxes the distribution of each level
 * @param pairs all pairs of levels
 */
public record FactorComparison(String factor, List<Box> boxes, List<Pair> pairs) {
    private static final double LEVEL = 0.95;

    /** Copies the lists. */
    public FactorComparison {
        boxes = List.copyOf(boxes);
        pairs = List.copyOf(pairs);
    }

    /**
     * Two levels.
     *
     * @param x one level
     * @param y another level
     * @param medianDifference median of x minus median of y
     * @param cliffsDelta P(x above y) - P(x below y) of two random values, in [-1, 1]
     * @param pValue two-sided p-value of the rank sum test
     * @param holm the p-value adjusted by Holm over all pairs of the factor
     * @param meanDifference mean area of the models of x minus that of the models of y, with the 95 % percentile interval of the
     *     resampled patients
     */
    public record Pair(
            String x,
            String y,
            double medianDifference,
            double cliffsDelta,
            double pValue,
            double holm,
            Estimate meanDifference) {}

    /** Compares levels, given the level of each model and its areas on the same resamples, none of them NaN. */
    static FactorComparison of(String factor, List<String> levels, List<BootstrapDistribution> areas) {
        Map<String, List<BootstrapDistribution>> grouped = new LinkedHashMap<>();
        for (int i = 0; i < levels.size(); i++) {
            grouped.computeIfAbsent(levels.get(i), level -> new ArrayList<>()).add(areas.get(i));
        }
        Map<String, double[]> pooled = new LinkedHashMap<>();
        Map<String, Box> boxes = new LinkedHashMap<>();
        grouped.forEach((level, values) -> {
            double[] all = values.stream()
                    .flatMapToDouble(area -> Arrays.stream(area.replicates()))
                    .toArray();
            Arrays.parallelSort(all);
            pooled.put(level, all);
            boxes.put(level, box(level, all));
        });
        List<Pair> pairs = PairwiseWilcoxonTest.withDefaults().with(PValueAdjustment.HOLM).test(pooled).stream()
                .map(pair -> new Pair(
                        pair.x(),
                        pair.y(),
                        boxes.get(pair.x()).median() - boxes.get(pair.y()).median(),
                        pair.test().cliffsDelta(),
                        pair.test().pValue(),
                        pair.adjustedPValue(),
                        meanDifference(grouped.get(pair.x()), grouped.get(pair.y()))))
                .toList();
        return new FactorComparison(factor, List.copyOf(boxes.values()), pairs);
    }

    private static Estimate meanDifference(List<BootstrapDistribution> x, List<BootstrapDistribution> y) {
        double estimate = meanArea(x) - meanArea(y);
        double[] differences = new double[x.get(0).resamples()];
        addMean(differences, x, 1);
        addMean(differences, y, -1);
        ConfidenceInterval interval =
                BootstrapDistribution.of(estimate, differences).percentile(LEVEL);
        return new Estimate(estimate, interval.lower(), interval.upper());
    }

    private static double meanArea(List<BootstrapDistribution> models) {
        return models.stream()
                .mapToDouble(BootstrapDistribution::estimate)
                .average()
                .orElseThrow();
    }

    private static void addMean(double[] sums, List<BootstrapDistribution> models, int sign) {
        for (BootstrapDistribution model : models) {
            double[] areas = model.replicates();
            for (int b = 0; b < sums.length; b++) {
                sums[b] += sign * areas[b] / models.size();
            }
        }
    }

    /** Tukey's box: whiskers at the extreme values within 1.5 interquartile ranges. */
    private static Box box(String level, double[] sorted) {
        double lower = QuantileType.TYPE_7.quantile(sorted, 0.25);
        double median = QuantileType.TYPE_7.quantile(sorted, 0.5);
        double upper = QuantileType.TYPE_7.quantile(sorted, 0.75);
        double fence = 1.5 * (upper - lower);
        double lowest = lower;
        double highest = upper;
        for (double value : sorted) {
            if (value >= lower - fence) {
                lowest = Math.min(lowest, value);
            }
            if (value <= upper + fence) {
                highest = Math.max(highest, value);
            }
        }
        return new Box(level, lowest, lower, median, upper, highest);
    }
}
