package io.github.spectcad.cli.stats;

import io.github.spectcad.stats.RocCurve;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code spect stats sensitivity-at}. */
@Command(
        name = "sensitivity-at",
        description = "Sensitivity at a fixed specificity, with interval and, for two scores, a paired test.",
        mixinStandardHelpOptions = true)
final class SensitivityAtCommand extends CurveCommand {

    @Option(
            names = "--specificity",
            paramLabel = "X",
            defaultValue = "0.9",
            description = "Specificity, in [0, 1] (default: ${DEFAULT-VALUE}).")
    private double specificity;

    @Override
    double measure(RocCurve curve) {
        return curve.sensitivityAt(specificity);
    }

    @Override
    void describe(Map<String, Object> json, List<RocCurve> curves) {
        json.put("specificity", specificity);
        json.put("convention", "interpolated on the empirical curve; first minus second score");
    }
}
