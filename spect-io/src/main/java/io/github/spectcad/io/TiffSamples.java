package io.github.spectcad.io;

import java.io.IOException;
import java.util.Arrays;

/**
 * What the samples of a TIFF are. Only the combinations listed in {@link #check()} are read, each compared with libtiff or
 * a picture written by hand in the tests; all others are refused by name.
 */
final class TiffSamples {
    private static final int WHITE_IS_ZERO = 0;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int UNSIGNED = 1;
    private static final int SIGNED = 2;
    private static final int FLOATING_POINT = 3;
    private static final int MOST_SHOWN = 5;
    private static final int UNASSOCIATED_ALPHA = 2;

    private final long photometric;
    private final long count;
    private final long[] bits;
    private final long[] formats;
    private final long[] extra;

    /**
     * Samples.
     *
     * @param photometric PhotometricInterpretation
     * @param count SamplesPerPixel
     * @param bits BitsPerSample, one number or one for each sample
     * @param formats SampleFormat, likewise
     * @param extra ExtraSamples, empty where there are none
     */
    TiffSamples(long photometric, long count, long[] bits, long[] formats, long[] extra) {
        this.photometric = photometric;
        this.count = count;
        this.bits = bits;
        this.formats = formats;
        this.extra = extra;
    }

    /** Refuses what is not on the list. */
    void check() throws IOException {
        boolean uniform = bits.length <= count
                && formats.length <= count
                && Arrays.stream(bits).distinct().count() == 1
                && Arrays.stream(formats).distinct().count() == 1;
        if (!uniform || !(isGrey() || isColour() || (isPalette() && count == 1 && isUnsigned(1, 2, 4, 8)))) {
            throw new IOException("the TIFF has " + name() + " with " + count + " samples per pixel of "
                    + shown(bits) + " bits, format " + shown(formats) + " and extra samples " + shown(extra)
                    + ": read are grey of 1, 2, 4, 8, 16 or 32 bits unsigned, 16 signed, 32 or 64 floating point,"
                    + " white-is-zero of 1, 8 or 16 bits, RGB of 8 or 16 bits also with unassociated alpha, and"
                    + " palettes of up to 8 bits; save it as one of these");
        }
    }

    private static String shown(long[] numbers) {
        String text = Arrays.toString(Arrays.copyOf(numbers, Math.min(numbers.length, MOST_SHOWN)));
        return numbers.length > MOST_SHOWN ? text + "... (" + numbers.length + ")" : text;
    }

    private boolean isGrey() {
        if (count != 1 || extra.length != 0) {
            return false;
        }
        if (photometric == WHITE_IS_ZERO) {
            return isUnsigned(1, 8, 16);
        }
        return photometric == BLACK_IS_ZERO
                && (isUnsigned(1, 2, 4, 8, 16, 32) || is(SIGNED, 16) || is(FLOATING_POINT, 32, 64));
    }

    private boolean isColour() {
        boolean plain = count == 3 && extra.length == 0;
        boolean withAlpha = count == 4 && extra.length == 1 && extra[0] == UNASSOCIATED_ALPHA;
        return photometric == RGB && (plain || withAlpha) && isUnsigned(8, 16);
    }

    boolean isPalette() {
        return photometric == PALETTE && extra.length == 0;
    }

    private boolean isUnsigned(int... allowed) {
        return is(UNSIGNED, allowed);
    }

    private boolean is(int format, int... allowed) {
        return formats[0] == format && Arrays.stream(allowed).anyMatch(b -> b == bits[0]);
    }

    /** {@return how many numbers the palette must have} */
    long paletteNumbers() {
        return 3L << bits[0];
    }

    int bytesPerPixel() {
        return (int) (count * Math.max(1, bits[0] / 8));
    }

    EncodedImage.Samples reading() {
        if (formats[0] == FLOATING_POINT) {
            return EncodedImage.Samples.FLOATING_POINT;
        }
        return bits[0] == 32 ? EncodedImage.Samples.UNSIGNED_32 : EncodedImage.Samples.PLAIN;
    }

    private String name() {
        if (photometric == WHITE_IS_ZERO) {
            return "grey (white is zero)";
        }
        if (photometric == BLACK_IS_ZERO) {
            return "grey (black is zero)";
        }
        if (photometric == RGB) {
            return "RGB";
        }
        return photometric == PALETTE ? "a palette" : "photometric interpretation " + photometric;
    }
}
