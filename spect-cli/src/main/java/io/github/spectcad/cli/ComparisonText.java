package io.github.spectcad.cli;

import io.github.spectcad.study.comparison.AnalysisComparison;
import io.github.spectcad.study.comparison.FactorComparison;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.text.NumberText;
import java.util.Arrays;
import java.util.Locale;

/** A comparison of models as text for a terminal. */
final class ComparisonText {
    private ComparisonText() {}

    /** Adds one analysis: the ranking, pairs of a few models, the levels of factors, and what selection does. */
    static void append(StringBuilder text, AnalysisComparison comparison) {
        appendRanking(text, comparison);
        if (comparison.models().size() <= CompareCommand.FEW) {
            appendPairs(text, comparison);
        }
        comparison.factors().forEach(factor -> appendFactor(text, factor));
        text.append(String.format(
                Locale.ROOT,
                "  best: %s, %.3f; corrected for having been selected: %.3f%n",
                CompareCommand.name(comparison, comparison.selection().best()),
                comparison.selection().apparentAuc(),
                comparison.selection().correctedAuc()));
        comparison
                .bestOnValidation()
                .ifPresent(chosen -> text.append(String.format(
                        Locale.ROOT,
                        "  best on validation: %s, %.3f there, %.3f here%n",
                        CompareCommand.name(comparison, chosen),
                        comparison.validationAuc(chosen),
                        comparison.auc(chosen).value())));
    }

    private static void appendRanking(StringBuilder text, AnalysisComparison comparison) {
        int[] order = comparison.deLong().ranking(CompareCommand.SIGNIFICANT);
        int[] wins = comparison.deLong().wins(CompareCommand.SIGNIFICANT);
        int[] adjusted = comparison.deLongHolm().wins(CompareCommand.SIGNIFICANT);
        int[] shown = Arrays.copyOf(order, Math.min(CompareCommand.FEW, order.length));
        int width = Arrays.stream(shown)
                .map(model -> CompareCommand.name(comparison, model).length())
                .max()
                .orElse(0);
        String columns = "  %-" + Math.max(width, 12) + "s  %-22s %12s %12s%n";
        text.append('\n')
                .append(String.format(
                        Locale.ROOT,
                        columns,
                        comparison.analysis().title(),
                        "AUC [95 % interval]",
                        "outperforms",
                        "after Holm"));
        for (int model : shown) {
            Estimate auc = comparison.auc(model);
            text.append(String.format(
                    Locale.ROOT,
                    columns,
                    CompareCommand.name(comparison, model),
                    String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", auc.value(), auc.lower(), auc.upper()),
                    wins[model],
                    adjusted[model]));
        }
    }

    private static void appendPairs(StringBuilder text, AnalysisComparison comparison) {
        text.append("  DeLong's test of each pair")
                .append(comparison.analysis() == Analysis.PER_VESSEL ? ", vessels clustered in patients\n" : "\n");
        for (int i = 0; i < comparison.models().size(); i++) {
            for (int j = i + 1; j < comparison.models().size(); j++) {
                text.append(NumberText.of(
                        "    %s - %s: %.3f, z %.2f, p %s, p (Holm) %s%n",
                        CompareCommand.name(comparison, i),
                        CompareCommand.name(comparison, j),
                        comparison.deLong().difference(i, j),
                        comparison.deLong().statistic(i, j),
                        NumberText.pValue(comparison.deLong().pValue(i, j)),
                        NumberText.pValue(comparison.deLongHolm().adjustedPValue(i, j))));
            }
        }
    }

    private static void appendFactor(StringBuilder text, FactorComparison factor) {
        text.append("  ")
                .append(factor.factor())
                .append(": Wilcoxon on pooled bootstraps, where the effect counts and not p\n");
        for (FactorComparison.Pair pair : factor.pairs()) {
            text.append(NumberText.of(
                    "    %s - %s: mean difference %.3f [%.3f, %.3f], Cliff's delta %.2f, p (Holm) %.2g%n",
                    pair.x(),
                    pair.y(),
                    pair.meanDifference().value(),
                    pair.meanDifference().lower(),
                    pair.meanDifference().upper(),
                    pair.cliffsDelta(),
                    pair.holm()));
        }
    }
}
