package io.github.spectcad.study.report;

import io.github.spectcad.stats.OperatingPoint;
import io.github.spectcad.stats.RocCurve;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.evaluation.Evaluation;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.figure.Figure;
import io.github.spectcad.study.figure.RocFigure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Evaluations as ROC figures. */
public final class RocFigures {
    private RocFigures() {}

    /**
     * The ROC curves of several models in one analysis.
     *
     * @param title what the figure shows
     * @param models evaluations by the name of their model
     * @param analysis the analysis
     * @return the figure
     */
    public static Figure of(String title, Map<String, Evaluation> models, Analysis analysis) {
        List<RocFigure.Curve> curves = new ArrayList<>();
        models.forEach((name, evaluation) -> curves.add(curve(
                name, evaluation.data(), analysis, evaluation.metrics(analysis).auc())));
        return RocFigure.draw(title, curves);
    }

    /** The curve of one model. */
    static RocFigure.Curve curve(String name, LabelledPredictions data, Analysis analysis, Estimate auc) {
        data.requireBothClasses(analysis);
        List<OperatingPoint> points = new ArrayList<>(
                RocCurve.of(data.labels(analysis), data.scores(analysis)).points());
        Collections.reverse(points);
        return new RocFigure.Curve(
                name,
                points.stream().map(point -> 1 - point.specificity()).toList(),
                points.stream().map(OperatingPoint::sensitivity).toList(),
                auc.value(),
                auc.lower(),
                auc.upper());
    }
}
