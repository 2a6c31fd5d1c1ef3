package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.RocCurve;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code spect stats specificity-at}. */
@Command(
        name = "specificity-at",
        description = "Specificity at a fixed sensitivity, with interval and, for two scores, a paired test.",
        mixinStandardHelpOptions = true)
final class SpecificityAtCommand extends CurveCommand {

    @Option(
            names = "--sensitivity",
            paramLabel = "X",
            defaultValue = "0.9",
            description = "Sensitivity, in [0, 1] (default: ${DEFAULT-VALUE}).")
    private double sensitivity;

    @Override
    double measure(RocCurve curve) {
        return curve.specificityAt(sensitivity);
    }

    @Override
    void describe(Map<String, Object> json, List<RocCurve> curves) {
        json.put("sensitivity", sensitivity);
        json.put("convention", "interpolated on the empirical curve; first minus second score");
    }
}
