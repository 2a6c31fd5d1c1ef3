package io.github.spectcad.cli;

import io.github.spectcad.core.Partition;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.Assurance;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.CalibrationMethod;
import io.github.spectcad.nn.model.CohortProfile;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.OutOfSample;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Evaluation;
import io.github.spectcad.study.evaluation.Evaluator;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.evaluation.YoudenThresholds;
import io.github.spectcad.study.trust.CalibrationMeasures;
import io.github.spectcad.study.trust.CalibrationTrial;
import io.github.spectcad.study.trust.CohortDrift;
import io.github.spectcad.study.trust.Subgroups;
import io.github.spectcad.study.trust.TargetPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Validates a model on the patients of a new site and adapts it to them. */
@Command(
        name = "recalibrate",
        header = "Validate a model at a new site, and adapt it.",
        description =
                "Measure a model on the patients of a new site: discrimination, calibration, thresholds, subgroups,"
                        + " how its patients differ from the training patients, and by cross-validation what recalibrating is"
                        + " worth. With --out, write a model of the same weights with the site's calibration and thresholds that"
                        + " names the model it was made from.",
        mixinStandardHelpOptions = true)
final class RecalibrateCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model file.")
    private Path model;

    @Option(names = "--cohort", required = true, paramLabel = "FILE", description = "Cohort CSV of the site.")
    private Path cohort;

    @Option(
            names = "--reference",
            paramLabel = "ica|er",
            description = "Reference standard of the site: invasive coronary angiography or expert reading (default:"
                    + " ica).")
    private Reference reference = Reference.ICA;

    @Option(
            names = "--partition",
            paramLabel = "PART",
            description = "Take the patients of this partition only: train, validation or test.")
    private Optional<Partition> partition = Optional.empty();

    @Option(names = "--method", paramLabel = "NAME", description = CalibrationChoice.DESCRIPTION)
    private String method = CalibrationChoice.AUTO;

    @Option(names = "--out", paramLabel = "MODEL", description = "Model with the site's calibration to write.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private NewPatientsOption newPatients;

    @Mixin
    private GateOption gate;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    private final Map<String, Object> result = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public Integer call() throws IOException {
        Optional<CalibrationMethod> wanted = Usage.of(spec, () -> CalibrationChoice.of(method));
        if (out.isPresent()) {
            output.check(out.get(), OutputOption.inputs(Optional.of(cohort), Optional.of(model)));
        }
        try (TrainedModel classifier = ModelFile.load(model)) {
            SitePatients site = SitePatients.of(
                    classifier,
                    cohort,
                    reference,
                    partition,
                    newPatients.given(),
                    gate.gate(),
                    new Progress(spec.commandLine().getErr(), "predicting"));
            Assurance assurance = classifier.description().assurance();
            OutOfSample raw = site.outOfSample();
            LabelledPredictions now = labelled(site, assurance.calibration());
            say(String.format(
                    Locale.ROOT,
                    "%d patients with %s in %s%s%n",
                    raw.patients(),
                    reference.id(),
                    cohort,
                    leftOut(site)));
            result.put("patients", raw.patients());
            result.put("left_out_because_trained_on", site.trained());
            discrimination(now, classifier.thresholds());
            calibration(raw.calibrated(assurance.calibration()), assurance.calibration());
            operatingPoints(now);
            subgroups(now, classifier.thresholds(), site);
            drift(assurance.profile(), site);
            if (raw.patients() < CalibrationTrial.FEWEST_PATIENTS && out.isEmpty()) {
                say(String.format(
                        Locale.ROOT, "%nrecalibrating takes at least %d patients%n", CalibrationTrial.FEWEST_PATIENTS));
            } else {
                recalibrate(classifier, site, raw, wanted);
            }
        }
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        json.print(spec, result, () -> text + "\n" + Prediction.RESEARCH_USE_ONLY);
        return 0;
    }

    private void recalibrate(
            TrainedModel classifier, SitePatients site, OutOfSample raw, Optional<CalibrationMethod> wanted)
            throws IOException {
        Calibration present = classifier.description().assurance().calibration();
        CalibrationTrial trial = CalibrationTrial.of(
                raw, present, wanted.map(List::of).orElse(Arrays.asList(CalibrationMethod.values())), 1);
        say(String.format(
                Locale.ROOT,
                "%nwhat recalibrating on these patients is worth, by nested cross-validation over all vessels:%n"));
        text.append(CalibrationText.text(trial));
        result.put("recalibration", CalibrationText.json(trial));
        if (out.isPresent()) {
            CalibrationMethod chosen = wanted.orElse(trial.chosen());
            write(
                    classifier,
                    site,
                    raw,
                    chosen == CalibrationMethod.NONE ? present : Calibration.fit(chosen, raw, source()));
        }
    }

    private String source() {
        return "patients of " + cohort.getFileName() + " by " + reference.id();
    }

    private void say(String sentence) {
        text.append(sentence);
    }

    private static String leftOut(SitePatients site) {
        return site.trained() == 0
                ? ""
                : "; " + site.trained() + " others have IDs of patients who trained the model and are left out";
    }

    private LabelledPredictions labelled(SitePatients site, Calibration calibration) {
        return new LabelledPredictions(
                reference, site.raw().stream().map(calibration::apply).toList(), site.labels());
    }

    private void discrimination(LabelledPredictions now, Thresholds thresholds) {
        Evaluation evaluation = Evaluator.withDefaults().evaluate(now, thresholds);
        result.put("evaluation", EvaluationText.json(evaluation));
        say(String.format(Locale.ROOT, "%nas the model is:%n"));
        text.append(EvaluationText.table(evaluation)).append('\n');
    }

    private void calibration(OutOfSample now, Calibration present) {
        say(String.format(Locale.ROOT, "%ncalibration; %s%n", present.describe()));
        text.append(CalibrationText.header());
        Map<String, Object> measures = new LinkedHashMap<>();
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            CalibrationMeasures one = CalibrationMeasures.of(now.labels(vessel), now.probabilities(vessel));
            text.append(CalibrationText.line(vessel.name(), one));
            measures.put(vessel.id(), CalibrationText.json(one));
        }
        result.put("calibration", measures);
    }

    /** The site's own best thresholds, with intervals that tell how little so many patients fix them. */
    private void operatingPoints(LabelledPredictions now) {
        say(String.format(Locale.ROOT, "%nthresholds that are best here (Youden), with 95 %% intervals:%n"));
        Map<String, Object> points = new LinkedHashMap<>();
        for (Analysis artery : List.of(Analysis.LAD, Analysis.RCA, Analysis.LCX)) {
            if (now.oneClass(artery).isPresent()) {
                continue;
            }
            TargetPoint point = TargetPoint.of(
                    now.labels(artery), now.scores(artery), TargetPoint.Target.YOUDEN, Double.NaN, Double.NaN);
            say(String.format(
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

    private void subgroups(LabelledPredictions now, Thresholds thresholds, SitePatients site) {
        Subgroups subgroups = Subgroups.of(
                now,
                thresholds,
                SubgroupOptions.usual(
                        site.file().cohort(),
                        now.predictions().stream().map(Prediction::patientId).toList()));
        result.put("subgroups", SubgroupOptions.json(subgroups));
        text.append(SubgroupOptions.text(subgroups));
    }

    private void drift(CohortProfile training, SitePatients site) {
        CohortDrift drift = CohortDrift.of(training, CohortProfile.of(site.patients(), site.labels()));
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
            say(String.format(
                    Locale.ROOT, "%nthe model keeps no record of its training patients, so they cannot be compared%n"));
            return;
        }
        say(String.format(
                Locale.ROOT,
                "%nagainst the training patients %d of %d features differ by half a standard deviation and more (Holm-adjusted"
                        + " p below 0.05)%s%n",
                drift.differing().size(),
                drift.features().size(),
                drift.differing().isEmpty() ? "; the largest differences:" : ":"));
        (drift.differing().isEmpty()
                        ? drift.features().stream().limit(3)
                        : drift.differing().stream().limit(12))
                .forEach(feature -> say(String.format(
                        Locale.ROOT,
                        "  %-14s %8.3f in training, %8.3f here: %+.2f standard deviations, p %.3g%n",
                        feature.name(),
                        feature.training(),
                        feature.here(),
                        feature.difference(),
                        feature.pValue())));
    }

    private void write(TrainedModel classifier, SitePatients site, OutOfSample raw, Calibration calibration)
            throws IOException {
        Thresholds thresholds = YoudenThresholds.of(labelled(site, calibration));
        SiteModel.save(classifier, model, raw, calibration, thresholds, Optional.of(site), source(), out.get());
        result.put("model", out.get().toString());
        result.put("method", calibration.method().id());
        result.put("thresholds", thresholds.toList());
        say(String.format(
                Locale.ROOT,
                "%nwrote %s: %s; thresholds LAD %.3f RCA %.3f LCX %.3f. Measure it on other patients of the site.%n",
                out.get(),
                calibration.describe(),
                thresholds.lad(),
                thresholds.rca(),
                thresholds.lcx()));
    }
}
