package io.github.spectcad.io;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.core.quality.MapQuality;
import io.github.spectcad.core.quality.MapRefusedException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads polar maps from PNG, JPEG, TIFF, BMP and DICOM images, and makes them of pictures and samples that the
 * application holds.
 * The format is told by the content, never by the name of the file. docs/pictures.md lists the kinds of pictures that are
 * read; every other is refused by name.
 *
 * <p><b>Values.</b> Grey samples are taken as stored, in full depth: colour profiles and gamma are not applied. A pixel
 * counts in proportion to its alpha, so transparent is background. A picture with an orientation tag (TIFF, Exif, PNG eXIf)
 * is turned upright. The disc is the circle that touches the four borders ({@link Disc#inscribed}), unless
 * {@link #withDisc} says where it is; outside it every pixel becomes exactly 0. Then the map is divided by its largest
 * value, which is 1 afterwards.
 *
 * <p><b>Gate.</b> Each map is looked at before it is resized: colours that are not grey, a disc that does not fill the
 * square, an inverted, constant or tiny map is refused with reason and cure, unless {@link #withGate} asks for warnings.
 * With a warning, coloured pixels give their luma 0.299 R + 0.587 G + 0.114 B, which does <em>not</em> order a palette by
 * uptake.
 *
 * <p><b>Size.</b> Maps keep their size unless {@link #resizedTo} asks for another: then each new pixel is the area
 * average (downwards) or the bilinear interpolation (upwards) of the pixels inside the disc.
 *
 * <p><b>DICOM.</b> One frame; monochrome values are rescaled, MONOCHROME1 is turned bright side up; a file that says it
 * shows the other state is refused.
 *
 * <p><b>Refused</b>, each with its own {@link PolarMapFormatException}: a missing or empty file, other content, more than
 * {@link #MAXIMUM_FILE_BYTES}, a declared width or height above {@link #MAXIMUM_SIDE} or more than
 * {@link #MAXIMUM_DECODED_BYTES} of samples (checked before anything of that size is allocated), a picture that is not
 * square, truncated or damaged content, more than one page or frame, a value inside the disc that is negative, NaN or
 * infinite, and a map with nothing above 0 inside its disc.
 *
 * <p>Immutable; safe for concurrent use. The ImageIO registry of the application is never changed, and its other plugins
 * are never used.
 */
public final class PolarMapReader {
    /** The largest width and height that is read, in pixels. */
    public static final int MAXIMUM_SIDE = 4096;

    /** The largest file that is read, in bytes: 32 MB. */
    public static final int MAXIMUM_FILE_BYTES = 32 << 20;

    /** The most that the decoded samples of a picture may take, in bytes: 64 MB. */
    public static final int MAXIMUM_DECODED_BYTES = 64 << 20;

    private static final PolarMapReader OWN_SIZE = new PolarMapReader(
            OptionalInt.empty(), MapGate.refusing(), Optional.empty(), Optional.empty(), false, 0, false);

    private final OptionalInt pixels;
    private final MapGate gate;
    private final Optional<Disc> disc;
    private final Optional<Palette> palette;
    private final boolean inverted;
    private final int quarterTurns;
    private final boolean mirrored;

    private PolarMapReader(
            OptionalInt pixels,
            MapGate gate,
            Optional<Disc> disc,
            Optional<Palette> palette,
            boolean inverted,
            int quarterTurns,
            boolean mirrored) {
        this.pixels = pixels;
        this.gate = gate;
        this.disc = disc;
        this.palette = palette;
        this.inverted = inverted;
        this.quarterTurns = quarterTurns;
        this.mirrored = mirrored;
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
        return new PolarMapReader(
                OptionalInt.of(pixels), MapGate.refusing(), Optional.empty(), Optional.empty(), false, 0, false);
    }

    /**
     * The same with another gate.
     *
     * @param gate what happens to a map that something speaks against
     * @return the reader
     * @since 0.1.0
     */
    public PolarMapReader withGate(MapGate gate) {
        Objects.requireNonNull(gate, "gate");
        return new PolarMapReader(pixels, gate, disc, palette, inverted, quarterTurns, mirrored);
    }

    /**
     * The same for pictures in which the disc lies elsewhere: the square around it is cut out. The picture need not be
     * square.
     *
     * @param disc where the disc lies, in pixels of the upright picture
     * @return the reader
     * @since 0.1.0
     */
    public PolarMapReader withDisc(Disc disc) {
        return new PolarMapReader(pixels, gate, Optional.of(disc), palette, inverted, quarterTurns, mirrored);
    }

    /**
     * The same for pictures in the colours of a palette, which are turned into uptake.
     *
     * @param palette what each colour means
     * @return the reader; it refuses a picture in which more than {@link Palette#MOST_MISFITS} of the disc do not fit
     * @since 0.1.0
     */
    public PolarMapReader withPalette(Palette palette) {
        return new PolarMapReader(pixels, gate, disc, Optional.of(palette), inverted, quarterTurns, mirrored);
    }

    /**
     * The same for grey pictures in which high uptake is dark.
     *
     * @return the reader
     * @since 0.1.0
     */
    public PolarMapReader withInversion() {
        return new PolarMapReader(pixels, gate, disc, palette, true, quarterTurns, mirrored);
    }

    /**
     * The same for pictures that are turned or mirrored against anterior up, septum left.
     *
     * @param quarterTurns by how many quarter turns counter-clockwise the picture is to be turned, 0 to 3
     * @param mirrored whether left and right are to be exchanged first
     * @return the reader
     * @throws IllegalArgumentException if the number of turns is out of range
     * @since 0.1.0
     */
    public PolarMapReader withOrientation(int quarterTurns, boolean mirrored) {
        if (quarterTurns < 0 || quarterTurns > 3) {
            throw new IllegalArgumentException("quarterTurns is " + quarterTurns + ": must lie in 0 to 3");
        }
        return new PolarMapReader(pixels, gate, disc, palette, inverted, quarterTurns, mirrored);
    }

    /**
     * Reads a file.
     *
     * @param file the image
     * @param state whether it shows rest or stress
     * @return the map; its source is the path as given
     * @throws PolarMapFormatException if the file is missing or not a readable polar map, or the gate refuses it
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
     * @throws PolarMapFormatException if the content is not a readable polar map, or the gate refuses it
     * @throws IOException if the stream fails
     */
    public PolarMap read(InputStream in, String source, PerfusionState state) throws IOException {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(state, "state");
        byte[] file = readLimited(in, source);
        return named(source, () -> assembled(ImageDecoder.decode(file, state), state, source));
    }

    /**
     * Makes a map of a picture that the application holds. The picture is not changed.
     *
     * @param image the picture, grey or colour
     * @param source what to call it in messages
     * @param state whether it shows rest or stress
     * @return the map
     * @throws PolarMapFormatException if it is not a polar map, or the gate refuses it
     * @since 0.1.0
     */
    public PolarMap read(BufferedImage image, String source, PerfusionState state) throws PolarMapFormatException {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(state, "state");
        return named(source, () -> assembled(PictureChange.ofImage(image), state, source));
    }

    /**
     * Makes a map of values that the application holds.
     *
     * @param values row-major values, any unit, finite and at least 0 inside the disc
     * @param width number of columns; the number of rows follows
     * @param source what to call them in messages
     * @param state whether they show rest or stress
     * @return the map
     * @throws IllegalArgumentException if the values do not fill whole rows
     * @throws PolarMapFormatException if they are not a polar map, or the gate refuses it
     * @since 0.1.0
     */
    public PolarMap read(float[] values, int width, String source, PerfusionState state)
            throws PolarMapFormatException {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(state, "state");
        if (width < 1 || values.length == 0 || values.length % width != 0) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill rows of " + width + " (" + source + ")");
        }
        return named(source, () -> assembled(PictureChange.ofValues(values.clone(), width), state, source));
    }

    /**
     * Makes a map of samples on rings and angles, interpolated bilinearly.
     *
     * @param samples values {@code [ring * angles + angle]}, ring 0 at the apex, ring centres at {@code (ring + 0.5) /
     *     rings} of the radius; angles counter-clockwise from lateral (right), the first at 0 degrees
     * @param rings number of rings, at least 1
     * @param angles number of angles, at least 1
     * @param source what to call them in messages
     * @param state whether they show rest or stress
     * @return the map, of the size asked for, else of {@code 2 * rings} pixels
     * @throws IllegalArgumentException if the number of samples is not {@code rings * angles}
     * @throws PolarMapFormatException if they are not a polar map, or the gate refuses it
     * @since 0.1.0
     */
    public PolarMap readPolarSamples(float[] samples, int rings, int angles, String source, PerfusionState state)
            throws PolarMapFormatException {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(state, "state");
        if (rings < 1 || angles < 1 || samples.length != (long) rings * angles) {
            throw new IllegalArgumentException(
                    samples.length + " samples are not " + rings + " rings of " + angles + " angles (" + source + ")");
        }
        int side = pixels.orElse(Math.min(2 * rings, MAXIMUM_SIDE));
        return named(
                source, () -> assembled(PictureChange.ofPolarSamples(samples, rings, angles, side), state, source));
    }

    private PolarMap assembled(GreyImage decoded, PerfusionState state, String source) throws IOException {
        GreyImage image = decoded;
        if (palette.isPresent()) {
            Disc where = disc.orElseGet(() -> Disc.inscribed(Math.min(decoded.width(), decoded.height())));
            image = PaletteInversion.of(decoded, where, palette.get()).values();
        }
        if (disc.isPresent()) {
            image = PictureChange.cut(image, disc.get());
        }
        if (image.width() != image.height()) {
            throw new IOException("the image is " + image.width() + " x " + image.height()
                    + " pixels: a polar map must be square, crop it to the square around its disc");
        }
        List<MapFinding> findings = new ArrayList<>();
        if (disc.isEmpty() && image.width() >= MapQuality.SMALLEST_SIDE) {
            findings.addAll(PictureQuality.of(image, palette.isPresent(), source));
        }
        if (inverted) {
            image = PictureChange.inverted(image);
        }
        if (quarterTurns > 0 || mirrored) {
            image = PictureChange.turned(image, quarterTurns, mirrored);
        }
        PolarMap map = MapAssembly.of(image, state, source);
        for (MapFinding finding : MapQuality.of(map)) {
            if (findings.stream().noneMatch(earlier -> earlier.kind() == finding.kind())) {
                findings.add(finding);
            }
        }
        gate.pass(findings);
        return MapAssembly.resized(map, pixels.orElse(map.pixels()));
    }

    /** Makes a map. */
    private interface Source {
        PolarMap map() throws IOException;
    }

    /** Names the picture in whatever goes wrong with it. */
    private static PolarMap named(String source, Source maker) throws PolarMapFormatException {
        try {
            return maker.map();
        } catch (MapRefusedException e) {
            throw new PolarMapFormatException(source, e.finding().explanation(), e);
        } catch (IOException e) {
            throw new PolarMapFormatException(source, e.getMessage(), e);
        }
    }

    /** The whole stream, in pieces, so that no more than the limit is ever held. */
    static byte[] readLimited(InputStream in, String source) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            checkLength((long) file.size() + read, source);
            file.write(piece, 0, read);
        }
        return file.toByteArray();
    }

    private static void checkLength(long bytes, String source) throws PolarMapFormatException {
        if (bytes > MAXIMUM_FILE_BYTES) {
            throw new PolarMapFormatException(
                    source, "the file has at least " + bytes + " bytes: at most " + MAXIMUM_FILE_BYTES + " are read");
        }
    }
}
