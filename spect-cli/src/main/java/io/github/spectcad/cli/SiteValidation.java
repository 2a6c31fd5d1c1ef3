package io.github.spectcad.cli;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.CohortProfile;
import io.github.spectcad.nn.model.OutOfSample;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Evaluation;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.text.NumberText;
import io.github.spectcad.study.trust.CalibrationMeasures;
import io.github.spectcad.study.trust.CohortDrift;
import io.github.spectcad.study.trust.Subgroups;
import io.github.spectcad.study.trust.TargetPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The external validation of a model on the patients of a site, as text and as JSON values. */
final class SiteValidation {
    private final TrainedModel model;
    private final SitePatients site;
    private final LabelledPredictions now;
    private final Map<String, Object> result;
    private final StringBuilder text;

    private SiteValidation(
            TrainedModel model,
            SitePatients site,
            Reference reference,
            Map<String, Object> result,
            StringBuilder text) {
        this.model = model;
        this.site = site;
        this.now = site.labelled(reference, model.description().assurance().calibration());
        this.result = result;
        this.text = text;
    }

    /** Validates, and adds what came out to the JSON values and to the text. */
    static void add(
            TrainedModel model,
            SitePatients site,
            Reference reference,
            Map<String, Object> result,
            StringBuilder text) {
        new SiteValidation(model, site, reference, result, text).add();
    }

    private void add() {
        discrimination();
        calibration();
        operatingPoints();
        subgroups();
        drift();
    }

    private void discrimination() {
        Evaluation evaluation = Evaluator.withDefaults().evaluate(now, model.thresholds());
        result.put("evaluation", EvaluationText.json(evaluation));
        text.append(String.format(Locale.ROOT, "%nas the model is:%n"));
        text.append(EvaluationText.table(evaluation));
    }

    private void calibration() {
        Calibration present = model.description().assurance().calibration();
        OutOfSample calibrated = site.outOfSample().calibrated(present);
        text.append(String.format(Locale.ROOT, "%ncalibration; %s%n", present.describe()));
        text.append(CalibrationText.header());
        Map<String, Object> measures = new LinkedHashMap<>();
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            CalibrationMeasures one =
                    CalibrationMeasures.of(calibrated.labels(vessel), calibrated.probabilities(vessel));
            text.append(CalibrationText.line(vessel.name(), one));
            measures.put(vessel.id(), CalibrationText.json(one));
        }
        result.put("calibration", measures);
    }

    /** The site's own best thresholds, with intervals that tell how little so many patients fix them. */
    private void operatingPoints() {
        text.append(String.format(Locale.ROOT, "%nthresholds that are best here (Youden), with 95 %% intervals:%n"));
        Map<String, Object> points = new LinkedHashMap<>();
        for (Analysis artery : List.of(Analysis.LAD, Analysis.RCA, Analysis.LCX)) {
            if (now.oneClass(artery).isPresent()) {
                continue;
            }
            TargetPoint point = TargetPoint.of(
                    now.labels(artery), now.scores(artery), TargetPoint.Target.YOUDEN, Double.NaN, Double.NaN);
            text.append(String.format(
                    Locale.ROOT,
                    "  %s %.3f [%.3f, %.3f]: sensitivity %.2f, specificity %.2f on these patients%n",
                    artery.title(),
                    point.threshold().value(),
                    point.threshold().lower(),
                    point.threshold().upper(),
                    point.sensitivity().value(),
                    point.specificity().value()));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("threshold", point.threshold().value());
            one.put(
                    "threshold_ci",
                    List.of(point.threshold().lower(), point.threshold().upper()));
            one.put("sensitivity", point.sensitivity().value());
            one.put("specificity", point.specificity().value());
            points.put(artery.id(), one);
        }
        result.put("youden_thresholds", points);
    }

    private void subgroups() {
        Subgroups subgroups = Subgroups.of(
                now,
                model.thresholds(),
                SubgroupOptions.usual(
                        site.file().cohort(),
                        now.predictions().stream().map(Prediction::patientId).toList()));
        result.put("subgroups", SubgroupOptions.json(subgroups));
        text.append(SubgroupOptions.text(subgroups));
    }

    private void drift() {
        CohortDrift drift = CohortDrift.of(
                model.description().assurance().profile(), CohortProfile.of(site.patients(), site.labels()));
        result.put(
                "drift",
                drift.features().stream()
                        .map(feature -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("feature", feature.name());
                            one.put("training_mean", feature.training());
                            one.put("here_mean", feature.here());
                            one.put("standardised_difference", feature.difference());
                            one.put("p_adjusted", feature.pValue());
                            one.put("differs", feature.differs());
                            return one;
                        })
                        .toList());
        if (drift.features().isEmpty()) {
            text.append(String.format(
                    Locale.ROOT, "%nthe model keeps no record of its training patients, so they cannot be compared%n"));
            return;
        }
        text.append(String.format(
                Locale.ROOT,
                "%nagainst the training patients %d of %d features differ by half a standard deviation and more (Holm-adjusted"
                        + " p below 0.05)%s%n",
                drift.differing().size(),
                drift.features().size(),
                drift.differing().isEmpty() ? "; the largest differences:" : ":"));
        (drift.differing().isEmpty()
                        ? drift.features().stream().limit(3)
                        : drift.differing().stream().limit(12))
                .forEach(feature -> text.append(String.format(
                        Locale.ROOT,
                        "  %-14s %8.3f in training, %8.3f here: %s standard deviations, p %.3g%n",
                        feature.name(),
                        feature.training(),
                        feature.here(),
                        NumberText.of("%+.2f", feature.difference()),
                        feature.pValue())));
    }
}
