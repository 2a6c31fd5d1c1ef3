package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.RocCurve;
import io.github.spectcad.stats.RocCurve.Axis;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code spect stats partial-auc}. */
@Command(
        name = "partial-auc",
        description = "Area under a part of the ROC curve, with interval and, for two scores, a paired test.",
        mixinStandardHelpOptions = true)
final class PartialAucCommand extends CurveCommand {

    @Option(
            names = "--axis",
            paramLabel = "NAME",
            defaultValue = "specificity",
            description = "specificity or sensitivity: the axis of --from and --to (default: ${DEFAULT-VALUE}).")
    private Axis axis;

    @Option(
            names = "--from",
            paramLabel = "X",
            defaultValue = "0.8",
            description = "One end, in [0, 1] (default: ${DEFAULT-VALUE}).")
    private double from;

    @Option(
            names = "--to",
            paramLabel = "X",
            defaultValue = "1",
            description = "The other end, in [0, 1] (default: ${DEFAULT-VALUE}).")
    private double to;

    @Override
    double measure(RocCurve curve) {
        return curve.partialAuc(axis, from, to);
    }

    @Override
    void describe(Map<String, Object> json, List<RocCurve> curves) {
        json.put(
                "standardized",
                curves.stream()
                        .mapToDouble(curve -> curve.standardizedPartialAuc(axis, from, to))
                        .toArray());
        json.put("axis", name(axis));
        json.put("range", new double[] {Math.min(from, to), Math.max(from, to)});
        json.put(
                "convention",
                "trapezoids; first minus second score; standardized after McClish 1989, null below the diagonal");
    }
}
