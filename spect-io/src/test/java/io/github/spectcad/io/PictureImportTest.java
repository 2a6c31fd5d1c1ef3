package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.phantom.PhantomCohort;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures painted from a known map give the map back. */
final class PictureImportTest {
    @TempDir
    private Path folder;

    private static PolarMap map(int pixels) {
        return PhantomCohort.withAngiographyOnly(20, 31)
                .patients()
                .get(2)
                .study(pixels)
                .stress()
                .orElseThrow();
    }

    private static Palette palette(String id) {
        return Palette.ofId(id).orElseThrow();
    }

    private static int colour(Palette palette, double value) {
        int index = palette.isStepped()
                ? (int) Math.min(palette.size() - 1.0, value * palette.size())
                : (int) Math.round(value * (palette.size() - 1));
        return palette.rgb(index);
    }

    /** The map in colours, at a place of a larger picture. */
    private static void paint(BufferedImage image, PolarMap map, Palette palette, int left, int top) {
        for (int row = 0; row < map.pixels(); row++) {
            for (int column = 0; column < map.pixels(); column++) {
                if (map.disc().relativeRadius(column, row) <= 1) {
                    image.setRGB(left + column, top + row, colour(palette, map.valueAt(row, column)));
                }
            }
        }
    }

    private static BufferedImage picture(PolarMap map, Palette palette) {
        BufferedImage image = new BufferedImage(map.pixels(), map.pixels(), BufferedImage.TYPE_INT_RGB);
        paint(image, map, palette, 0, 0);
        return image;
    }

    private Path png(BufferedImage image) throws IOException {
        return Pictures.write(folder.resolve("picture.png"), image, "png");
    }

    private Path jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(0.9f);
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return Files.write(folder.resolve("picture.jpg"), out.toByteArray());
    }

    private static double meanError(PolarMap expected, PolarMap actual) {
        assertEquals(expected.pixels(), actual.pixels());
        double sum = 0;
        int count = 0;
        for (int row = 0; row < expected.pixels(); row++) {
            for (int column = 0; column < expected.pixels(); column++) {
                if (expected.disc().relativeRadius(column, row) <= 1) {
                    sum += Math.abs(expected.valueAt(row, column) - actual.valueAt(row, column));
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static ImportedMap only(List<ImportedMap> maps) {
        assertEquals(1, maps.size());
        return maps.get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "grey, 64",
        "grey, 290",
        "hot-iron, 64",
        "hot-iron, 290",
        "pet, 64",
        "pet, 290",
        "hot-metal-blue, 64",
        "hot-metal-blue, 290",
        "jet, 64",
        "jet, 290",
        "jet-matplotlib, 290",
        "rainbow, 64",
        "rainbow, 290",
        "rainbow-matplotlib, 290",
        "pet-20-step, 64",
        "pet-20-step, 290",
        "jet, 1024"
    })
    void everyPaletteIsFoundAndUndoneAlsoAfterJpeg(String id, int pixels) throws IOException {
        assertUndone(id, pixels, PictureImport.automatic());
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {64, 100, 128, 200, 256, 400, 512, 800, 1024})
    void everyPaletteIsUndoneAtManySizes(int pixels) throws IOException {
        for (Palette palette : Palette.all()) {
            boolean found = Palette.named().contains(palette) && !palette.id().equals("inverted-grey");
            PictureImport reader = PictureImport.automatic();
            assertUndone(
                    palette.id(),
                    pixels,
                    found ? reader : reader.withPalette(palette).withDisc(Disc.inscribed(pixels)));
        }
    }

    private void assertUndone(String id, int pixels, PictureImport reader) throws IOException {
        PolarMap map = map(pixels);
        double most = palette(id).isStepped() ? 0.5 / palette(id).size() : 0.01;
        for (Path file : List.of(png(picture(map, palette(id))), jpeg(picture(map, palette(id))))) {
            ImportedMap found = only(reader.read(file, PerfusionState.STRESS));
            double error = meanError(map, found.map());
            assertTrue(
                    error <= most,
                    id + " " + pixels + " " + file.getFileName() + ": error " + error + ", palette " + found.palette());
            assertEquals(Disc.inscribed(pixels), found.disc());
        }
    }

    @Test
    void theDiscOfACoarseJpegEndsWithThePicture() throws IOException {
        Path file = folder.resolve("q30.jpg");
        try (var in = PictureImportTest.class.getResourceAsStream("cases/r_q30.jpg")) {
            Files.copy(in, file);
        }
        ImportedMap found = only(PictureImport.automatic().read(file, PerfusionState.REST));
        assertEquals(Disc.inscribed(290), found.disc());
    }

    @Test
    void discsOfAScreenshotAreFoundByRows() throws IOException {
        PolarMap map = map(120);
        BufferedImage screen = new BufferedImage(500, 400, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = screen.createGraphics();
        graphics.setColor(new Color(40, 40, 60));
        graphics.fillRect(0, 0, 500, 400);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(440, 100, 14, 200);
        graphics.dispose();
        paint(screen, map, palette("hot-iron"), 40, 60);
        paint(screen, map, palette("hot-iron"), 240, 60);
        paint(screen, map, palette("hot-iron"), 40, 230);
        List<ImportedMap> found = PictureImport.automatic().read(png(screen), PerfusionState.STRESS);
        assertEquals(3, found.size());
        int[][] centres = {{99, 119}, {299, 119}, {99, 289}};
        for (int i = 0; i < 3; i++) {
            assertEquals(centres[i][0] + .5, found.get(i).disc().centreX(), 0.5);
            assertEquals(centres[i][1] + .5, found.get(i).disc().centreY(), 0.5);
            assertEquals(60, found.get(i).disc().radius(), 0.6);
            assertTrue(meanError(map, found.get(i).map()) < 0.01);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey", "jet", "hot-iron"})
    void linesAndLettersAreMended(String id) throws IOException {
        PolarMap map = map(290);
        BufferedImage image = picture(map, palette(id));
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.drawOval(78, 78, 134, 134);
        graphics.fillRect(144, 0, 2, 290);
        graphics.drawString("72 %", 60, 100);
        graphics.dispose();
        ImportedMap found = only(PictureImport.automatic().read(png(image), PerfusionState.STRESS));
        assertEquals(id, found.palette().id());
        double error = meanError(map, found.map());
        assertTrue(error < 0.01, "error " + error);
        assertTrue(found.mended() > 0.005, "mended " + found.mended());
    }

    @Test
    void coloursOfNoPaletteAreRefusedWithTheirShare() throws IOException {
        Random random = new Random(4);
        PolarMap map = map(64);
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            int row = i / 64;
            if (map.disc().relativeRadius(i % 64, row) <= 1) {
                image.setRGB(i % 64, row, random.nextInt(1 << 24) | 0x404040);
            }
        }
        Path file = png(image);
        String message = assertThrows(
                        PolarMapFormatException.class,
                        () -> PictureImport.automatic().read(file, PerfusionState.STRESS))
                .getMessage();
        assertTrue(message.matches("(?s).*fit no palette known: \\d+ % of the disc.*"), message);
        Path jet = png(picture(map, palette("jet")));
        assertThrows(
                PolarMapFormatException.class,
                () -> PictureImport.automatic().withPalette(palette("pet")).read(jet, PerfusionState.STRESS));
    }

    /** A palette of no name here may cross the colours of one that has; viridis is drawn, but found by name only. */
    @Test
    void coloursNearThoseOfAnotherPaletteAreNotTakenForThem() throws IOException {
        PolarMap map = map(64);
        Palette viridis = palette("viridis");
        for (Palette unknown : List.of(viridis, clinic(false))) {
            for (Path file : List.of(png(picture(map, unknown)), jpeg(picture(map, unknown)))) {
                String message = assertThrows(
                                PolarMapFormatException.class,
                                () -> PictureImport.automatic().read(file, PerfusionState.STRESS))
                        .getMessage();
                assertTrue(message.contains("fit no palette known"), message);
                assertThrows(
                        PolarMapFormatException.class,
                        () -> PictureImport.automatic()
                                .withPalette(palette("pet"))
                                .read(file, PerfusionState.STRESS));
            }
        }
        ImportedMap found = only(PictureImport.automatic()
                .withPalette(viridis)
                .read(jpeg(picture(map, viridis)), PerfusionState.STRESS));
        assertTrue(meanError(map, found.map()) < 0.01);
    }

    @Test
    void aPictureWithoutADiscIsRefused() throws IOException {
        Path file = png(new BufferedImage(80, 60, BufferedImage.TYPE_INT_RGB));
        String message = assertThrows(
                        PolarMapFormatException.class,
                        () -> PictureImport.automatic().read(file, PerfusionState.STRESS))
                .getMessage();
        assertTrue(message.contains("no disc was found"), message);
    }

    @Test
    void invertedGreyIsNotGuessedButReadWhereItIsNamed() throws IOException {
        PolarMap map = map(64);
        Path file = png(picture(map, palette("inverted-grey")));
        PictureImport withDisc = PictureImport.automatic().withDisc(map.disc());
        assertThrows(PolarMapFormatException.class, () -> withDisc.read(file, PerfusionState.STRESS));
        ImportedMap found = only(withDisc.withPalette(palette("inverted-grey")).read(file, PerfusionState.STRESS));
        assertTrue(meanError(map, found.map()) < 0.01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jet", "pet-20-step"})
    void aPaletteIsTakenFromAPictureOfItsBar(String id) throws IOException {
        BufferedImage bar = new BufferedImage(12, 256, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 12; x++) {
                bar.setRGB(x, y, colour(palette(id), (255 - y) / 255.0));
            }
        }
        Palette taken = Palette.ofBar("bar", bar);
        assertEquals(palette(id).isStepped(), taken.isStepped());
        PolarMap map = map(64);
        ImportedMap found = only(PictureImport.automatic()
                .withPalette(taken)
                .read(png(picture(map, palette(id))), PerfusionState.STRESS));
        assertTrue(meanError(map, found.map()) < 0.025);
    }

    /** A palette that has no name here, of a clinic's own. */
    private static Palette clinic(boolean stepped) throws IOException {
        int[] corners = {0x000004, 0x781C6D, 0xED6925, 0xFCFFA4};
        BufferedImage bar = new BufferedImage(256, 2, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 256; x++) {
            double at = (stepped ? Math.floor(x / 25.6) / 9 : x / 255.0) * (corners.length - 1);
            int from = Math.min((int) at, corners.length - 2);
            int rgb = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                int low = corners[from] >> shift & 0xFF;
                int high = corners[from + 1] >> shift & 0xFF;
                rgb |= (int) Math.round(low + (at - from) * (high - low)) << shift;
            }
            bar.setRGB(x, 0, rgb);
            bar.setRGB(x, 1, rgb);
        }
        Palette palette = Palette.ofBar("clinic", bar);
        assertEquals(stepped, palette.isStepped());
        return palette;
    }

    /** The map with a colour bar to its right; a frame of no width leaves it out. */
    private static BufferedImage screen(PolarMap map, Palette colours, Palette bar, int frame, boolean upsideDown) {
        int pixels = map.pixels();
        int breadth = Math.max(12, pixels / 12);
        BufferedImage screen = new BufferedImage(pixels + breadth + 60, pixels + 40, BufferedImage.TYPE_INT_RGB);
        paint(screen, map, colours, 20, 20);
        Graphics2D graphics = screen.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(pixels + 40 - frame, 20 - frame, breadth + 2 * frame, pixels + 2 * frame);
        for (int y = 0; y < pixels; y++) {
            double value = upsideDown ? (y + 0.5) / pixels : 1 - (y + 0.5) / pixels;
            graphics.setColor(new Color(bar.colour(value)));
            graphics.fillRect(pixels + 40, 20 + y, breadth, 1);
        }
        graphics.dispose();
        return screen;
    }

    @ParameterizedTest
    @CsvSource({"false, 64, png", "true, 64, png", "false, 290, png", "true, 290, png", "false, 290, jpeg"})
    void aPaletteWithoutANameIsTakenFromTheBarBesideTheMap(boolean stepped, int pixels, String format)
            throws IOException {
        PolarMap map = map(pixels);
        Palette palette = clinic(stepped);
        BufferedImage screen = screen(map, palette, palette, 2, false);
        Path file = format.equals("png") ? png(screen) : jpeg(screen);
        ImportedMap found = only(PictureImport.automatic().withPixels(pixels).read(file, PerfusionState.STRESS));
        assertEquals("colour-bar", found.palette().id());
        assertEquals(stepped, found.palette().isStepped());
        double error = meanError(map, found.map());
        assertTrue(error <= (stepped ? 0.5 / palette.size() : 0.01), "error " + error);
    }

    @Test
    void aBarThatSaysTheSameAsANamedPaletteOrIsOfOtherColoursChangesNothing() throws IOException {
        PolarMap map = map(128);
        for (Palette bar : List.of(palette("jet"), palette("grey"))) {
            ImportedMap found = only(PictureImport.automatic()
                    .read(png(screen(map, palette("jet"), bar, 1, false)), PerfusionState.STRESS));
            assertEquals("jet", found.palette().id());
        }
    }

    @Test
    void aBarIsNotUsedWhoseEndsAreUncertain() throws IOException {
        PolarMap map = map(128);
        Palette palette = clinic(false);
        Path unframed = png(screen(map, palette, palette, 0, false));
        assertThrows(
                PolarMapFormatException.class, () -> PictureImport.automatic().read(unframed, PerfusionState.STRESS));
        Path falling = png(screen(map, palette, palette, 1, true));
        assertThrows(
                PolarMapFormatException.class, () -> PictureImport.automatic().read(falling, PerfusionState.STRESS));
    }

    @Test
    void theReaderTakesThePaletteAndThePlaceOfTheDisc() throws IOException {
        PolarMap map = map(64);
        BufferedImage image = new BufferedImage(100, 90, BufferedImage.TYPE_INT_RGB);
        paint(image, map, palette("jet"), 20, 10);
        PolarMap read = PolarMapReader.ownSize()
                .withPalette(palette("jet"))
                .withDisc(new Disc(51.5, 41.5, 32))
                .read(image, "screen", PerfusionState.STRESS);
        assertTrue(meanError(map, read) < 0.01);
    }
}
