package io.github.spectcad.benchmarks.learning;

import io.github.spectcad.core.baseline.Baseline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Means over seeds, beside the segment-logistic baseline fitted to the same patients in the same run. */
final class ReachTable {
    private static final String TASK = "task-1";
    private static final String FEW_LABELS = "strategy-1";

    /** What a model of one seed came to on the test patients; the validation AUC of a baseline is NaN. */
    record Row(long seed, String strategy, String model, double validation, double vessel, double patient) {}

    private final List<Row> rows = new ArrayList<>();

    void add(Row row) {
        rows.add(row);
    }

    /** The table as Markdown. */
    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| strategy | model | seeds | AUC per vessel / per patient | minus segment-logistic |");
        lines.add("|---|---|---|---|---|");
        Map<String, List<Row>> models = new LinkedHashMap<>();
        for (Row row : rows) {
            models.computeIfAbsent(row.strategy() + " | " + row.model(), name -> new ArrayList<>())
                    .add(row);
        }
        models.forEach((name, own) -> lines.add(line(name, own)));
        List<Row> chosen = chosen();
        if (!chosen.isEmpty()) {
            lines.add(line("strategy-2 to strategy-6 | best on validation patients", chosen));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String line(String name, List<Row> own) {
        String difference = "";
        List<Row> baseline = own.stream()
                .flatMap(row -> rows.stream().filter(other -> isBaselineOf(other, row)))
                .toList();
        if (baseline.size() == own.size()) {
            difference = String.format(
                    Locale.ROOT,
                    "%+.3f / %+.3f",
                    mean(own, Row::vessel) - mean(baseline, Row::vessel),
                    mean(own, Row::patient) - mean(baseline, Row::patient));
        }
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.3f / %.3f | %s |",
                name,
                own.size(),
                mean(own, Row::vessel),
                mean(own, Row::patient),
                difference);
    }

    /** Whether a row is the regression that another is measured by: that of its seed for task 1, or of strategy 1. */
    private static boolean isBaselineOf(Row candidate, Row row) {
        return candidate.model().equals(Baseline.SEGMENT_LOGISTIC.id())
                && candidate.seed() == row.seed()
                && candidate.strategy().equals(row.strategy().equals(TASK) ? TASK : FEW_LABELS);
    }

    /** For each seed the network of strategies 2 to 6 with the highest validation AUC. */
    private List<Row> chosen() {
        Map<Long, List<Row>> seeds = new LinkedHashMap<>();
        for (Row row : rows) {
            boolean later = !row.strategy().equals(TASK) && !row.strategy().equals(FEW_LABELS);
            if (later && !Double.isNaN(row.validation())) {
                seeds.computeIfAbsent(row.seed(), seed -> new ArrayList<>()).add(row);
            }
        }
        return seeds.values().stream()
                .map(own -> own.stream()
                        .max(Comparator.comparingDouble(Row::validation))
                        .orElseThrow())
                .toList();
    }

    private static double mean(List<Row> rows, ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(value).average().orElseThrow();
    }
}
