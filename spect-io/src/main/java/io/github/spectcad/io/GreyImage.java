package io.github.spectcad.io;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;

/**
 * The grey values of a decoded picture, row by row and in the unit of its samples.
 *
 * <p>Samples are taken as stored: {@link BufferedImage#getRGB} would apply a gamma to grey pictures and cut 16 bits to 8.
 */
final class GreyImage {
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    private final Raster raster;
    private final int colours;
    private final boolean weightedByAlpha;
    private final double[] bandScale;
    private final double[] palette;
    private final int[] paletteRgb;
    private final double fullScale;
    private final boolean unsigned32;
    private final PixelInterleavedSampleModel interleaved;

    private GreyImage(
            Raster raster,
            int colours,
            boolean weightedByAlpha,
            double[] bandScale,
            double[] palette,
            int[] paletteRgb,
            double fullScale,
            boolean unsigned32) {
        this.raster = raster;
        this.colours = colours;
        this.weightedByAlpha = weightedByAlpha;
        this.bandScale = bandScale;
        this.palette = palette;
        this.paletteRgb = paletteRgb;
        this.fullScale = fullScale;
        this.unsigned32 = unsigned32;
        this.interleaved = interleaved(raster);
    }

    /**
     * The grey values of a picture.
     *
     * @param raster its samples
     * @param colourModel what they mean
     * @param unsigned32 whether its samples are 32-bit numbers without a sign
     * @return its grey values
     * @throws IOException if it has neither one nor three colour components
     */
    static GreyImage of(Raster raster, ColorModel colourModel, boolean unsigned32) throws IOException {
        if (colourModel instanceof IndexColorModel indexed) {
            double[] grey = greyPalette(indexed);
            return new GreyImage(
                    raster, 1, false, new double[] {1}, grey, rgbPalette(indexed, grey.length), 255, false);
        }
        boolean alpha = colourModel.hasAlpha();
        double[] scale = bandScale(colourModel, alpha);
        return new GreyImage(
                raster,
                checkedColours(colourModel.getNumColorComponents()),
                alpha && !colourModel.isAlphaPremultiplied(),
                scale,
                null,
                null,
                (Math.pow(2, colourModel.getComponentSize(0)) - 1) * scale[0],
                unsigned32);
    }

    /**
     * The grey values of floating-point samples.
     *
     * @param raster the samples, one or three bands
     * @return its grey values; the largest finite one is the full scale
     * @throws IOException if it has another number of bands
     */
    static GreyImage ofFloatingPoint(Raster raster) throws IOException {
        double[] scale = new double[raster.getNumBands()];
        Arrays.fill(scale, 1);
        double[] row = new double[raster.getWidth() * raster.getNumBands()];
        double largest = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            for (double value : row) {
                largest = value > largest && value <= Double.MAX_VALUE ? value : largest;
            }
        }
        return new GreyImage(raster, checkedColours(raster.getNumBands()), false, scale, null, null, largest, false);
    }

    private static int checkedColours(int components) throws IOException {
        if (components != 1 && components != 3) {
            throw new IOException(
                    "the image has " + components + " colour components: grey (1) and colour (3) are read");
        }
        return components;
    }

    /** Grey of each palette entry, in 255ths, weighted by its alpha. */
    private static double[] greyPalette(IndexColorModel palette) {
        double[] grey = new double[1 << palette.getPixelSize()];
        for (int i = 0; i < Math.min(grey.length, palette.getMapSize()); i++) {
            grey[i] = grey(palette.getRed(i), palette.getGreen(i), palette.getBlue(i)) * palette.getAlpha(i) / 255;
        }
        return grey;
    }

    private static int[] rgbPalette(IndexColorModel palette, int entries) {
        int[] rgb = new int[entries];
        for (int i = 0; i < Math.min(entries, palette.getMapSize()); i++) {
            double opaque = palette.getAlpha(i) / 255.0;
            rgb[i] = rgb(palette.getRed(i) * opaque, palette.getGreen(i) * opaque, palette.getBlue(i) * opaque);
        }
        return rgb;
    }

    private static int rgb(double red, double green, double blue) {
        return (int) Math.round(red) << 16 | (int) Math.round(green) << 8 | (int) Math.round(blue);
    }

    /** Brings bands of unequal depth (5-6-5 bits) to one unit, and alpha to [0, 1]. */
    private static double[] bandScale(ColorModel colourModel, boolean alpha) {
        int bands = colourModel.getNumComponents();
        int colours = colourModel.getNumColorComponents();
        double[] scale = new double[bands];
        boolean equal = Arrays.stream(colourModel.getComponentSize(), 0, colours)
                        .distinct()
                        .count()
                == 1;
        for (int band = 0; band < bands; band++) {
            boolean isAlpha = alpha && band == colours;
            double largest = Math.pow(2, colourModel.getComponentSize(band)) - 1;
            scale[band] = isAlpha || !equal ? 1 / largest : 1;
        }
        return scale;
    }

    private static double grey(double red, double green, double blue) {
        return red == green && green == blue ? red : RED * red + GREEN * green + BLUE * blue;
    }

    int width() {
        return raster.getWidth();
    }

    int height() {
        return raster.getHeight();
    }

    /** {@return the value of white; of floating-point samples the largest} */
    double fullScale() {
        return fullScale;
    }

    /** {@return whether the picture can hold colours that are not grey} */
    boolean mayHaveColour() {
        return colours == 3 || (palette != null && Arrays.stream(paletteRgb).anyMatch(rgb -> spread(rgb) > 0));
    }

    /** {@return the difference between the largest and the smallest of red, green and blue, 0 to 255} */
    static int spread(int rgb) {
        int red = rgb >> 16 & 0xFF;
        int green = rgb >> 8 & 0xFF;
        int blue = rgb & 0xFF;
        return Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
    }

    /**
     * The colours of one row, in 8 bits each, {@code 0xRRGGBB}; transparent is black.
     *
     * @param y row from the top
     * @param row receives the colours
     * @param samples scratch space of {@link #newSamples()}
     */
    void readColours(int y, int[] row, double[] samples) {
        readSamples(y, samples);
        int bands = raster.getNumBands();
        for (int x = 0; x < row.length; x++) {
            int at = x * bands;
            if (palette != null) {
                row[x] = paletteRgb[(int) samples[x]];
                continue;
            }
            double scale = 255 / fullScale * (weightedByAlpha ? samples[at + colours] * bandScale[colours] : 1);
            double first = within255(samples[at] * bandScale[0] * scale);
            row[x] = colours == 1
                    ? rgb(first, first, first)
                    : rgb(
                            first,
                            within255(samples[at + 1] * bandScale[1] * scale),
                            within255(samples[at + 2] * bandScale[2] * scale));
        }
    }

    private static double within255(double value) {
        return value >= 0 ? Math.min(value, 255) : 0;
    }

    /**
     * One row.
     *
     * @param y row from the top
     * @param row receives the grey values
     * @param samples scratch space of {@link #newSamples()}
     */
    void readRow(int y, double[] row, double[] samples) {
        readSamples(y, samples);
        int bands = raster.getNumBands();
        if (palette != null) {
            for (int x = 0; x < row.length; x++) {
                row[x] = palette[(int) samples[x]];
            }
            return;
        }
        for (int x = 0; x < row.length; x++) {
            int at = x * bands;
            double value = colours == 1
                    ? samples[at] * bandScale[0]
                    : grey(samples[at] * bandScale[0], samples[at + 1] * bandScale[1], samples[at + 2] * bandScale[2]);
            if (unsigned32 && value < 0) {
                value += 0x1p32;
            }
            row[x] = weightedByAlpha ? value * samples[at + colours] * bandScale[colours] : value;
        }
    }

    /** The samples of a row, straight from the buffer where it is of an usual kind: asking the raster takes many times as long. */
    private void readSamples(int y, double[] samples) {
        if (interleaved == null) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, samples);
            return;
        }
        int bands = raster.getNumBands();
        for (int band = 0; band < bands; band++) {
            int at = y * interleaved.getScanlineStride() + interleaved.getBandOffsets()[band];
            if (raster.getDataBuffer() instanceof DataBufferByte buffer) {
                byte[] data = buffer.getData();
                for (int i = band; i < samples.length; i += bands, at += interleaved.getPixelStride()) {
                    samples[i] = data[at] & 0xFF;
                }
            } else {
                short[] data = ((DataBufferUShort) raster.getDataBuffer()).getData();
                for (int i = band; i < samples.length; i += bands, at += interleaved.getPixelStride()) {
                    samples[i] = data[at] & 0xFFFF;
                }
            }
        }
    }

    /** The sample model of a raster whose bytes or 16-bit numbers can be read straight from its buffer, else null. */
    private static PixelInterleavedSampleModel interleaved(Raster raster) {
        boolean plain =
                (raster.getDataBuffer() instanceof DataBufferByte || raster.getDataBuffer() instanceof DataBufferUShort)
                        && raster.getDataBuffer().getNumBanks() == 1
                        && raster.getDataBuffer().getOffset() == 0
                        && raster.getMinX() == 0
                        && raster.getMinY() == 0
                        && raster.getSampleModelTranslateX() == 0
                        && raster.getSampleModelTranslateY() == 0;
        return plain && raster.getSampleModel() instanceof PixelInterleavedSampleModel model ? model : null;
    }

    double[] newSamples() {
        return new double[raster.getWidth() * raster.getNumBands()];
    }

    /**
     * The bytes of an 8-bit picture without transparency whose colours are all grey, row by row, or null where it is of another
     * kind. Not to be asked for twice: the caller may change them.
     */
    byte[] plainBytes() {
        boolean plain = interleaved != null
                && palette == null
                && raster.getNumBands() == colours
                && raster.getDataBuffer() instanceof DataBufferByte
                && Arrays.stream(bandScale).allMatch(scale -> scale == 1);
        if (!plain) {
            return null;
        }
        byte[] data = ((DataBufferByte) raster.getDataBuffer()).getData();
        int width = raster.getWidth();
        if (colours == 1 && interleaved.getPixelStride() == 1 && interleaved.getScanlineStride() == width) {
            return data;
        }
        byte[] grey = new byte[width * raster.getHeight()];
        int[] offsets = interleaved.getBandOffsets();
        for (int y = 0; y < raster.getHeight(); y++) {
            int at = y * interleaved.getScanlineStride();
            for (int x = 0; x < width; x++, at += interleaved.getPixelStride()) {
                byte value = data[at + offsets[0]];
                if (data[at + offsets[offsets.length - 1]] != value
                        || data[at + offsets[offsets.length / 2]] != value) {
                    return null;
                }
                grey[y * width + x] = value;
            }
        }
        return grey;
    }
}
