package io.github.spectcad.io.dicom;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Objects;

/**
 * The pixels of a DICOM file: frames of stored values, decoded one at a time.
 *
 * <p>Read are MONOCHROME1 and 2 (8, 16 and 32 bits, with or without a sign, bits stored below bits allocated), RGB in both
 * planar configurations, PALETTE COLOR, YBR_FULL and YBR_FULL_422 of 8 bits; everything else is refused by name. Immutable
 * and safe for concurrent use.
 *
 * @since 0.1.0
 */
public final class DicomImage {
    private final PixelFormat format;
    private final FrameDecoder decoder;
    private final DicomPalette palette;
    private final double slope;
    private final double intercept;

    private DicomImage(PixelFormat format, FrameDecoder decoder, DicomPalette palette, double slope, double intercept) {
        this.format = format;
        this.decoder = decoder;
        this.palette = palette;
        this.slope = slope;
        this.intercept = intercept;
    }

    static DicomImage of(TransferSyntax syntax, DicomDataset dataset) throws DicomFormatException {
        PixelFormat format = PixelFormat.of(dataset);
        FrameDecoder decoder = new FrameDecoder(
                syntax, format, dataset.element(DicomTag.PIXEL_DATA).orElseThrow());
        DicomPalette palette =
                format.photometric() == PixelFormat.Photometric.PALETTE_COLOR ? DicomPalette.of(dataset) : null;
        double slope = dataset.decimal(DicomTag.RESCALE_SLOPE).orElse(1);
        if (slope == 0) {
            throw new DicomFormatException(DicomTag.text(DicomTag.RESCALE_SLOPE) + " is 0: every pixel would be equal");
        }
        return new DicomImage(
                format,
                decoder,
                palette,
                slope,
                dataset.decimal(DicomTag.RESCALE_INTERCEPT).orElse(0));
    }

    /** {@return width of a frame in pixels} */
    public int width() {
        return format.columns();
    }

    /** {@return height of a frame in pixels} */
    public int height() {
        return format.rows();
    }

    /** {@return the number of frames, at least 1} */
    public int frames() {
        return format.frames();
    }

    /** {@return samples per pixel, 1 or 3} */
    public int samples() {
        return format.samples();
    }

    /** {@return the photometric interpretation as DICOM writes it, for instance {@code MONOCHROME2}} */
    public String photometricInterpretation() {
        return format.photometric().term();
    }

    /** {@return bits of a sample that count} */
    public int bitsStored() {
        return format.bitsStored();
    }

    /** {@return whether stored values have a sign} */
    public boolean isSigned() {
        return format.signed();
    }

    /**
     * The stored values of a frame, before rescale, palette or colour conversion.
     *
     * @param frame index of the frame, from 0
     * @return a new array [row][column][sample]; samples of a pixel are neighbours whatever the file's planar configuration
     * @throws IndexOutOfBoundsException if there is no such frame
     * @throws DicomFormatException if its compressed data are damaged
     */
    public int[] stored(int frame) throws DicomFormatException {
        return decoder.decode(Objects.checkIndex(frame, frames()));
    }

    /**
     * The values of a monochrome frame in the unit of the file: slope times stored value plus intercept. Higher is
     * brighter: MONOCHROME1, where the lowest value is white, is mirrored within the range of its stored values first.
     *
     * @param frame index of the frame, from 0
     * @return a new array [row][column]
     * @throws IndexOutOfBoundsException if there is no such frame
     * @throws DicomFormatException if the image is in colour or its compressed data are damaged
     */
    public double[] grey(int frame) throws DicomFormatException {
        if (!format.photometric().isMonochrome()) {
            throw new DicomFormatException(
                    "the image is in colour (" + photometricInterpretation()
                            + "): only MONOCHROME1 and MONOCHROME2 hold counts; recover them from the colours with `spect import`");
        }
        int[] stored = stored(frame);
        double[] grey = new double[stored.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = slope * upright(stored[i]) + intercept;
        }
        return grey;
    }

    private int upright(int stored) {
        return format.photometric() == PixelFormat.Photometric.MONOCHROME1
                ? format.minimum() + format.maximum() - stored
                : stored;
    }

    /**
     * A frame as a picture: 8 bits grey or 16 bits grey as stored where they have no sign; colours in 8 bits. Values with a
     * sign are moved up so that the lowest of their range is 0, 32 bits cut to the upper 16. Rescale is not applied.
     *
     * @param frame index of the frame, from 0
     * @return a new picture
     * @throws IndexOutOfBoundsException if there is no such frame
     * @throws DicomFormatException if its compressed data are damaged
     */
    public BufferedImage picture(int frame) throws DicomFormatException {
        int[] values = stored(frame);
        if (format.photometric().isMonochrome()) {
            return greyPicture(values);
        }
        BufferedImage picture = new BufferedImage(width(), height(), BufferedImage.TYPE_3BYTE_BGR);
        for (int pixel = 0; pixel < width() * height(); pixel++) {
            picture.setRGB(pixel % width(), pixel / width(), rgb(values, pixel));
        }
        return picture;
    }

    private BufferedImage greyPicture(int[] values) {
        int bits = format.bitsStored();
        BufferedImage picture = new BufferedImage(
                width(), height(), bits <= 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < values.length; i++) {
            values[i] = ((int) ((long) upright(values[i]) - format.minimum())) >>> Math.max(0, bits - 16);
        }
        picture.getRaster().setPixels(0, 0, width(), height(), values);
        return picture;
    }

    private int rgb(int[] values, int pixel) {
        if (palette != null) {
            return palette.rgb(values[pixel]);
        }
        int shift = Math.max(0, format.bitsStored() - 8);
        int first = values[3 * pixel] >> shift;
        int second = values[3 * pixel + 1] >> shift;
        int third = values[3 * pixel + 2] >> shift;
        return format.photometric().isLuminanceChrominance()
                ? LuminanceChrominance.rgb(first, second, third)
                : (first << 16) | (second << 8) | third;
    }

    /** The stored values of a frame, one band a sample. */
    Raster raster(int frame) throws DicomFormatException {
        int[] values = stored(frame);
        int bands = format.samples();
        int[] offsets = bands == 1 ? new int[] {0} : new int[] {0, 1, 2};
        return Raster.createWritableRaster(
                new PixelInterleavedSampleModel(
                        DataBuffer.TYPE_INT, width(), height(), bands, width() * bands, offsets),
                new DataBufferInt(values, values.length),
                null);
    }
}
