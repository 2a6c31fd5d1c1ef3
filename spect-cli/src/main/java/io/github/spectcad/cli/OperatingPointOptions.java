package io.github.spectcad.cli;

import io.github.spectcad.core.Thresholds;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.trust.TargetPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which sensitivity or specificity is wanted, and what reaching it takes. */
final class OperatingPointOptions {
    @Option(
            names = "--sensitivity",
            paramLabel = "P",
            description = "Choose the threshold of each vessel so that its sensitivity is at least P: on the predicted"
                    + " validation patients, or on the measured ones if there are none, which flatters the result.")
    private Optional<Double> sensitivity = Optional.empty();

    @Option(
            names = "--specificity",
            paramLabel = "P",
            description = "Choose the threshold of each vessel so that its specificity is at least P; see"
                    + " --sensitivity.")
    private Optional<Double> specificity = Optional.empty();

    @Option(
            names = "--prevalence",
            paramLabel = "P",
            description = "Prevalence for predictive values at these thresholds (default: that of the patients).")
    private Optional<Double> prevalence = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    boolean wanted() {
        return sensitivity.isPresent() || specificity.isPresent();
    }

    void check() {
        Usage.require(
                spec,
                sensitivity.isEmpty() || specificity.isEmpty(),
                "--sensitivity and --specificity exclude each other: give one of them");
        Usage.require(spec, prevalence.isEmpty() || wanted(), "--prevalence needs --sensitivity or --specificity");
        Usage.require(
                spec,
                sensitivity.or(() -> specificity).map(p -> p > 0 && p <= 1).orElse(true),
                "--sensitivity and --specificity must lie in (0, 1]");
        Usage.require(spec, prevalence.map(p -> p > 0 && p < 1).orElse(true), "--prevalence must lie in (0, 1)");
    }

    private TargetPoint.Target target() {
        return sensitivity.isPresent() ? TargetPoint.Target.SENSITIVITY : TargetPoint.Target.SPECIFICITY;
    }

    private double value() {
        return sensitivity.or(() -> specificity).orElseThrow();
    }

    /** The thresholds that reach the target on patients; 0.5 where a vessel has one class only. */
    Thresholds thresholds(LabelledPredictions chosenOn) {
        List<Double> thresholds = new ArrayList<>();
        for (Analysis artery : List.of(Analysis.LAD, Analysis.RCA, Analysis.LCX)) {
            thresholds.add(
                    chosenOn.oneClass(artery).isPresent()
                            ? 0.5
                            : TargetPoint.threshold(
                                    chosenOn.labels(artery), chosenOn.scores(artery), target(), value()));
        }
        return Thresholds.of(thresholds);
    }

    /** For each artery and the patient what reaching the target on these very patients takes. */
    Map<Analysis, TargetPoint> points(LabelledPredictions data) {
        Map<Analysis, TargetPoint> points = new LinkedHashMap<>();
        for (Analysis analysis : List.of(Analysis.LAD, Analysis.RCA, Analysis.LCX, Analysis.PER_PATIENT)) {
            if (data.oneClass(analysis).isEmpty()) {
                points.put(
                        analysis,
                        TargetPoint.of(
                                data.labels(analysis),
                                data.scores(analysis),
                                target(),
                                value(),
                                prevalence.orElse(Double.NaN)));
            }
        }
        return points;
    }

    String text(Map<Analysis, TargetPoint> points) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%nto reach a %s of %.2f on these patients (thresholds chosen on them: new patients will do worse)%n"
                        + "%-12s  %-22s %-22s %-22s %-30s %-22s%n",
                target().name().toLowerCase(Locale.ROOT),
                value(),
                "",
                "threshold",
                "sensitivity",
                "specificity",
                "positive predictive value",
                "negative predictive value"));
        points.forEach((analysis, point) -> text.append(String.format(
                Locale.ROOT,
                "%-12s  %-22s %-22s %-22s %-30s %-22s%n",
                analysis.title(),
                EvaluationText.text(point.threshold()),
                EvaluationText.text(point.sensitivity()),
                EvaluationText.text(point.specificity()),
                EvaluationText.text(point.positive()) + String.format(Locale.ROOT, " at %.2f", point.prevalence()),
                EvaluationText.text(point.negative()))));
        return text.toString();
    }

    Map<String, Object> json(Map<Analysis, TargetPoint> points) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("target", target().name().toLowerCase(Locale.ROOT));
        result.put("value", value());
        points.forEach((analysis, point) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            put(one, "threshold", point.threshold());
            put(one, "sensitivity", point.sensitivity());
            put(one, "specificity", point.specificity());
            put(one, "positive_predictive_value", point.positive());
            put(one, "negative_predictive_value", point.negative());
            one.put("prevalence", point.prevalence());
            result.put(analysis.id(), one);
        });
        return result;
    }

    private static void put(Map<String, Object> json, String name, Estimate estimate) {
        json.put(name, estimate.value());
        json.put(name + "_ci", List.of(estimate.lower(), estimate.upper()));
    }
}
