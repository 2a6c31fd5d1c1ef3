package io.github.spectcad.io.dicom;

import java.util.HashMap;
import java.util.Map;

/** Value representations of PS3.5 table 6.2-1. */
enum Vr {
    AE(1, Kind.TEXT, 16),
    AS(1, Kind.TEXT, 4),
    AT(2, Kind.BINARY, 0),
    CS(1, Kind.TEXT, 16),
    DA(1, Kind.TEXT, 18),
    DS(1, Kind.TEXT, 16),
    DT(1, Kind.TEXT, 54),
    FD(8, Kind.BINARY, 0),
    FL(4, Kind.BINARY, 0),
    IS(1, Kind.TEXT, 12),
    LO(1, Kind.TEXT, 64),
    LT(1, Kind.TEXT, 10240),
    OB(1, Kind.BULK, 0),
    OD(8, Kind.BULK, 0),
    OF(4, Kind.BULK, 0),
    OL(4, Kind.BULK, 0),
    OV(8, Kind.BULK, 0),
    OW(2, Kind.BULK, 0),
    PN(1, Kind.TEXT, 194),
    SH(1, Kind.TEXT, 16),
    SL(4, Kind.BINARY, 0),
    SQ(1, Kind.BULK, 0),
    SS(2, Kind.BINARY, 0),
    ST(1, Kind.TEXT, 1024),
    SV(8, Kind.BULK, 0),
    TM(1, Kind.TEXT, 28),
    UC(1, Kind.LONG_TEXT, Integer.MAX_VALUE),
    UI(1, Kind.TEXT, 64),
    UL(4, Kind.BINARY, 0),
    UN(1, Kind.BULK, 0),
    UR(1, Kind.LONG_TEXT, Integer.MAX_VALUE),
    US(2, Kind.BINARY, 0),
    UT(1, Kind.LONG_TEXT, Integer.MAX_VALUE),
    UV(8, Kind.BULK, 0);

    private enum Kind {
        TEXT,
        LONG_TEXT,
        BINARY,
        BULK
    }

    private static final Map<String, Vr> BY_NAME = new HashMap<>();

    static {
        for (Vr vr : values()) {
            BY_NAME.put(vr.name(), vr);
        }
    }

    private final int unit;
    private final Kind kind;
    private final int maximumLength;

    Vr(int unit, Kind kind, int maximumLength) {
        this.unit = unit;
        this.kind = kind;
        this.maximumLength = maximumLength;
    }

    /** The value representation of two letters, or null where there is none. */
    static Vr of(String name) {
        return BY_NAME.get(name);
    }

    /** Bytes whose order depends on the transfer syntax. */
    int unit() {
        return unit;
    }

    /** Whether its explicit length has four bytes after two reserved ones. */
    boolean hasLongLength() {
        return kind == Kind.BULK || kind == Kind.LONG_TEXT;
    }

    boolean isText() {
        return kind == Kind.TEXT || kind == Kind.LONG_TEXT;
    }

    /** Whether the specific character set applies to it. */
    boolean hasCharacterSet() {
        return switch (this) {
            case LO, LT, PN, SH, ST, UC, UT -> true;
            default -> false;
        };
    }

    /** Whether a backslash separates values. */
    boolean isMultiple() {
        return isText() && this != LT && this != ST && this != UT && this != UR;
    }

    /** The longest single value in characters; for text only. */
    int maximumLength() {
        return maximumLength;
    }

    /** What fills a value to an even length. */
    byte padding() {
        return isText() && this != UI ? (byte) ' ' : 0;
    }
}
