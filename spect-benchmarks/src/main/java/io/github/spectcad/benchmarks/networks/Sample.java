package io.github.spectcad.benchmarks.networks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measurements of both sides, taken in turns. */
final class Sample {
    private final Map<Side, List<Double>> values = new EnumMap<>(Side.class);

    /** Adds measurements of a side. */
    void add(Side side, List<Double> measured) {
        values.computeIfAbsent(side, s -> new ArrayList<>()).addAll(measured);
    }

    /** The middle one, or the mean of the two in the middle. */
    double median(Side side) {
        List<Double> sorted = values.get(side).stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private double minimum(Side side) {
        return values.get(side).stream().min(Double::compare).orElseThrow();
    }

    /**
     * A line of a Markdown table: name, medians, minimums, ratios, target, whether the ratio of the medians meets it.
     *
     * @param name what was measured
     * @param target greatest ratio wanted
     * @return the line
     */
    String line(String name, double target) {
        double ratio = median(Side.SPECT) / median(Side.PYTORCH);
        return String.format(
                Locale.ROOT,
                "| %s | %.1f (%.1f) | %.1f (%.1f) | %.2f (%.2f) | %.1f | %s |",
                name,
                median(Side.SPECT),
                minimum(Side.SPECT),
                median(Side.PYTORCH),
                minimum(Side.PYTORCH),
                ratio,
                minimum(Side.SPECT) / minimum(Side.PYTORCH),
                target,
                ratio <= target ? "met" : "missed");
    }
}
