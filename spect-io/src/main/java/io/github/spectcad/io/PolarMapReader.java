package io.github.spectcad.io;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Reads polar maps from PNG, JPEG, TIFF (1 to 32 bits and floating point; none, PackBits, LZW, Deflate or JPEG
 * compression) and BMP images. The format is told by the content, never by the name of the file.
 *
 * <p><b>Values.</b> Grey samples are taken as stored, in full depth: colour profiles and gamma are not applied. Colour
 * pixels with equal red, green and blue give that value; others give their luma 0.299 R + 0.587 G + 0.114 B, which does
 * <em>not</em> order the colours of a rainbow or stepped palette by uptake: export such maps in grey. A pixel counts in
 * proportion to its alpha, so transparent is background. The disc is the circle that touches the four borders
 * ({@link Disc#inscribed}); outside it every pixel becomes exactly 0. Then the map is divided by its largest value, which
 * is 1 afterwards.
 *
 * <p><b>Size.</b> Maps keep their size unless {@link #resizedTo} asks for another: then each new pixel is the area
 * average (downwards) or the bilinear interpolation (upwards) of the pixels inside the disc.
 *
 * <p><b>Refused</b>, each with its own {@link PolarMapFormatException}: a missing or empty file, other content, more than
 * {@link #MAXIMUM_FILE_BYTES}, a declared width or height above {@link #MAXIMUM_SIDE} (checked before anything of that
 * size is allocated), a picture that is not square, truncated or damaged content, more than one page or frame, a value
 * that is negative, NaN or infinite, and a map with nothing above 0 inside its disc.
 *
 * <p>Immutable; safe for concurrent use. The ImageIO registry of the application is never changed.
 */
public final class PolarMapReader {
    /** The largest width and height that is read, in pixels. */
    public static final int MAXIMUM_SIDE = 4096;

    /** The largest file that is read, in bytes. */
    public static final int MAXIMUM_FILE_BYTES = 256 << 20;

    private static final PolarMapReader OWN_SIZE = new PolarMapReader(OptionalInt.empty());

    private final OptionalInt pixels;

    private PolarMapReader(OptionalInt pixels) {
        this.pixels = pixels;
    }

    /** {@return a reader that keeps every map's own size} */
    public static PolarMapReader ownSize() {
        return OWN_SIZE;
    }

    /**
     * A reader that brings every map to one size.
     *
     * @param pixels width and height, 1 to {@link #MAXIMUM_SIDE}
     * @return the reader
     * @throws IllegalArgumentException if the size is out of range
     */
    public static PolarMapReader resizedTo(int pixels) {
        if (pixels < 1 || pixels > MAXIMUM_SIDE) {
            throw new IllegalArgumentException("polar map size is " + pixels + ": must lie in 1 to " + MAXIMUM_SIDE);
        }
        return new PolarMapReader(OptionalInt.of(pixels));
    }

    /**
     * Reads a file.
     *
     * @param file the image
     * @param state whether it shows rest or stress
     * @return the map; its source is the path as given
     * @throws PolarMapFormatException if the file is missing or not a readable polar map
     * @throws IOException if the file cannot be read at all
     */
    public PolarMap read(Path file, PerfusionState state) throws IOException {
        Objects.requireNonNull(state, "state");
        String source = file.toString();
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new PolarMapFormatException(source, "the file does not exist", e);
        }
        if (!attributes.isRegularFile()) {
            throw new PolarMapFormatException(source, "not a file");
        }
        checkLength(attributes.size(), source);
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, source, state);
        }
    }

    /**
     * Reads a stream to its end, or to the size limit. The stream is left open.
     *
     * @param in the image
     * @param source what to call it in messages
     * @param state whether it shows rest or stress
     * @return the map
     * @throws PolarMapFormatException if the content is not a readable polar map
     * @throws IOException if the stream fails
     */
    public PolarMap read(InputStream in, String source, PerfusionState state) throws IOException {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(state, "state");
        byte[] file = in.readNBytes(MAXIMUM_FILE_BYTES + 1);
        checkLength(file.length, source);
        try {
            ImageFormat format = ImageFormat.sniff(file);
            EncodedImage encoded = format.open(file);
            return resized(normalised(ImageDecoder.decode(format, encoded), state, source));
        } catch (PolarMapFormatException e) {
            throw e;
        } catch (IOException e) {
            throw new PolarMapFormatException(source, e.getMessage(), e);
        }
    }

    private static void checkLength(long bytes, String source) throws PolarMapFormatException {
        if (bytes > MAXIMUM_FILE_BYTES) {
            throw new PolarMapFormatException(
                    source, "the file has " + bytes + " bytes: at most " + MAXIMUM_FILE_BYTES + " are read");
        }
    }

    /** The grey values with 0 outside the disc, divided by the largest inside. */
    private static PolarMap normalised(GreyImage image, PerfusionState state, String source) throws IOException {
        int side = image.width();
        DiscRows inside = new DiscRows(side);
        byte[] bytes = image.plainBytes();
        if (bytes != null) {
            return PolarMap.ofLevels(
                    state, side, bytes, normalisedLevels(bytes, side, inside), Disc.inscribed(side), source);
        }
        PolarMap.Builder map = PolarMap.builder(state, side, Disc.inscribed(side), source);
        normaliseRows(image, inside, map);
        return map.build();
    }

    /** Sets bytes outside the disc to 0. */
    private static float[] normalisedLevels(byte[] bytes, int side, DiscRows inside) throws IOException {
        int maximum = 0;
        for (int row = 0; row < side; row++) {
            int start = row * side + inside.start(row);
            int end = row * side + inside.end(row);
            Arrays.fill(bytes, row * side, start, (byte) 0);
            Arrays.fill(bytes, end, (row + 1) * side, (byte) 0);
            for (int i = start; i < end; i++) {
                maximum = Math.max(maximum, bytes[i] & 0xFF);
            }
        }
        requireUptake(maximum);
        float[] levels = new float[256];
        for (int level = 0; level <= maximum; level++) {
            levels[level] = (float) ((double) level / maximum);
        }
        return levels;
    }

    private static void normaliseRows(GreyImage image, DiscRows inside, PolarMap.Builder map) throws IOException {
        int side = image.width();
        double[] row = new double[side];
        double[] samples = image.newSamples();
        double maximum = 0;
        for (int y = 0; y < side; y++) {
            image.readRow(y, row, samples);
            for (int x = 0; x < side; x++) {
                if (!(row[x] >= 0 && row[x] <= Double.MAX_VALUE)) {
                    throw new IOException("the value at row " + y + ", column " + x + " is " + row[x]
                            + ": allowed are finite values of at least 0");
                }
                if (x >= inside.start(y) && x < inside.end(y)) {
                    maximum = Math.max(maximum, row[x]);
                }
            }
        }
        requireUptake(maximum);
        float[] values = new float[side];
        for (int y = 0; y < side; y++) {
            image.readRow(y, row, samples);
            for (int x = 0; x < side; x++) {
                boolean isInside = x >= inside.start(y) && x < inside.end(y);
                values[x] = isInside ? (float) (row[x] / maximum) : 0;
            }
            map.row(y, values);
        }
    }

    private PolarMap resized(PolarMap map) throws IOException {
        int side = pixels.orElse(map.pixels());
        if (side == map.pixels()) {
            return map;
        }
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        float[] resized = Resampling.resize(values, map.pixels(), side);
        divideByMaximum(resized);
        return PolarMap.of(map.state(), side, resized, Disc.inscribed(side), map.source());
    }

    private static void requireUptake(double maximum) throws IOException {
        if (maximum == 0) {
            throw new IOException("the map is empty: every pixel inside its disc is 0");
        }
    }

    private static void divideByMaximum(float[] values) throws IOException {
        float maximum = 0;
        for (float value : values) {
            maximum = Math.max(maximum, value);
        }
        requireUptake(maximum);
        for (int i = 0; i < values.length; i++) {
            values[i] /= maximum;
        }
    }
}
