package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.CalibrationBelt;
import io.github.spectcad.stats.CalibrationIndex;
import io.github.spectcad.stats.CalibrationSlope;
import io.github.spectcad.stats.ProbabilityScore;
import io.github.spectcad.stats.ProportionInterval;
import io.github.spectcad.stats.ReliabilityCurve;
import io.github.spectcad.stats.SpiegelhalterTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats calibration}. */
@Command(
        name = "calibration",
        description =
                "How well predicted probabilities agree with what was seen: slope, calibration in the large, Brier score, log loss,"
                        + " calibration indices and belt, Spiegelhalter's z.",
        mixinStandardHelpOptions = true)
final class CalibrationCommand extends StatsSubcommand {

    @Mixin
    private Probabilities predictions;

    @Mixin
    private Confidence confidence;

    @Mixin
    private Clustered clustered;

    enum Binning {
        EQUAL_WIDTH,
        EQUAL_COUNT,
        DISTINCT
    }

    @Option(
            names = "--binning",
            paramLabel = "NAME",
            defaultValue = "equal-width",
            converter = EnumConverter.OfBinning.class,
            description =
                    "Bins of the reliability curve and the calibration error: equal-width, equal-count or distinct, one for"
                            + " each distinct prediction (default: ${DEFAULT-VALUE}).")
    private Binning binning;

    @Option(
            names = "--bins",
            paramLabel = "N",
            defaultValue = "10",
            description = "Number of bins of equal width or count (default: ${DEFAULT-VALUE}).")
    private int bins;

    @Option(
            names = "--at",
            paramLabel = "P",
            description = "Prediction at which the belt is wanted; as often as needed (default: 0.1, 0.2, ..., 0.9).")
    private List<Double> at = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

    @Override
    Map<String, Object> result() throws IOException {
        Probabilities.Predictions data = predictions.read();
        int[] labels = data.labels();
        double[] p = data.probabilities();
        Map<String, Object> json = map();
        json.put("brier", score(ProbabilityScore.brier(labels, p)));
        json.put("log_loss", score(ProbabilityScore.logLoss(labels, p)));
        SpiegelhalterTest.Result z = SpiegelhalterTest.withDefaults().test(labels, p);
        json.put("spiegelhalter_z", z.statistic());
        json.put("spiegelhalter_p", z.pValue());
        ReliabilityCurve curve = switch (binning) {
            case EQUAL_WIDTH -> ReliabilityCurve.equalWidth(labels, p, bins);
            case EQUAL_COUNT -> ReliabilityCurve.equalCount(labels, p, bins);
            case DISTINCT -> ReliabilityCurve.distinct(labels, p);
        };
        json.put("expected_calibration_error", curve.expectedCalibrationError());
        json.put("maximum_calibration_error", curve.maximumCalibrationError());
        json.put("reliability", curve.bins().stream().map(this::bin).toList());
        int[] clusters = clustered.read(data.table());
        json.put("regression", where("calibration slope and belt", () -> regression(labels, p, clusters)));
        json.put("smoothed", where("calibration indices", () -> smoothed(labels, p)));
        json.put(
                "method",
                "Cox 1958; Finazzi 2011; Austin and Steyerberg 2019 (loess, span 0.75, degree 2, direct); Spiegelhalter 1986");
        json.put(
                "convention",
                "bins of " + name(binning)
                        + " with Wilson intervals; logits of the predictions; null with a warning where the data do not allow a measure"
                        + (clustered.given()
                                ? "; errors of slope and intercepts for clusters (Liang and Zeger 1986), all others as if rows were"
                                        + " independent"
                                : ""));
        return json;
    }

    private interface Part {
        Map<String, Object> compute();
    }

    private Map<String, Object> where(String what, Part part) {
        try {
            return part.compute();
        } catch (IllegalArgumentException e) {
            warn("no " + what + ": " + e.getMessage());
            return null;
        }
    }

    private Map<String, Object> score(ProbabilityScore score) {
        Map<String, Object> json = map();
        json.put("value", score.value());
        json.put("standard_error", score.standardError());
        putInterval(json, score.interval(confidence.level()));
        return json;
    }

    private Map<String, Object> bin(ReliabilityCurve.Bin bin) {
        Map<String, Object> json = map();
        json.put("subjects", bin.subjects());
        json.put("prediction", bin.meanPrediction());
        json.put("observed", bin.observed());
        putInterval(json, bin.interval(ProportionInterval.WILSON, confidence.level()));
        return json;
    }

    private Map<String, Object> regression(int[] labels, double[] p, int[] clusters) {
        CalibrationSlope slope =
                clusters == null ? CalibrationSlope.of(labels, p) : CalibrationSlope.of(labels, p, clusters);
        Map<String, Object> json = map();
        json.put("slope", slope.slope());
        json.put("slope_error", slope.slopeError());
        json.put("intercept", slope.intercept());
        json.put("intercept_error", slope.interceptError());
        json.put("in_the_large", slope.inTheLarge());
        json.put("in_the_large_error", slope.inTheLargeError());
        CalibrationBelt belt = CalibrationBelt.of(
                labels, p, at.stream().mapToDouble(Double::doubleValue).toArray(), confidence.level());
        json.put("belt_degree", belt.degree());
        json.put("belt_statistic", belt.statistic());
        json.put("belt_p", belt.pValue());
        List<Map<String, Object>> points = new ArrayList<>();
        for (CalibrationBelt.Point point : belt.points()) {
            Map<String, Object> one = map();
            one.put("prediction", point.prediction());
            one.put("observed", point.observed());
            putInterval(one, point.band());
            points.add(one);
        }
        json.put("belt", points);
        return json;
    }

    private static Map<String, Object> smoothed(int[] labels, double[] p) {
        CalibrationIndex index = CalibrationIndex.of(labels, p);
        Map<String, Object> json = map();
        json.put("ici", index.mean());
        json.put("e50", index.median());
        json.put("e90", index.ninetieth());
        json.put("emax", index.largest());
        return json;
    }
}
