package io.github.spectcad.core;

import java.util.Locale;

/** Sex as recorded in the cohort file. */
public enum Sex {
    MALE(1),
    FEMALE(2);

    private final int code;

    Sex(int code) {
        this.code = code;
    }

    /** {@return the number given to the network before scaling: 1 male, 2 female, as in the published scaler} */
    public int code() {
        return code;
    }

    /** {@return the lower-case id used in files: {@code male} or {@code female}} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
