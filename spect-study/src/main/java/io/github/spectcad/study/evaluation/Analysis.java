package io.github.spectcad.study.evaluation;

import io.github.spectcad.core.VesselTerritory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What counts as one case when predictions are compared with a reference standard. */
public enum Analysis {
    /** One case a patient: the left anterior descending artery. */
    LAD,
    /** One case a patient: the right coronary artery. */
    RCA,
    /** One case a patient: the left circumflex artery. */
    LCX,
    /** Three cases a patient: the three vessels concatenated, as in the paper; cases of a patient are not independent. */
    PER_VESSEL,
    /** One case a patient: diseased if any vessel is, scored by the largest of the three probabilities, as in the paper. */
    PER_PATIENT;

    /** All analyses in the order of every table. */
    public static final List<Analysis> ORDER = List.of(values());

    /** {@return the id used in files and on the command line, for example {@code per-vessel}} */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return the name for people, for example {@code Per vessel}} */
    public String title() {
        return switch (this) {
            case LAD, RCA, LCX -> name();
            case PER_VESSEL -> "Per vessel";
            case PER_PATIENT -> "Per patient";
        };
    }

    /** {@return the vessel, if the analysis looks at one} */
    public Optional<VesselTerritory> vessel() {
        return switch (this) {
            case LAD -> Optional.of(VesselTerritory.LAD);
            case RCA -> Optional.of(VesselTerritory.RCA);
            case LCX -> Optional.of(VesselTerritory.LCX);
            case PER_VESSEL, PER_PATIENT -> Optional.empty();
        };
    }
}
