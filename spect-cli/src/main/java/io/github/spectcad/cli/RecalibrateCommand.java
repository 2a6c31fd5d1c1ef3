package io.github.spectcad.cli;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.CalibrationMethod;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.OutOfSample;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.study.evaluation.YoudenThresholds;
import io.github.spectcad.study.trust.CalibrationTrial;
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

    @Option(names = "--method", paramLabel = "NAME", description = CalibrationChoice.DESCRIPTION)
    private String method = CalibrationChoice.AUTO;

    @Option(names = "--out", paramLabel = "MODEL", description = "Model with the site's calibration to write.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private SiteOptions siteOptions;

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
            SitePatients site = siteOptions.patients(classifier, cohort);
            OutOfSample raw = site.outOfSample();
            boolean enough = raw.patients() >= CalibrationTrial.FEWEST_PATIENTS;
            if (!enough && out.isPresent()) {
                throw new IllegalArgumentException(cohort + " has " + raw.patients() + " patients with "
                        + siteOptions.reference().id() + ": --out takes at least " + CalibrationTrial.FEWEST_PATIENTS
                        + " to recalibrate on; without it the model is validated on them");
            }
            text.append(String.format(
                    Locale.ROOT,
                    "%d patients with %s in %s%s%n",
                    raw.patients(),
                    siteOptions.reference().id(),
                    cohort,
                    leftOut(site)));
            result.put("patients", raw.patients());
            result.put("left_out_because_trained_on", site.trained());
            SiteValidation.add(classifier, site, siteOptions.reference(), result, text);
            if (enough) {
                recalibrate(classifier, site, raw, wanted);
            } else {
                text.append(String.format(
                        Locale.ROOT, "%nrecalibrating takes at least %d patients%n", CalibrationTrial.FEWEST_PATIENTS));
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
        text.append(String.format(
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
                    chosen == CalibrationMethod.NONE
                            ? present
                            : Calibration.fit(chosen, raw, siteOptions.source(cohort)));
        }
    }

    private static String leftOut(SitePatients site) {
        return site.trained() == 0
                ? ""
                : "; " + site.trained() + " others have IDs of patients who trained the model and are left out";
    }

    private void write(TrainedModel classifier, SitePatients site, OutOfSample raw, Calibration calibration)
            throws IOException {
        Thresholds thresholds = YoudenThresholds.of(site.labelled(siteOptions.reference(), calibration));
        SiteModel.save(
                classifier,
                model,
                raw,
                calibration,
                thresholds,
                Optional.of(site),
                siteOptions.source(cohort),
                out.get());
        result.put("model", out.get().toString());
        result.put("method", calibration.method().id());
        result.put("thresholds", thresholds.toList());
        text.append(String.format(
                Locale.ROOT,
                "%nwrote %s: %s; thresholds LAD %.3f RCA %.3f LCX %.3f. Measure it on other patients of the site.%n",
                out.get(),
                calibration.describe(),
                thresholds.lad(),
                thresholds.rca(),
                thresholds.lcx()));
    }
}
