package io.github.spectcad.study.table;

import io.github.spectcad.stats.BestModelBootstrap;
import io.github.spectcad.stats.ConfusionMatrix;
import io.github.spectcad.study.comparison.AnalysisComparison;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.comparison.FactorComparison;
import io.github.spectcad.study.evaluation.Analysis;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Comparisons as tables. */
public final class ComparisonTables {
    private static final double SIGNIFICANT = 0.05;
    private static final String CLUSTERED = ", vessels clustered in patients";

    private ComparisonTables() {}

    /**
     * The models by the number of models each one significantly beats (as the paper's Table 4). Per vessel the last column counts them
     * as the paper does, with the vessels of a patient as independent.
     *
     * @param comparison the comparison
     * @param top how many rows at most
     * @return the table
     */
    public static Table ranking(AnalysisComparison comparison, int top) {
        int[] wins = comparison.deLong().wins(SIGNIFICANT);
        int[] adjusted = comparison.deLongHolm().wins(SIGNIFICANT);
        int[] resampled = comparison.winsResampled();
        int[] published = comparison.winsAsPublished();
        int[] order = comparison.deLong().ranking(SIGNIFICANT);
        boolean perVessel = comparison.analysis() == Analysis.PER_VESSEL;
        List<List<TableCell>> rows = new ArrayList<>();
        for (int rank = 0; rank < Math.min(top, order.length); rank++) {
            int model = order[rank];
            List<TableCell> row = new ArrayList<>(List.of(
                    TableCell.count(rank + 1),
                    TableCell.text(comparison.models().get(model).name()),
                    TableCell.share(comparison.auc(model)),
                    TableCell.count(wins[model]),
                    TableCell.count(adjusted[model]),
                    TableCell.count(resampled[model])));
            if (perVessel) {
                row.add(TableCell.count(published[model]));
            }
            rows.add(row);
        }
        List<String> header = new ArrayList<>(List.of(
                "Rank",
                "Model",
                "AUC (95 % interval)",
                "Outperforms",
                "Outperforms after Holm",
                "Outperforms, patients resampled"));
        if (perVessel) {
            header.add("Outperforms, as published");
        }
        return new Table(
                comparison.analysis().title() + ": number of the other " + (order.length - 1)
                        + " models that each one outperforms by DeLong's test at 0.05" + (perVessel ? CLUSTERED : ""),
                header,
                rows);
    }

    /**
     * All pairs of models by DeLong's test.
     *
     * @param comparison the comparison
     * @return the table, with K (K - 1) / 2 rows
     */
    public static Table pairs(AnalysisComparison comparison) {
        List<List<TableCell>> rows = new ArrayList<>();
        for (int i = 0; i < comparison.models().size(); i++) {
            for (int j = i + 1; j < comparison.models().size(); j++) {
                rows.add(List.of(
                        TableCell.text(comparison.models().get(i).name()),
                        TableCell.text(comparison.models().get(j).name()),
                        TableCell.decimal(comparison.deLong().difference(i, j)),
                        TableCell.decimal(comparison.deLong().statistic(i, j)),
                        TableCell.pValue(comparison.deLong().pValue(i, j)),
                        TableCell.pValue(comparison.deLongHolm().adjustedPValue(i, j))));
            }
        }
        return new Table(
                comparison.analysis().title() + ": DeLong's test of all pairs"
                        + (comparison.analysis() == Analysis.PER_VESSEL ? CLUSTERED : ""),
                List.of("Model", "Other model", "AUC difference", "z", "p", "p (Holm)"),
                rows);
    }

    /**
     * All pairs of levels of a factor.
     *
     * @param comparison the comparison
     * @param factor one of its factors
     * @return the table
     */
    public static Table factor(AnalysisComparison comparison, FactorComparison factor) {
        return new Table(
                comparison.analysis().title() + ": levels of " + factor.factor()
                        + " by Wilcoxon's rank sum test on the pooled bootstrap areas",
                List.of(
                        "Level",
                        "Other level",
                        "Mean AUC difference (95 % interval)",
                        "Median difference",
                        "Cliff's delta",
                        "p",
                        "p (Holm)"),
                factor.pairs().stream()
                        .map(pair -> List.of(
                                TableCell.text(pair.x()),
                                TableCell.text(pair.y()),
                                TableCell.decimal(pair.meanDifference()),
                                TableCell.decimal(pair.medianDifference()),
                                TableCell.decimal(pair.cliffsDelta()),
                                TableCell.pValue(pair.pValue()),
                                TableCell.pValue(pair.holm())))
                        .toList());
    }

    /**
     * What selecting on the test patients does to the area, against selecting on the validation patients.
     *
     * @param comparison the comparison
     * @return the table
     */
    public static Table selection(AnalysisComparison comparison) {
        BestModelBootstrap best = comparison.selection();
        TableCell name = TableCell.text(comparison.models().get(best.best()).name());
        TableCell apparent = TableCell.share(best.apparentAuc());
        List<List<TableCell>> rows = new ArrayList<>();
        rows.add(List.of(
                TableCell.text("Selected on the test patients (apparent, too optimistic)"), name, apparent, apparent));
        rows.add(List.of(
                TableCell.text("The same, corrected for the optimism of the selection"),
                name,
                apparent,
                TableCell.share(best.correctedAuc())));
        rows.add(List.of(
                TableCell.text("Selected on resamples, evaluated on the patients left out"),
                TableCell.text("any"),
                TableCell.share(Double.NaN),
                TableCell.share(best.outOfBagAuc())));
        OptionalInt chosen = comparison.bestOnValidation();
        if (chosen.isPresent()) {
            rows.add(List.of(
                    TableCell.text("Selected on the validation patients"),
                    TableCell.text(comparison.models().get(chosen.getAsInt()).name()),
                    TableCell.share(comparison.validationAuc(chosen.getAsInt())),
                    TableCell.share(comparison.auc(chosen.getAsInt()))));
        }
        return new Table(
                comparison.analysis().title() + ": the best of "
                        + comparison.models().size() + " models",
                List.of("How it was selected", "Model", "AUC where it was selected", "AUC on the test patients"),
                rows);
    }

    /**
     * All measures of all models, for further work.
     *
     * @param comparisons the comparisons of one set of models
     * @return the table, a row for each model and analysis
     */
    public static Table all(List<AnalysisComparison> comparisons) {
        List<String> header = new ArrayList<>(List.of("analysis", "name"));
        header.addAll(comparisons.get(0).models().get(0).factors().keySet());
        header.addAll(List.of(
                "tp",
                "tn",
                "fp",
                "fn",
                "auc",
                "accuracy",
                "sensitivity",
                "specificity",
                "precision",
                "balanced_accuracy",
                "validation_auc",
                "outperforms",
                "outperforms_holm",
                "outperforms_resampled",
                "outperforms_published"));
        List<List<TableCell>> rows = new ArrayList<>();
        for (AnalysisComparison comparison : comparisons) {
            int[] wins = comparison.deLong().wins(SIGNIFICANT);
            int[] adjusted = comparison.deLongHolm().wins(SIGNIFICANT);
            int[] resampled = comparison.winsResampled();
            int[] published = comparison.winsAsPublished();
            for (int i = 0; i < comparison.models().size(); i++) {
                rows.add(row(comparison, i, wins[i], adjusted[i], resampled[i], published[i]));
            }
        }
        return new Table("All models", header, rows);
    }

    private static List<TableCell> row(AnalysisComparison comparison, int index, int... wins) {
        Model model = comparison.models().get(index);
        Analysis analysis = comparison.analysis();
        ConfusionMatrix counts =
                ConfusionMatrix.of(model.test().labels(analysis), model.test().decisions(analysis, model.thresholds()));
        List<TableCell> row = new ArrayList<>(List.of(TableCell.text(analysis.id()), TableCell.text(model.name())));
        model.factors().values().forEach(level -> row.add(TableCell.text(level)));
        row.addAll(MetricTables.counts(counts));
        row.add(TableCell.share(comparison.auc(index)));
        for (double value : new double[] {
            counts.accuracy(),
            counts.sensitivity(),
            counts.specificity(),
            counts.precision(),
            counts.balancedAccuracy(),
            comparison.validationAuc(index)
        }) {
            row.add(TableCell.share(value));
        }
        for (int count : wins) {
            row.add(TableCell.count(count));
        }
        return row;
    }
}
