package io.github.spectcad.io;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.core.quality.MapQuality;
import io.github.spectcad.core.quality.MapRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Turns a clinical picture, a screenshot with one or more polar maps for example, into numbers: finds the discs, turns
 * their colours into uptake and mends what is drawn over them. Where the colours fit no palette, or two equally well, it
 * refuses to guess. Immutable; safe for concurrent use.
 *
 * @since 0.1.0
 */
public final class PictureImport {
    /** The colours of this many pixels decide on the palette. */
    private static final int TRIED_PIXELS = 4000;

    private static final double CLEARLY_BETTER = 1.1;
    private static final double SAME_VALUES = 0.05;
    private static final double NOISE = 0.3;

    private static final PictureImport AUTOMATIC =
            new PictureImport(Optional.empty(), Optional.empty(), OptionalInt.empty(), MapGate.refusing());

    private final Optional<Palette> palette;
    private final Optional<Disc> disc;
    private final OptionalInt pixels;
    private final MapGate gate;

    private PictureImport(Optional<Palette> palette, Optional<Disc> disc, OptionalInt pixels, MapGate gate) {
        this.palette = palette;
        this.disc = disc;
        this.pixels = pixels;
        this.gate = gate;
    }

    /** {@return an import that finds discs and palettes by itself} */
    public static PictureImport automatic() {
        return AUTOMATIC;
    }

    /**
     * The same with a known palette.
     *
     * @param palette what each colour means
     * @return the import
     */
    public PictureImport withPalette(Palette palette) {
        return new PictureImport(Optional.of(palette), disc, pixels, gate);
    }

    /**
     * The same with a known disc.
     *
     * @param disc where the one map lies, in pixels of the upright picture
     * @return the import
     */
    public PictureImport withDisc(Disc disc) {
        return new PictureImport(palette, Optional.of(disc), pixels, gate);
    }

    /**
     * The same with maps of one size.
     *
     * @param pixels width and height, 1 to {@link PolarMapReader#MAXIMUM_SIDE}
     * @return the import
     * @throws IllegalArgumentException if the size is out of range
     */
    public PictureImport withPixels(int pixels) {
        PolarMapReader.resizedTo(pixels);
        return new PictureImport(palette, disc, OptionalInt.of(pixels), gate);
    }

    /**
     * The same with another gate.
     *
     * @param gate what happens to a map that something speaks against
     * @return the import
     */
    public PictureImport withGate(MapGate gate) {
        return new PictureImport(palette, disc, pixels, Objects.requireNonNull(gate, "gate"));
    }

    /**
     * Imports a file.
     *
     * @param file the picture, of a format that {@link PolarMapReader} reads; it need not be square
     * @param state whether its maps show rest or stress
     * @return the maps, row by row of the screen, at least one
     * @throws PolarMapFormatException if no disc is found, its colours fit no palette or more than one, or the gate
     *     refuses a map
     * @throws IOException if the file cannot be read
     */
    public List<ImportedMap> read(Path file, PerfusionState state) throws IOException {
        Objects.requireNonNull(state, "state");
        String source = file.toString();
        try {
            return imported(decoded(file, state), source, state);
        } catch (PolarMapFormatException e) {
            throw e;
        } catch (MapRefusedException e) {
            throw new PolarMapFormatException(source, e.finding().explanation(), e);
        } catch (IOException e) {
            throw new PolarMapFormatException(source, e.getMessage(), e);
        }
    }

    static GreyImage decoded(Path file, PerfusionState state) throws IOException {
        String source = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new PolarMapFormatException(source, Files.exists(file) ? "not a file" : "the file does not exist");
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = PolarMapReader.readLimited(in, source);
        }
        return ImageDecoder.decode(content, state);
    }

    private List<ImportedMap> imported(GreyImage image, String source, PerfusionState state) throws IOException {
        int[] rgb = colours(image);
        PictureAreas areas = PictureAreas.of(rgb, image.width());
        List<Disc> discs = disc.isPresent() ? List.of(disc.get()) : DiscFinder.find(areas);
        if (discs.isEmpty()) {
            throw new IOException("no disc was found in the " + image.width() + " x " + image.height()
                    + " pixels: give its centre and radius");
        }
        List<Palette> bars = palette.isPresent() ? List.of() : ColourBars.find(areas);
        List<ImportedMap> maps = new ArrayList<>();
        for (Disc where : discs) {
            Palette chosen = palette.isPresent() ? palette.get() : fitting(rgb, image.width(), where, bars);
            PaletteInversion inversion = PaletteInversion.of(image, where, chosen);
            GreyImage square = PictureChange.cut(inversion.values(), where);
            gate.pass(MapQuality.of(MapAssembly.ofShares(square, square.width(), state, source)));
            maps.add(new ImportedMap(
                    MapAssembly.ofShares(square, pixels.orElse(square.width()), state, source),
                    where,
                    chosen,
                    inversion.misfits(),
                    inversion.mended()));
        }
        return List.copyOf(maps);
    }

    static int[] colours(GreyImage image) {
        int[] rgb = new int[image.width() * image.height()];
        int[] row = new int[image.width()];
        double[] samples = image.newSamples();
        for (int y = 0; y < image.height(); y++) {
            image.readColours(y, row, samples);
            System.arraycopy(row, 0, rgb, y * row.length, row.length);
        }
        return rgb;
    }

    /**
     * The palette whose colours the disc has. Grey is never taken for inverted: the gate sees an inverted map. A colour bar
     * beside the disc decides where the disc has its colours; where it says the same as a palette of a name, that is taken.
     */
    private static Palette fitting(int[] rgb, int width, Disc disc, List<Palette> bars) throws IOException {
        int[] tried = tried(rgb, width, disc);
        List<Fit> fits = Palette.named().stream()
                .filter(palette -> !palette.id().equals("inverted-grey"))
                .map(palette -> new Fit(palette, tried))
                .toList();
        Fit best = nearest(fits);
        Optional<Fit> shown = bars.stream()
                .map(bar -> new Fit(bar, tried))
                .filter(fit -> fit.fits && fit.distance < limit(best))
                .min(Comparator.comparingDouble(fit -> fit.distance));
        if (shown.isPresent()) {
            List<Fit> same = fits.stream()
                    .filter(fit ->
                            fit.fits && fit.distance < limit(shown.get()) && fit.difference(shown.get()) <= SAME_VALUES)
                    .toList();
            return same.isEmpty() ? shown.get().palette : nearest(same).palette;
        }
        if (best.misfits > Palette.MOST_MISFITS) {
            throw new IOException("its colours fit no palette known: " + Math.round(100 * best.misfits)
                    + " % of the disc do not fit even the nearest, " + best.palette
                    + "; name its palette or give its colour bar");
        }
        if (!best.fits) {
            throw new IOException("its colours fit no palette known: they lie near those of " + best.palette
                    + " but are others; name its palette or give its colour bar");
        }
        for (Fit other : fits) {
            boolean asGood = other.fits && other.distance < limit(best) && other.difference(best) > SAME_VALUES;
            if (asGood) {
                throw new IOException("its colours fit palette " + best.palette + " and palette " + other.palette
                        + " about equally well, which give other values: name the right one");
            }
        }
        return best.palette;
    }

    /** The first of the nearest. */
    private static Fit nearest(List<Fit> fits) {
        return fits.stream()
                .min(Comparator.comparingDouble(fit -> fit.distance))
                .orElseThrow();
    }

    /** Up to this distance another palette fits about as well. */
    private static double limit(Fit fit) {
        return CLEARLY_BETTER * fit.distance + NOISE;
    }

    private static int[] tried(int[] rgb, int width, Disc disc) {
        int height = rgb.length / width;
        int[] inside = new int[rgb.length];
        int count = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (disc.relativeRadius(x, y) <= 0.9) {
                    inside[count++] = rgb[y * width + x];
                }
            }
        }
        int[] tried = new int[Math.min(count, TRIED_PIXELS)];
        for (int i = 0; i < tried.length; i++) {
            tried[i] = inside[(int) ((long) i * count / tried.length)];
        }
        return tried;
    }

    /** How well some pixels fit a palette. */
    private static final class Fit {
        private final Palette palette;
        private final double[] values;
        private final double distance;
        private final double misfits;
        private final boolean fits;

        Fit(Palette palette, int[] rgb) {
            this.palette = palette;
            this.values = new double[rgb.length];
            PaletteFit fit = new PaletteFit(palette);
            double sum = 0;
            int count = 0;
            for (int i = 0; i < rgb.length; i++) {
                values[i] = fit.value(rgb[i]);
                boolean misfit = fit.distance() > PaletteFit.MISFIT;
                sum += misfit ? PaletteFit.MISFIT : fit.distance();
                count += misfit ? 1 : 0;
            }
            this.distance = sum / Math.max(1, rgb.length);
            this.misfits = (double) count / Math.max(1, rgb.length);
            double ofFitting = (sum - count * PaletteFit.MISFIT) / Math.max(1, rgb.length - count);
            this.fits = misfits <= Palette.MOST_MISFITS && ofFitting <= fit.mostDistance();
        }

        /** The mean difference of the uptake that two palettes give. */
        double difference(Fit other) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += Math.abs(values[i] - other.values[i]);
            }
            return sum / Math.max(1, values.length);
        }
    }
}
