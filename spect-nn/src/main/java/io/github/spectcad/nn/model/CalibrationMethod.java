package io.github.spectcad.nn.model;

import io.github.spectcad.stats.Recalibration;
import java.util.Locale;

/**
 * How a network's probabilities become calibrated ones.
 *
 * @since 0.1.0
 */
public enum CalibrationMethod {
    /** Not at all. */
    NONE,
    /** Platt's: intercept and slope on the logit, which suits few patients; see {@link Recalibration#platt}. */
    PLATT,
    /** Temperature: a slope on the logit alone; see {@link Recalibration#temperature}. */
    TEMPERATURE,
    /** Beta calibration, three parameters; see {@link Recalibration#beta}. */
    BETA,
    /** A rising step-like curve, which needs hundreds of patients and makes ties; see {@link Recalibration#isotonic}. */
    ISOTONIC;

    /** {@return the word on the command line} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the kind of map; not for {@link #NONE}} */
    Recalibration.Method map() {
        return Recalibration.Method.valueOf(name());
    }
}
