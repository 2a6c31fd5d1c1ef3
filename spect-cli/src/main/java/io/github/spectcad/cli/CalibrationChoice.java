package io.github.spectcad.cli;

import io.github.spectcad.nn.model.CalibrationMethod;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The calibration methods on the command line. */
final class CalibrationChoice {
    static final String AUTO = "auto";

    static final String DESCRIPTION = "none, platt, temperature, beta, isotonic or auto, the one with the smallest"
            + " cross-validated log loss (default: ${DEFAULT-VALUE}).";

    private CalibrationChoice() {}

    /** The method; empty for auto. */
    static Optional<CalibrationMethod> of(String name) {
        if (name.equals(AUTO)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(CalibrationMethod.values())
                .filter(method -> method.id().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("--method is '" + ErrorText.oneLine(name) + "': must be "
                                + Arrays.stream(CalibrationMethod.values())
                                        .map(CalibrationMethod::id)
                                        .collect(Collectors.joining(", "))
                                + " or " + AUTO)));
    }
}
