package io.github.spectcad.nn.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What makes a model's probabilities trustworthy, and where that comes from.
 *
 * @param outOfSample predictions that calibration and conformal sets are learned from; null is {@link OutOfSample#NONE}
 * @param calibration what its probabilities go through; null is {@link Calibration#NONE}
 * @param profile what its training patients were like; null is {@link CohortProfile#UNKNOWN}
 * @param derivations how it was made from other model files, the first change first; null is none
 * @since 0.1.0
 */
public record Assurance(
        OutOfSample outOfSample, Calibration calibration, CohortProfile profile, List<Derivation> derivations) {
    /** Of files of older versions. */
    public static final Assurance NONE = new Assurance(null, null, null, null);

    /** Checks the values. */
    public Assurance {
        outOfSample = Objects.requireNonNullElse(outOfSample, OutOfSample.NONE);
        calibration = Objects.requireNonNullElse(calibration, Calibration.NONE);
        profile = Objects.requireNonNullElse(profile, CohortProfile.UNKNOWN);
        derivations = derivations == null ? List.of() : List.copyOf(derivations);
    }

    /**
     * That of a freshly trained model.
     *
     * @param data predictions of patients that did not train
     * @param patients what the training patients were like
     * @return the assurance, uncalibrated
     */
    public static Assurance of(OutOfSample data, CohortProfile patients) {
        return new Assurance(data, Calibration.NONE, patients, List.of());
    }

    /**
     * That of a model made from another.
     *
     * @param data predictions the calibration was learned from
     * @param map the calibration
     * @param step what was done
     * @return the assurance
     */
    public Assurance derived(OutOfSample data, Calibration map, Derivation step) {
        return new Assurance(
                data,
                map,
                profile,
                Stream.concat(derivations.stream(), Stream.of(step)).toList());
    }

    /** The same without predictions of single patients. */
    Assurance withoutPatients() {
        return new Assurance(OutOfSample.NONE, calibration, profile, derivations);
    }
}
