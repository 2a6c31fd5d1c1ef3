package io.github.spectcad.cli;

import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.CalibrationMethod;
import io.github.spectcad.nn.model.OutOfSample;
import io.github.spectcad.stats.ProportionInterval;
import io.github.spectcad.stats.ReliabilityCurve;
import io.github.spectcad.study.figure.CalibrationFigure;
import io.github.spectcad.study.text.NumberText;
import io.github.spectcad.study.trust.CalibrationMeasures;
import io.github.spectcad.study.trust.CalibrationTrial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How calibration is shown: tables, JSON and reliability curves. */
final class CalibrationText {
    private static final int BINS = 5;

    private CalibrationText() {}

    static String header() {
        return String.format(
                Locale.ROOT,
                "%-26s %7s %8s %6s %6s %9s %9s%n",
                "",
                "Brier",
                "log loss",
                "ECE",
                "slope",
                "intercept",
                "in large");
    }

    static String line(String name, CalibrationMeasures measures) {
        return String.format(
                Locale.ROOT,
                "%-26s %7.4f %8.4f %6.3f %6s %9s %9s%n",
                name,
                measures.brier(),
                measures.logLoss(),
                measures.calibrationError(),
                NumberText.of("%.2f", measures.slope()),
                NumberText.of("%.2f", measures.intercept()),
                NumberText.of("%.2f", measures.inTheLarge()));
    }

    /** The trial as a table with a verdict. */
    static String text(CalibrationTrial trial) {
        StringBuilder text = new StringBuilder(header());
        text.append(line("as it is", trial.before()));
        trial.after().forEach((method, measures) -> {
            if (method != CalibrationMethod.NONE) {
                text.append(line(method.id(), measures));
            }
        });
        text.append(line("method chosen within", trial.chosenWithin()));
        boolean helps = trial.interval().lower() > 0;
        boolean harms = trial.interval().upper() < 0;
        return text.append(NumberText.of(
                        "calibrating changes the Brier score, where less is better, by %+.4f [%+.4f, %+.4f]: %s; smallest log loss: %s%n",
                        0 - trial.gain(),
                        0 - trial.interval().upper(),
                        0 - trial.interval().lower(),
                        helps
                                ? "it helps"
                                : harms ? "it harms" : "with so many patients chance explains the difference",
                        trial.chosen() == CalibrationMethod.NONE
                                ? "as it is"
                                : trial.chosen().id()))
                .toString();
    }

    static Map<String, Object> json(CalibrationMeasures measures) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("brier", measures.brier());
        json.put("log_loss", measures.logLoss());
        json.put("expected_calibration_error", measures.calibrationError());
        json.put("slope", measures.slope());
        json.put("intercept", measures.intercept());
        json.put("in_the_large", measures.inTheLarge());
        return json;
    }

    static Map<String, Object> json(CalibrationTrial trial) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("as_it_is", json(trial.before()));
        Map<String, Object> methods = new LinkedHashMap<>();
        trial.after().forEach((method, measures) -> methods.put(method.id(), json(measures)));
        json.put("methods", methods);
        json.put("method_chosen_within", json(trial.chosenWithin()));
        json.put("chosen", trial.chosen().id());
        json.put("brier_gain", trial.gain());
        json.put(
                "brier_gain_ci",
                List.of(trial.interval().lower(), trial.interval().upper()));
        return json;
    }

    /** The labels of all vessels, LAD of all patients first. */
    static int[] labels(OutOfSample data) {
        return VesselTerritory.ORDER.stream()
                .flatMapToInt(vessel -> IntStream.of(data.labels(vessel)))
                .toArray();
    }

    /** Their probabilities. */
    static double[] probabilities(OutOfSample data) {
        return VesselTerritory.ORDER.stream()
                .flatMapToDouble(vessel -> DoubleStream.of(data.probabilities(vessel)))
                .toArray();
    }

    /** The reliability curve of the vessels of all patients, in bins of equally many cases. */
    static CalibrationFigure.Curve curve(String name, OutOfSample data) {
        List<CalibrationFigure.Bin> bins = new ArrayList<>();
        for (ReliabilityCurve.Bin bin : ReliabilityCurve.equalCount(labels(data), probabilities(data), BINS)
                .bins()) {
            var interval = bin.interval(ProportionInterval.WILSON, 0.95);
            bins.add(new CalibrationFigure.Bin(
                    bin.meanPrediction(), bin.observed(), interval.lower(), interval.upper()));
        }
        return new CalibrationFigure.Curve(name, bins);
    }
}
