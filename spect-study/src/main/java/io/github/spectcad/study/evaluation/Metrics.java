package io.github.spectcad.study.evaluation;

import io.github.spectcad.stats.ConfusionMatrix;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The measures of one analysis, each with its 95 % interval; {@link Evaluator} says how the intervals are made.
 *
 * @param analysis what counts as a case
 * @param counts true and false positives and negatives
 * @param accuracy share of cases decided rightly
 * @param sensitivity share of diseased cases called diseased
 * @param specificity share of healthy cases called healthy
 * @param precision share of cases called diseased that are
 * @param balancedAccuracy mean of sensitivity and specificity
 * @param auc area under the ROC curve
 */
public record Metrics(
        Analysis analysis,
        ConfusionMatrix counts,
        Estimate accuracy,
        Estimate sensitivity,
        Estimate specificity,
        Estimate precision,
        Estimate balancedAccuracy,
        Estimate auc) {
    /** {@return the measures by the names used in files, in the order of every table} */
    public Map<String, Estimate> byName() {
        Map<String, Estimate> named = new LinkedHashMap<>();
        named.put("auc", auc);
        named.put("accuracy", accuracy);
        named.put("sensitivity", sensitivity);
        named.put("specificity", specificity);
        named.put("precision", precision);
        named.put("balanced_accuracy", balancedAccuracy);
        return Collections.unmodifiableMap(named);
    }
}
