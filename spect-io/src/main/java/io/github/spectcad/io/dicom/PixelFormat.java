package io.github.spectcad.io.dicom;

import java.util.OptionalInt;

/**
 * How the pixels of an image are stored (PS3.3 C.7.6.3), checked: only what {@link DicomImage} decodes is constructed.
 *
 * @param columns width of a frame
 * @param rows height of a frame
 * @param frames number of frames
 * @param samples samples per pixel, 1 or 3
 * @param photometric what the samples mean
 * @param planar whether the samples of a frame are stored one plane after the other
 * @param bitsAllocated 8, 16 or 32
 * @param bitsStored bits of a sample that count
 * @param highBit the highest of them
 * @param signed whether they are two's complement
 */
record PixelFormat(
        int columns,
        int rows,
        int frames,
        int samples,
        Photometric photometric,
        boolean planar,
        int bitsAllocated,
        int bitsStored,
        int highBit,
        boolean signed) {

    /** The photometric interpretations that are read. */
    enum Photometric {
        MONOCHROME1("MONOCHROME1", 1),
        MONOCHROME2("MONOCHROME2", 1),
        PALETTE_COLOR("PALETTE COLOR", 1),
        RGB("RGB", 3),
        YBR_FULL("YBR_FULL", 3),
        YBR_FULL_422("YBR_FULL_422", 3);

        private final String term;
        private final int samples;

        Photometric(String term, int samples) {
            this.term = term;
            this.samples = samples;
        }

        String term() {
            return term;
        }

        boolean isMonochrome() {
            return this == MONOCHROME1 || this == MONOCHROME2;
        }

        boolean isLuminanceChrominance() {
            return this == YBR_FULL || this == YBR_FULL_422;
        }
    }

    /** Width and height of a frame, in pixels. */
    private static final int MAXIMUM_SIDE = 16_384;

    /** Samples of one frame: 256 MB as whole numbers. */
    private static final long MAXIMUM_FRAME_SAMPLES = 1L << 26;

    private static final int MAXIMUM_FRAMES = 100_000;

    static PixelFormat of(DicomDataset dataset) throws DicomFormatException {
        if (dataset.element(DicomTag.PIXEL_DATA).isEmpty()) {
            throw new DicomFormatException("the file has no " + DicomTag.text(DicomTag.PIXEL_DATA));
        }
        int columns = required(dataset, DicomTag.COLUMNS, 1, MAXIMUM_SIDE);
        int rows = required(dataset, DicomTag.ROWS, 1, MAXIMUM_SIDE);
        int frames = within(
                DicomTag.NUMBER_OF_FRAMES,
                dataset.integer(DicomTag.NUMBER_OF_FRAMES).orElse(1),
                1,
                MAXIMUM_FRAMES);
        Photometric photometric = photometric(dataset.first(DicomTag.PHOTOMETRIC_INTERPRETATION));
        int samples = required(dataset, DicomTag.SAMPLES_PER_PIXEL, photometric.samples, photometric.samples);
        if ((long) columns * rows * samples > MAXIMUM_FRAME_SAMPLES) {
            throw new DicomFormatException("a frame has " + columns + " x " + rows + " pixels of " + samples
                    + " samples: at most " + MAXIMUM_FRAME_SAMPLES + " samples are read");
        }
        int planar = within(
                DicomTag.PLANAR_CONFIGURATION,
                dataset.integer(DicomTag.PLANAR_CONFIGURATION).orElse(0),
                0,
                1);
        int allocated = required(dataset, DicomTag.BITS_ALLOCATED, 8, 32);
        if (allocated != 8 && allocated != 16 && allocated != 32) {
            throw new DicomFormatException(
                    DicomTag.text(DicomTag.BITS_ALLOCATED) + " is " + allocated + ": 8, 16 and 32 are read");
        }
        if ((!photometric.isMonochrome() && allocated == 32)
                || (photometric.isLuminanceChrominance() && allocated != 8)) {
            throw new DicomFormatException(
                    photometric.term + " pixels of " + allocated + " bits are not read: convert the file to 8 bits");
        }
        int stored = within(
                DicomTag.BITS_STORED, dataset.integer(DicomTag.BITS_STORED).orElse(allocated), 1, allocated);
        int high = within(
                DicomTag.HIGH_BIT, dataset.integer(DicomTag.HIGH_BIT).orElse(stored - 1), stored - 1, allocated - 1);
        int sign = within(
                DicomTag.PIXEL_REPRESENTATION,
                dataset.integer(DicomTag.PIXEL_REPRESENTATION).orElse(0),
                0,
                1);
        if (stored == 32 && sign == 0) {
            throw new DicomFormatException("unsigned pixels of 32 bits are not read: at most 31 bits without a sign");
        }
        return new PixelFormat(
                columns, rows, frames, samples, photometric, planar == 1, allocated, stored, high, sign == 1);
    }

    private static Photometric photometric(String term) throws DicomFormatException {
        StringBuilder known = new StringBuilder();
        for (Photometric photometric : Photometric.values()) {
            if (photometric.term.equals(term)) {
                return photometric;
            }
            known.append(known.isEmpty() ? "" : ", ").append(photometric.term);
        }
        throw new DicomFormatException(DicomTag.text(DicomTag.PHOTOMETRIC_INTERPRETATION) + " is "
                + DicomText.shown(term) + ": read are " + known);
    }

    private static int required(DicomDataset dataset, int tag, int low, int high) throws DicomFormatException {
        OptionalInt value = dataset.integer(tag);
        if (value.isEmpty()) {
            throw new DicomFormatException(DicomTag.text(tag) + " is missing: the pixels cannot be read without it");
        }
        return within(tag, value.getAsInt(), low, high);
    }

    private static int within(int tag, int value, int low, int high) throws DicomFormatException {
        if (value < low || value > high) {
            throw new DicomFormatException(DicomTag.text(tag) + " is " + value + ": "
                    + (low == high ? "must be " + low : "must lie in " + low + " to " + high));
        }
        return value;
    }

    int frameSamples() {
        return columns * rows * samples;
    }

    int bytesPerSample() {
        return bitsAllocated / 8;
    }

    /** Bytes of an uncompressed frame; YBR_FULL_422 stores two samples a pixel. */
    long frameBytes() {
        long perPixel = photometric == Photometric.YBR_FULL_422 ? 2 : (long) samples * bytesPerSample();
        return columns * (long) rows * perPixel;
    }

    int minimum() {
        return signed ? -1 << (bitsStored - 1) : 0;
    }

    int maximum() {
        return signed ? (int) ((1L << (bitsStored - 1)) - 1) : (int) ((1L << bitsStored) - 1);
    }

    /** The stored value in the bits of a sample: shifted down, cut and given its sign. */
    int value(int raw) {
        int shifted = raw >>> (highBit + 1 - bitsStored);
        int unused = 32 - bitsStored;
        return signed ? (shifted << unused) >> unused : (shifted << unused) >>> unused;
    }
}
