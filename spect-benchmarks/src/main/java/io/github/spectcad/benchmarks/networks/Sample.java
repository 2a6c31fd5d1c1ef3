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
     * A line of a Markdown table: name, medians, minimums, ratios, target, whether the ratio of the medians meets it; then
     * the same of ONNX Runtime, where it was measured, without a target.
     *
     * @param name what was measured
     * @param target greatest ratio wanted
     * @return the line
     */
    String line(String name, double target) {
        double ratio = median(Side.SPECT) / median(Side.PYTORCH);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.2f | %s | %s | %s |",
                name,
                times(Side.SPECT),
                times(Side.PYTORCH),
                ratios(Side.PYTORCH),
                target,
                ratio <= target ? "met" : "missed",
                values.containsKey(Side.ONNX) ? times(Side.ONNX) : "",
                values.containsKey(Side.ONNX) ? ratios(Side.ONNX) : "");
    }

    private String times(Side side) {
        return String.format(Locale.ROOT, "%.1f (%.1f)", median(side), minimum(side));
    }

    private String ratios(Side other) {
        return String.format(
                Locale.ROOT, "%.2f (%.2f)", median(Side.SPECT) / median(other), minimum(Side.SPECT) / minimum(other));
    }
}
