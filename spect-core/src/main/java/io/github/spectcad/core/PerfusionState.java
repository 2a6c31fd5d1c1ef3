package io.github.spectcad.core;

import java.util.Locale;

/** The state in which perfusion was imaged. Channel order of two-state inputs: rest first, then stress. */
public enum PerfusionState {
    REST,
    STRESS;

    /** {@return the lower-case id used in files and on the command line: {@code rest} or {@code stress}} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
