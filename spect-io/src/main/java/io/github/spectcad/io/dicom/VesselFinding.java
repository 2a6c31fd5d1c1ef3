package io.github.spectcad.io.dicom;

import io.github.spectcad.core.VesselTerritory;
import java.util.Objects;
import java.util.Optional;

/**
 * The probability of disease of one artery, as a report states it.
 *
 * @param vessel the artery
 * @param probability in [0, 1]
 * @param interval its interval, where the model states one
 * @since 0.1.0
 */
public record VesselFinding(VesselTerritory vessel, double probability, Optional<Interval> interval) {
    /**
     * An interval of a probability.
     *
     * @param low lower limit, in [0, 1]
     * @param high upper limit, at least the lower one, in [0, 1]
     * @param level its level, in (0, 1), for instance 0.95
     */
    public record Interval(double low, double high, double level) {
        /** Checks the values; NaN fails. */
        public Interval {
            if (!(low >= 0 && low <= high && high <= 1 && level > 0 && level < 1)) {
                throw new IllegalArgumentException("interval [" + low + ", " + high + "] of level " + level
                        + ": 0 <= low <= high <= 1 and a level between 0 and 1 are allowed");
            }
        }
    }

    /** Checks the values; NaN fails. */
    public VesselFinding {
        Objects.requireNonNull(vessel, "vessel");
        Objects.requireNonNull(interval, "interval");
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "probability of " + vessel + " is " + probability + ": must lie in [0, 1]");
        }
    }
}
