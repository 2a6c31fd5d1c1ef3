package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.OperatingPoint;
import io.github.spectcad.stats.RocCurve;
import io.github.spectcad.stats.ThresholdCriterion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code spect stats roc}. */
@Command(name = "roc", description = "ROC curve of one score and its best thresholds.", mixinStandardHelpOptions = true)
final class RocCommand extends StatsSubcommand {

    enum Criterion {
        YOUDEN,
        CLOSEST_TO_TOP_LEFT,
        COST_WEIGHTED,
        SENSITIVITY_AT_LEAST,
        SPECIFICITY_AT_LEAST
    }

    @Mixin
    private Labels labels;

    @Mixin
    private Score score;

    @Option(
            names = "--criterion",
            paramLabel = "NAME",
            defaultValue = "youden",
            converter = EnumConverter.OfCriterion.class,
            description =
                    "What makes a threshold the best: youden, closest-to-top-left, cost-weighted (with --cost and --prevalence),"
                            + " sensitivity-at-least or specificity-at-least (with --minimum) (default: ${DEFAULT-VALUE}).")
    private Criterion criterion;

    @Option(
            names = "--cost",
            paramLabel = "C",
            description = "Cost of a false negative relative to a false positive, above 0; for cost-weighted.")
    private Double cost;

    @Option(
            names = "--prevalence",
            paramLabel = "P",
            description = "Share of diseased subjects where the threshold will be used, in (0, 1); for cost-weighted.")
    private Double prevalence;

    @Option(
            names = "--minimum",
            paramLabel = "X",
            description =
                    "Smallest acceptable sensitivity or specificity, in [0, 1]; for the criteria that end in at-least.")
    private Double minimum;

    @Override
    Map<String, Object> result() throws IOException {
        requireOptions();
        Table table = labels.read();
        RocCurve curve = RocCurve.of(labels.of(table), score.of(table));
        Map<String, Object> json = map();
        json.put("auc", curve.auc());
        json.put("best", points(best(curve)));
        json.put("curve", points(curve.points()));
        json.put("method", name(criterion));
        json.put(
                "convention",
                "called diseased where score >= threshold; thresholds halfway between neighbouring scores; all that are best; "
                        + meaning());
        return json;
    }

    private void requireOptions() {
        require("--cost", cost, criterion == Criterion.COST_WEIGHTED);
        require("--prevalence", prevalence, criterion == Criterion.COST_WEIGHTED);
        require(
                "--minimum",
                minimum,
                criterion == Criterion.SENSITIVITY_AT_LEAST || criterion == Criterion.SPECIFICITY_AT_LEAST);
    }

    private void require(String option, Double value, boolean needed) {
        if (needed != (value != null)) {
            throw usage(option
                    + (needed ? " is missing: --criterion " : " does not go with --criterion ")
                    + name(criterion)
                    + (needed ? " needs it" : ""));
        }
    }

    private List<OperatingPoint> best(RocCurve curve) {
        return switch (criterion) {
            case YOUDEN -> curve.optimalPoints(ThresholdCriterion.youden());
            case CLOSEST_TO_TOP_LEFT -> curve.optimalPoints(ThresholdCriterion.closestToTopLeft());
            case COST_WEIGHTED -> curve.optimalPoints(ThresholdCriterion.costWeighted(cost, prevalence));
            case SENSITIVITY_AT_LEAST -> List.of(curve.pointWithSensitivity(minimum));
            case SPECIFICITY_AT_LEAST -> List.of(curve.pointWithSpecificity(minimum));
        };
    }

    private String meaning() {
        return switch (criterion) {
            case YOUDEN -> "largest sensitivity + specificity";
            case CLOSEST_TO_TOP_LEFT -> "smallest (1 - sensitivity)^2 + (1 - specificity)^2";
            case COST_WEIGHTED -> "largest sensitivity + r specificity, r = (1 - prevalence) / (cost prevalence)";
            case SENSITIVITY_AT_LEAST -> "highest threshold with at least this sensitivity";
            case SPECIFICITY_AT_LEAST -> "lowest threshold with at least this specificity";
        };
    }

    private static Map<String, Object> points(List<OperatingPoint> points) {
        Map<String, Object> json = map();
        json.put(
                "threshold",
                points.stream().mapToDouble(OperatingPoint::threshold).toArray());
        json.put(
                "sensitivity",
                points.stream().mapToDouble(OperatingPoint::sensitivity).toArray());
        json.put(
                "specificity",
                points.stream().mapToDouble(OperatingPoint::specificity).toArray());
        return json;
    }
}
