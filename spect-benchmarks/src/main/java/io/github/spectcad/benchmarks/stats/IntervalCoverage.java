package io.github.spectcad.benchmarks.stats;

import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.Bootstrap;
import io.github.spectcad.stats.BootstrapDistribution;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.Influence;
import io.github.spectcad.stats.ResamplingPlan;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How often each 95 % interval of an area holds the true area of normal scores, by simulation: the evidence for the default. Prints a
 * Markdown table of coverage with the mean width in brackets. An undefined interval counts as a miss.
 */
public final class IntervalCoverage {

    private static final double LEVEL = 0.95;
    private static final double[][] DESIGNS = {
        {0.75, 35, 65}, {0.85, 35, 65}, {0.95, 35, 65}, {0.9, 10, 10}, {0.95, 20, 20}, {0.98, 30, 30}, {0.99, 50, 50}
    };

    private IntervalCoverage() {}

    /**
     * Runs the simulation.
     *
     * @param args number of simulated studies of each design (default 4000), number of bootstrap resamples (default 1000)
     */
    public static void main(String[] args) {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 4000;
        int resamples = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
        Map<String, double[]> first = simulate(DESIGNS[0], 1, resamples);
        System.out.println("| area | diseased + healthy | " + String.join(" | ", first.keySet()) + " |");
        System.out.println("|---".repeat(first.size() + 2) + "|");
        for (double[] design : DESIGNS) {
            StringBuilder row = new StringBuilder(
                    String.format(Locale.ROOT, "| %.2f | %d + %d", design[0], (int) design[1], (int) design[2]));
            simulate(design, runs, resamples)
                    .values()
                    .forEach(v -> row.append(String.format(Locale.ROOT, " | %.3f (%.2f)", v[0] / runs, v[1] / v[2])));
            System.out.println(row + " |");
        }
    }

    /** For each method the intervals that hold the area, the sum of the widths and the number of defined intervals. */
    private static Map<String, double[]> simulate(double[] design, int runs, int resamples) {
        double area = design[0];
        int m = (int) design[1];
        int n = (int) design[2];
        double shift = Math.sqrt(2) * NormalDistribution.of(0, 1).inverseCumulativeProbability(area);
        Random random = new Random(20261127);
        int[] labels = new int[m + n];
        double[] scores = new double[m + n];
        Map<String, double[]> results = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < m + n; i++) {
                labels[i] = i < m ? 1 : 0;
                scores[i] = labels[i] * shift + random.nextGaussian();
            }
            Auc auc = Auc.of(labels, scores);
            for (Auc.IntervalMethod method : Auc.IntervalMethod.values()) {
                count(
                        results,
                        method.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        area,
                        auc.interval(method, LEVEL));
            }
            BootstrapDistribution bootstrap = Bootstrap.of(ResamplingPlan.stratified(labels, resamples, run))
                    .withThreads(1)
                    .auc(labels, scores);
            count(results, "bootstrap percentile", area, bootstrap.percentile(LEVEL));
            count(results, "bootstrap BCa", area, bootstrap.bca(LEVEL, Influence.auc(labels, scores)));
        }
        return results;
    }

    private static void count(Map<String, double[]> results, String name, double area, ConfidenceInterval interval) {
        double[] counts = results.computeIfAbsent(name, key -> new double[3]);
        counts[0] += interval.contains(area) ? 1 : 0;
        if (!Double.isNaN(interval.lower())) {
            counts[1] += interval.width();
            counts[2]++;
        }
    }
}
