package io.github.spectcad.core;

import java.util.Locale;

/** The reference standard that labels a vessel as diseased or not. */
public enum Reference {
    /** Invasive coronary angiography. */
    ICA,
    /** Consensus of expert readers on the perfusion images. */
    ER;

    /** {@return the lower-case id used in files and on the command line: {@code ica} or {@code er}} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
