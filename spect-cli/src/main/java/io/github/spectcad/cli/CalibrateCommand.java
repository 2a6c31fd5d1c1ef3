package io.github.spectcad.cli;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.nn.model.Assurance;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.CalibrationMethod;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.OutOfSample;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.study.figure.CalibrationFigure;
import io.github.spectcad.study.figure.DecisionCurveFigure;
import io.github.spectcad.study.figure.Figure;
import io.github.spectcad.study.trust.CalibrationMeasures;
import io.github.spectcad.study.trust.CalibrationTrial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** Calibrates the probabilities of a model. */
@Command(
        name = "calibrate",
        header = "Calibrate the probabilities of a model.",
        description = "Learn maps from the network's probabilities to calibrated ones and write a model that applies"
                + " them; the weights stay. They are learned on the out-of-fold or validation predictions that the model"
                + " file holds or, with --cohort, on the patients of a cohort who did not train the model. Printed is"
                + " what each method is worth by cross-validation.",
        mixinStandardHelpOptions = true)
final class CalibrateCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model file.")
    private Path model;

    @Option(names = "--method", paramLabel = "NAME", description = CalibrationChoice.DESCRIPTION)
    private String method = CalibrationChoice.AUTO;

    @Option(names = "--cohort", paramLabel = "FILE", description = "Cohort CSV with patients to learn from.")
    private Optional<Path> cohort = Optional.empty();

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Reliability curves before and after (SVG) to write.")
    private Optional<Path> picture = Optional.empty();

    @Option(
            names = "--decision-curves",
            paramLabel = "FILE",
            description = "Net benefit at each threshold before and after (SVG) to write.")
    private Optional<Path> decisionCurves = Optional.empty();

    @Option(names = "--out", paramLabel = "MODEL", description = "Calibrated model to write.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private SiteOptions siteOptions;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Optional<CalibrationMethod> wanted = Usage.of(spec, () -> CalibrationChoice.of(method));
        List<Path> inputs = OutputOption.inputs(cohort, Optional.of(model));
        if (out.isPresent()) {
            output.check(out.get(), inputs);
        }
        for (Optional<Path> figure : List.of(picture, decisionCurves)) {
            if (figure.isPresent()) {
                output.check(figure.get(), inputs);
            }
        }
        try (TrainedModel classifier = ModelFile.load(model)) {
            Assurance assurance = classifier.description().assurance();
            OutOfSample data = assurance.outOfSample();
            String source = "its validation patients";
            Optional<SitePatients> site = Optional.empty();
            if (cohort.isPresent()) {
                site = Optional.of(siteOptions.patients(classifier, cohort.get()));
                data = site.get().outOfSample();
                source = siteOptions.source(cohort.get());
            } else if (data.patients() == 0) {
                throw new IllegalArgumentException(model + " holds no predictions of validation patients: give --cohort"
                        + " with patients it was not trained on");
            }
            CalibrationTrial trial = CalibrationTrial.of(
                    data,
                    assurance.calibration(),
                    wanted.map(List::of).orElse(Arrays.asList(CalibrationMethod.values())),
                    1);
            CalibrationMethod chosen = wanted.orElse(trial.chosen());
            Calibration calibration = chosen == CalibrationMethod.NONE && wanted.isEmpty()
                    ? assurance.calibration()
                    : Calibration.fit(chosen, data, source);
            writeFigures(data, data.calibrated(assurance.calibration()), data.calibrated(calibration), calibration);
            if (out.isPresent()) {
                SiteModel.save(
                        classifier,
                        model,
                        data,
                        calibration,
                        thresholds(classifier, calibration),
                        site,
                        source,
                        out.get());
            }
            show(data, assurance.calibration(), calibration, trial);
        }
        return 0;
    }

    /** Thresholds that decide as the model's do now. */
    private static Thresholds thresholds(TrainedModel classifier, Calibration calibration) {
        return SiteModel.moved(
                classifier.thresholds(), classifier.description().assurance().calibration(), calibration);
    }

    private void writeFigures(OutOfSample data, OutOfSample before, OutOfSample after, Calibration calibration)
            throws IOException {
        String name = "after, " + calibration.method().id() + ", on the patients it was learned from";
        if (picture.isPresent()) {
            write(
                    picture.get(),
                    CalibrationFigure.draw(
                            "Calibration of " + data.patients() + " patients",
                            List.of(CalibrationText.curve("before", before), CalibrationText.curve(name, after))));
        }
        if (decisionCurves.isPresent()) {
            write(
                    decisionCurves.get(),
                    DecisionCurveFigure.draw(
                            "Decision curves of all vessels of " + data.patients() + " patients",
                            List.of(
                                    DecisionCurveFigure.Curve.of(
                                            "before",
                                            CalibrationText.labels(before),
                                            CalibrationText.probabilities(before)),
                                    DecisionCurveFigure.Curve.of(
                                            name,
                                            CalibrationText.labels(after),
                                            CalibrationText.probabilities(after)))));
        }
    }

    private static void write(Path file, Figure figure) throws IOException {
        AtomicFile.write(file, stream -> stream.write(figure.svg().getBytes(StandardCharsets.UTF_8)));
    }

    private void show(OutOfSample data, Calibration before, Calibration after, CalibrationTrial trial) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("patients", data.patients());
        result.put("method", after.method().id());
        result.put("trial", CalibrationText.json(trial));
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d patients; applied to patients that the maps were not learned from, over all vessels:%n",
                data.patients()));
        text.append(CalibrationText.text(trial)).append(System.lineSeparator());
        text.append("each vessel, before:").append(System.lineSeparator()).append(CalibrationText.header());
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            CalibrationMeasures was = measures(data.calibrated(before), vessel);
            text.append(CalibrationText.line(vessel.name(), was));
            result.put("before_" + vessel.id(), CalibrationText.json(was));
            if (after.method() != CalibrationMethod.NONE) {
                result.put("map_" + vessel.id(), after.parameters().get(vessel.ordinal()));
            }
        }
        out.ifPresent(file -> result.put("model", file.toString()));
        picture.ifPresent(file -> result.put("picture", file.toString()));
        decisionCurves.ifPresent(file -> result.put("decision_curves", file.toString()));
        result.put("notice", Prediction.RESEARCH_USE_ONLY);
        if (after.method() == CalibrationMethod.NONE) {
            text.append(System.lineSeparator())
                    .append(
                            "No method lowers the log loss of patients it was not learned from: none is applied. Name one with"
                                    + " --method to apply it all the same.");
        }
        text.append(System.lineSeparator()).append(after.describe()).append(System.lineSeparator());
        out.ifPresent(file -> text.append("wrote ").append(file).append(System.lineSeparator()));
        json.print(spec, result, () -> text + Prediction.RESEARCH_USE_ONLY);
    }

    private static CalibrationMeasures measures(OutOfSample data, VesselTerritory vessel) {
        return CalibrationMeasures.of(data.labels(vessel), data.probabilities(vessel));
    }
}
