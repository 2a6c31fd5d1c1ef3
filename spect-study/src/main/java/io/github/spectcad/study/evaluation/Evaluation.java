package io.github.spectcad.study.evaluation;

import io.github.spectcad.core.Thresholds;
import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.RocCurve;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How well predictions agree with a reference standard.
 *
 * @param data the predictions and labels
 * @param thresholds when a vessel counted as diseased
 * @param metrics one entry for each of {@link Analysis#ORDER}, in that order
 */
public record Evaluation(LabelledPredictions data, Thresholds thresholds, List<Metrics> metrics) {
    /** Checks the values. */
    public Evaluation {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(thresholds, "thresholds");
        metrics = List.copyOf(metrics);
        if (!metrics.stream().map(Metrics::analysis).toList().equals(Analysis.ORDER)) {
            throw new IllegalArgumentException(
                    "metrics must hold one entry for each of " + Analysis.ORDER + " in that order, got "
                            + metrics.stream().map(Metrics::analysis).toList());
        }
    }

    /**
     * The measures of one analysis.
     *
     * @param analysis what counts as a case
     * @return its measures
     */
    public Metrics metrics(Analysis analysis) {
        return metrics.get(analysis.ordinal());
    }

    /**
     * The analyses in which all cases are diseased or none is, so that measures are undefined.
     *
     * @return the reason for each of them, in the order of every table
     */
    public Map<Analysis, String> oneClass() {
        Map<Analysis, String> reasons = new EnumMap<>(Analysis.class);
        Analysis.ORDER.forEach(analysis -> data.oneClass(analysis).ifPresent(reason -> reasons.put(analysis, reason)));
        return Collections.unmodifiableMap(reasons);
    }

    /**
     * The area per vessel with an interval that needs no resampling, beside the bootstrap's of {@link #metrics(Analysis)}: Obuchowski's
     * variance (1997, doi:10.2307/2533958) of vessels clustered in patients.
     *
     * @return the area with its 95 % interval; NaN limits where one patient alone has diseased (or healthy) vessels
     */
    public Estimate clusteredAuc() {
        Auc auc = Auc.of(data.labels(Analysis.PER_VESSEL), data.scores(Analysis.PER_VESSEL), data.patientOfCase());
        return Estimate.of(auc.value(), auc.interval(0.95));
    }

    /**
     * The ROC curve of one analysis.
     *
     * @param analysis what counts as a case
     * @return its curve
     * @throws IllegalArgumentException if the analysis has one class only
     */
    public RocCurve roc(Analysis analysis) {
        data.requireBothClasses(analysis);
        return RocCurve.of(data.labels(analysis), data.scores(analysis));
    }
}
