package io.github.spectcad.core;

import java.util.Locale;

/** The part of a cohort that a patient belongs to. */
public enum Partition {
    TRAIN,
    VALIDATION,
    TEST;

    /** {@return the lower-case id used in files: {@code train}, {@code validation} or {@code test}} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
