package io.github.spectcad.study.report;

import io.github.spectcad.study.comparison.AnalysisComparison;
import io.github.spectcad.study.comparison.ComparedModels;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.comparison.FactorComparison;
import io.github.spectcad.study.comparison.SelectedModel;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Evaluation;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.PatientProfile;
import io.github.spectcad.study.figure.BoxPlotFigure;
import io.github.spectcad.study.figure.CalibrationFigure;
import io.github.spectcad.study.figure.DecisionCurveFigure;
import io.github.spectcad.study.table.ComparisonTables;
import io.github.spectcad.study.table.MetricTables;
import io.github.spectcad.study.table.SelectedModelTables;
import io.github.spectcad.study.table.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The comparison of one set of models as sections of a report and as tables: the best models, the ranking by DeLong's test, the
 * areas of all models as heat maps, the levels of each factor, and what selection does to the best area.
 */
public final class ComparisonReport {
    /** Resamples of the patients, as in the paper. */
    public static final int PAPER_RESAMPLES = 1000;

    /** What a reader of a comparison of many models must know. */
    public static final List<String> CAVEATS = List.of(
            "The best of many models looks better on the test patients than it is, because it was selected on them. The"
                    + " selection tables give the area corrected for that, and the model selected on the validation"
                    + " patients, whose area on the test patients is not affected.",
            "The paper's rank sum test on pooled bootstrap areas treats resamples as independent observations: p goes to 0 by"
                    + " drawing more of them. Median difference and Cliff's delta say how large a difference is.",
            "Of the many pairs in the ranking by DeLong's test, one in twenty is significant by chance. The column after Holm"
                    + " counts what is left after adjustment for all pairs.",
            "Vessels of a patient are not independent: intervals per vessel resample patients with all three vessels, and DeLong's"
                    + " test per vessel takes them as a cluster (Obuchowski 1997). Only the column \"as published\" of the ranking treats"
                    + " them as independent, as the paper does, and so counts too many differences.");

    /** Compared per vessel and per patient, as in the paper. */
    public static final List<Analysis> ANALYSES = List.of(Analysis.PER_VESSEL, Analysis.PER_PATIENT);

    private static final int TOP = 10;
    private static final int MOST_PAIRS = 45;
    private static final int CALIBRATION_GROUPS = 5;

    private final ComparedModels compared;
    private final List<AnalysisComparison> comparisons;
    private final List<PatientProfile> patients;
    private final Evaluator evaluator;
    private final Map<Integer, Evaluation> evaluations = new ConcurrentHashMap<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final AreaMaps maps;
    private final HtmlReport report;

    private ComparisonReport(
            HtmlReport report,
            List<AnalysisComparison> comparisons,
            List<PatientProfile> patients,
            Evaluator evaluator) {
        this.report = report;
        this.patients = patients;
        this.compared = comparisons.get(0).compared();
        this.evaluator = evaluator;
        this.comparisons = comparisons;
        this.maps = new AreaMaps(compared, comparisons);
    }

    /**
     * Compares models per vessel and per patient.
     *
     * @param models the models
     * @param resamples number of resamples of the patients, 1,000 in the paper, at least 100
     * @param seed seed of the resampling
     * @return one comparison for each of {@link #ANALYSES} that has cases of both classes
     * @throws IllegalArgumentException if none has
     */
    public static List<AnalysisComparison> compare(ComparedModels models, int resamples, long seed) {
        Map<Analysis, String> leftOut = leftOut(models);
        if (leftOut.size() == ANALYSES.size()) {
            throw new IllegalArgumentException(String.join("; ", leftOut.values()) + ", so compare on more patients");
        }
        return ANALYSES.parallelStream()
                .filter(analysis -> !leftOut.containsKey(analysis))
                .map(analysis -> AnalysisComparison.of(models, analysis, resamples, seed))
                .toList();
    }

    /**
     * Analyses in which models cannot be compared.
     *
     * @param models the models
     * @return why, for each analysis whose cases are of one class only
     * @since 0.1.0
     */
    public static Map<Analysis, String> leftOut(ComparedModels models) {
        Map<Analysis, String> leftOut = new LinkedHashMap<>();
        for (Analysis analysis : ANALYSES) {
            models.models().get(0).test().oneClass(analysis).ifPresent(reason -> leftOut.put(analysis, reason));
        }
        return leftOut;
    }

    /**
     * Adds the sections of a comparison to a report.
     *
     * @param report the report
     * @param comparisons what {@link #compare} gave
     * @param patients profiles of the test patients, for subgroups and the expert readers; those not given are in no subgroup
     * @param evaluator computes the measures of single models, with the resamples and seed of the comparison
     * @return every table by a name that may be part of a file name, all models with all measures among them
     */
    public static Map<String, Table> addTo(
            HtmlReport report,
            List<AnalysisComparison> comparisons,
            List<PatientProfile> patients,
            Evaluator evaluator) {
        ComparisonReport comparison = new ComparisonReport(report, List.copyOf(comparisons), patients, evaluator);
        comparison.write();
        return Collections.unmodifiableMap(comparison.tables);
    }

    private void write() {
        report.section(compared.title());
        leftOut(compared)
                .forEach((analysis, reason) ->
                        report.paragraph(analysis.title() + " the models are not compared: " + reason + "."));
        comparisons.forEach(comparison -> Findings.add(report, comparison));
        for (AnalysisComparison comparison : comparisons) {
            report.subsection("Best models, " + comparison.analysis().title().toLowerCase(Locale.ROOT));
            Map<String, Evaluation> best = evaluations(best(comparison, 2));
            report.figures(
                    List.of(RocFigures.of(
                            "ROC curves, " + scope(comparison).brief(),
                            evaluations(best(comparison, 1)),
                            comparison.analysis())),
                    scope(comparison).intervals());
            add(
                    "best",
                    comparison,
                    MetricTables.of(
                            "Best models by area, selected on the test patients, "
                                    + scope(comparison).title() + ". "
                                    + scope(comparison).intervals(),
                            best,
                            List.of(comparison.analysis())));
            add(
                    "best-by-vessel",
                    comparison,
                    MetricTables.of(
                            "The same models for each vessel. "
                                    + Scope.of(comparison, Analysis.LAD).intervals(),
                            best,
                            List.of(Analysis.LAD, Analysis.RCA, Analysis.LCX)));
            add("selection", comparison, ComparisonTables.selection(comparison));
        }
        for (AnalysisComparison comparison : comparisons) {
            comparison
                    .bestOnValidation()
                    .ifPresent(
                            chosen -> addSelected(comparison, compared.models().get(chosen)));
        }
        for (AnalysisComparison comparison : comparisons) {
            String title = comparison.analysis().title();
            report.subsection("Models compared, " + title.toLowerCase(Locale.ROOT));
            add("delong", comparison, ComparisonTables.ranking(comparison, TOP));
            int models = compared.models().size();
            if (models * (models - 1) / 2 <= MOST_PAIRS) {
                add("pairs", comparison, ComparisonTables.pairs(comparison));
            }
            report.figures(
                    maps.draw(comparison), "All heat maps of this task share one scale. An empty cell has no model");
        }
        for (AnalysisComparison comparison : comparisons) {
            if (!comparison.factors().isEmpty()) {
                addFactors(comparison);
            }
        }
        tables.put("all-models", ComparisonTables.all(comparisons));
    }

    private void addFactors(AnalysisComparison comparison) {
        String title = comparison.analysis().title();
        report.subsection("Factors compared, " + title.toLowerCase(Locale.ROOT))
                .paragraph("As in the paper, the bootstrapped areas of all models of a level are pooled and compared by"
                        + " the rank sum test. Bootstrap values are not independent observations, so with this many of"
                        + " them every difference is significant, however small: read the effect sizes, not p. The interval of the mean difference is by resampled"
                        + " patients, the same for all models.");
        for (FactorComparison factor : comparison.factors()) {
            int levels = maps.levels(factor.factor()).size();
            int shown = factor.boxes().size();
            if (shown < levels) {
                report.paragraph("Of the " + levels + " levels of " + factor.factor() + " the " + shown
                        + " whose best models have the largest areas are compared, here and in heat maps.");
            }
        }
        report.figures(
                comparison.factors().parallelStream()
                        .map(factor -> BoxPlotFigure.draw(
                                "AUC by " + factor.factor() + ", "
                                        + scope(comparison).brief(),
                                "AUC",
                                factor.boxes()))
                        .toList(),
                "Areas of resampled patients, pooled over the models of a level; whiskers reach at most 1.5"
                        + " interquartile ranges beyond the box");
        comparison
                .factors()
                .forEach(factor ->
                        add("factor-" + factor.factor(), comparison, ComparisonTables.factor(comparison, factor)));
    }

    private void addSelected(AnalysisComparison comparison, Model model) {
        Analysis analysis = comparison.analysis();
        List<Analysis> looked = analysis == Analysis.PER_PATIENT
                ? List.of(analysis)
                : List.of(Analysis.LAD, Analysis.RCA, Analysis.LCX, analysis);
        report.subsection("The model selected on the validation patients, "
                        + analysis.title().toLowerCase(Locale.ROOT) + ": " + model.name())
                .figures(
                        List.of(
                                CalibrationFigure.draw(
                                        "Calibration, " + scope(comparison).brief(),
                                        looked.stream()
                                                .map(each ->
                                                        CalibrationCurves.of(model.test(), each, CALIBRATION_GROUPS))
                                                .toList()),
                                DecisionCurveFigure.draw(
                                        "Decision curve, " + scope(comparison).brief(),
                                        List.of(DecisionCurveFigure.Curve.of(
                                                model.name(),
                                                model.test().labels(analysis),
                                                model.test().scores(analysis))))),
                        model.name() + ", " + scope(comparison).title());
        SelectedModel selected = new SelectedModel(model, evaluator, patients);
        add("calibration", comparison, SelectedModelTables.calibration(selected, looked));
        if (!patients.isEmpty()) {
            add("subgroups", comparison, SelectedModelTables.subgroups(selected, analysis));
        }
        selected.readers().ifPresent(readers -> {
            add("readers", comparison, SelectedModelTables.readers(selected, readers, looked));
            add("readers-tests", comparison, SelectedModelTables.differences(readers, looked));
        });
    }

    private void add(String name, AnalysisComparison comparison, Table table) {
        report.table(table);
        tables.put(name + "-" + comparison.analysis().id(), table);
    }

    /** The best models of each strategy, or overall where there is but one. */
    private List<Integer> best(AnalysisComparison comparison, int each) {
        Set<String> strategies = maps.levels("strategy");
        if (strategies.size() < 2) {
            return comparison.byAuc().stream().limit(2L * each + 2).toList();
        }
        List<Integer> best = new ArrayList<>();
        for (String strategy : strategies) {
            comparison.byAuc().stream()
                    .filter(i ->
                            strategy.equals(compared.models().get(i).factors().get("strategy")))
                    .limit(each)
                    .forEach(best::add);
        }
        return best;
    }

    private Map<String, Evaluation> evaluations(List<Integer> models) {
        models.parallelStream().forEach(i -> evaluations.computeIfAbsent(i, this::evaluate));
        Map<String, Evaluation> named = new LinkedHashMap<>();
        models.forEach(i -> named.put(compared.models().get(i).name(), evaluations.get(i)));
        return named;
    }

    private Evaluation evaluate(int model) {
        return evaluator.evaluate(
                compared.models().get(model).test(),
                compared.models().get(model).thresholds());
    }

    private static Scope scope(AnalysisComparison comparison) {
        return Scope.of(comparison, comparison.analysis());
    }
}
