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
        Map<String, double[]> means = new LinkedHashMap<>();
        grouped.forEach((level, values) -> {
            double[] all = pooled(values);
            pooled.put(level, all);
            boxes.put(level, box(level, all));
            means.put(level, meanAreas(values));
        });
        List<Pair> pairs = PairwiseWilcoxonTest.withDefaults().with(PValueAdjustment.HOLM).test(pooled).stream()
                .map(pair -> new Pair(
                        pair.x(),
                        pair.y(),
                        boxes.get(pair.x()).median() - boxes.get(pair.y()).median(),
                        pair.test().cliffsDelta(),
                        pair.test().pValue(),
                        pair.adjustedPValue(),
                        difference(means.get(pair.x()), means.get(pair.y()))))
                .toList();
        return new FactorComparison(factor, List.copyOf(boxes.values()), pairs);
    }

    /** The areas of all models of a level, sorted: runs that are sorted already are quickly merged. */
    private static double[] pooled(List<BootstrapDistribution> models) {
        double[] all = new double
                [models.stream().mapToInt(BootstrapDistribution::resamplesUsed).sum()];
        int at = 0;
        for (BootstrapDistribution model : models) {
            System.arraycopy(model.sorted(), 0, all, at, model.resamplesUsed());
            at += model.resamplesUsed();
        }
        Arrays.sort(all);
        return all;
    }

    /** The mean area of the models of a level, first of the patients as they are, then on each resample. */
    private static double[] meanAreas(List<BootstrapDistribution> models) {
        double[] means = new double[1 + models.get(0).resamples()];
        for (BootstrapDistribution model : models) {
            means[0] += model.estimate();
            double[] areas = model.replicates();
            for (int b = 0; b < areas.length; b++) {
                means[b + 1] += areas[b];
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= models.size();
        }
        return means;
    }

    private static Estimate difference(double[] x, double[] y) {
        double[] differences = new double[x.length - 1];
        for (int b = 0; b < differences.length; b++) {
            differences[b] = x[b + 1] - y[b + 1];
        }
        double estimate = x[0] - y[0];
        ConfidenceInterval interval =
                BootstrapDistribution.of(estimate, differences).percentile(LEVEL);
        return new Estimate(estimate, interval.lower(), interval.upper());
    }

    /** Tukey's box: whiskers at the extreme values within 1.5 interquartile ranges. */
    private static Box box(String level, double[] sorted) {
        double lower = QuantileType.TYPE_7.quantile(sorted, 0.25);
        double median = QuantileType.TYPE_7.quantile(sorted, 0.5);
        double upper = QuantileType.TYPE_7.quantile(sorted, 0.75);
        double fence = 1.5 * (upper - lower);
        int lowest = 0;
        while (sorted[lowest] < lower - fence) {
            lowest++;
        }
        int highest = sorted.length - 1;
        while (sorted[highest] > upper + fence) {
            highest--;
        }
        return new Box(level, Math.min(lower, sorted[lowest]), lower, median, upper, Math.max(upper, sorted[highest]));
    }
}
