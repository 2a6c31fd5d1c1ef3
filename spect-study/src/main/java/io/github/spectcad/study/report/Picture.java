package io.github.spectcad.study.report;

import java.util.Objects;

/** A PNG picture of a report. Immutable. */
public final class Picture {
    private final byte[] png;
    private final String caption;

    private Picture(byte[] png, String caption) {
        this.png = png;
        this.caption = caption;
    }

    /**
     * A picture.
     *
     * @param png the bytes of a PNG file
     * @param caption what it shows, also its text alternative
     * @return the picture
     * @throws IllegalArgumentException if the bytes are not a PNG file
     */
    public static Picture of(byte[] png, String caption) {
        Objects.requireNonNull(caption, "caption");
        if (png.length < 8 || png[0] != (byte) 0x89 || png[1] != 'P' || png[2] != 'N' || png[3] != 'G') {
            throw new IllegalArgumentException("picture '" + caption + "' is not a PNG file");
        }
        return new Picture(png.clone(), caption);
    }

    /** {@return a copy of the file's bytes} */
    public byte[] png() {
        return png.clone();
    }

    /** {@return what it shows} */
    public String caption() {
        return caption;
    }
}
