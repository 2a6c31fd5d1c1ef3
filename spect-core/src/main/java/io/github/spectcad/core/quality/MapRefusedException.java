package io.github.spectcad.core.quality;

import java.io.Serial;

/**
 * A polar map that the gate refuses; the message gives the map, the reason and the cure.
 *
 * @since 0.1.0
 */
public final class MapRefusedException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient MapFinding finding;

    MapRefusedException(MapFinding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    /** {@return why, or null after deserialisation} */
    public MapFinding finding() {
        return finding;
    }
}
