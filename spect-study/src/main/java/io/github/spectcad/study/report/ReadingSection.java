package io.github.spectcad.study.report;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.io.Reading;
import io.github.spectcad.study.comparison.ComparedModels;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.comparison.ReadingComparison;
import io.github.spectcad.study.comparison.ReadingComparison.Rater;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.Metrics;
import io.github.spectcad.study.figure.Figure;
import io.github.spectcad.study.figure.RocFigure;
import io.github.spectcad.study.table.Table;
import io.github.spectcad.study.table.TableCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model and its readers as a section of a report: the paper's Table 5 and Figure 5. */
public final class ReadingSection {
    private static final List<Analysis> ORDER =
            List.of(Analysis.LAD, Analysis.RCA, Analysis.LCX, Analysis.PER_PATIENT, Analysis.PER_VESSEL);

    /** By how much a probability that was shown may differ from the stored one. */
    private static final double ROUNDING = 1e-3;

    private ReadingSection() {}

    /**
     * Adds the section, with the model whose probabilities the readers saw.
     *
     * @param report the report
     * @param models the models that may have been shown
     * @param readings what readers said
     * @param evaluator computes measures and intervals
     * @return the table by a name that may be part of a file name
     * @throws IllegalArgumentException if no patient of the models was read by all readers in every condition
     */
    public static Map<String, Table> addTo(
            HtmlReport report, ComparedModels models, List<Reading> readings, Evaluator evaluator) {
        Optional<Model> shown = models.models().stream()
                .filter(model -> isShown(model, readings))
                .findFirst();
        Model model = shown.orElseGet(() ->
                models.models().get(models.bestOnValidation(Analysis.PER_VESSEL).orElse(0)));
        if (shown.isEmpty()
                && readings.stream().anyMatch(reading -> reading.shown().isPresent())) {
            report.caution("That the readers were helped by " + model.name()
                    + ": they saw probabilities of another model, which is not among those compared.");
        }
        return addTo(report, ReadingComparison.of(model.name(), model.test(), model.thresholds(), readings), evaluator);
    }

    /** Whether readers saw a model's probabilities, of its test patients and no others. */
    private static boolean isShown(Model model, List<Reading> readings) {
        Map<String, Prediction> predicted = new HashMap<>();
        model.test().predictions().forEach(prediction -> predicted.put(prediction.patientId(), prediction));
        List<Prediction> seen = readings.stream()
                .flatMap(reading -> reading.shown().stream())
                .filter(prediction -> predicted.containsKey(prediction.patientId()))
                .toList();
        return !seen.isEmpty()
                && seen.stream()
                        .allMatch(prediction -> VesselTerritory.ORDER.stream()
                                .allMatch(vessel -> Math.abs(prediction.probability(vessel)
                                                - predicted
                                                        .get(prediction.patientId())
                                                        .probability(vessel))
                                        <= ROUNDING));
    }

    /**
     * Adds the section.
     *
     * @param report the report
     * @param compared model and readers
     * @param evaluator computes measures and intervals
     * @return the table by a name that may be part of a file name
     */
    public static Map<String, Table> addTo(HtmlReport report, ReadingComparison compared, Evaluator evaluator) {
        List<List<TableCell>> rows = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        for (Analysis analysis : ORDER) {
            List<RocFigure.Curve> curves = new ArrayList<>();
            List<RocFigure.Point> points = new ArrayList<>();
            for (Rater rater : compared.raters()) {
                if (rater.data().oneClass(analysis).isEmpty()) {
                    Metrics metrics = evaluator.evaluate(rater.data(), rater.thresholds(), analysis);
                    rows.add(row(rater, metrics));
                    if (rater.graded()) {
                        curves.add(RocFigures.curve(rater.name(), rater.data(), analysis, metrics.auc()));
                    } else {
                        points.add(new RocFigure.Point(
                                rater.name(),
                                metrics.sensitivity().value(),
                                metrics.specificity().value()));
                    }
                }
            }
            if (!curves.isEmpty()) {
                Scope scope = new Scope(compared.raters().get(0).data(), analysis);
                figures.add(RocFigure.draw("Model and readers, " + scope.brief(), curves, points));
            }
        }
        Table table = new Table(
                "Model and readers on the same " + compared.patients()
                        + " patients, 95 % intervals: per vessel percentile"
                        + " bootstrap of patients, otherwise DeLong (logit scale) and Wilson. A reader's AUC is that of the"
                        + " summed scores, or, for decisions, of the one point they are",
                List.of("Analysis", "Rater", "AUC", "Sensitivity", "Specificity"),
                rows);
        report.section("Model and readers")
                .paragraph(
                        "Summed scores call a vessel diseased from 4 on. Without and with the model a reader decides for"
                                + " each vessel; such a reader is one point, above or below the model's curve.")
                .figures(figures, "Curves of graded ratings, points of decisions")
                .table(table);
        report.generalCaution(
                "That readers read better with the model because they read differently: one reading after another is no"
                        + " randomised comparison, and intervals of a few readers say nothing of other readers.");
        return Map.of("model-and-readers", table);
    }

    private static List<TableCell> row(Rater rater, Metrics metrics) {
        Estimate auc = metrics.auc();
        return List.of(
                TableCell.text(metrics.analysis().title()),
                TableCell.text(rater.name()),
                // the interval of one point's area would be that of a curve that was not measured
                rater.graded() ? TableCell.share(auc) : TableCell.share(auc.value()),
                TableCell.share(metrics.sensitivity()),
                TableCell.share(metrics.specificity()));
    }
}
