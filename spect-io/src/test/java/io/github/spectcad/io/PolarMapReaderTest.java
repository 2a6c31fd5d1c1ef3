package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolarMapReaderTest {
    @TempDir
    private Path folder;

    private static PolarMap read(byte[] file) throws IOException {
        return PolarMapReader.ownSize()
                .withGate(Pictures.ANY)
                .read(new ByteArrayInputStream(file), "map", PerfusionState.STRESS);
    }

    private static PolarMap read(byte[] file, int pixels) throws IOException {
        return PolarMapReader.resizedTo(pixels)
                .withGate(Pictures.ANY)
                .read(new ByteArrayInputStream(file), "map", PerfusionState.REST);
    }

    private static void assertRefused(byte[] file, String... parts) {
        PolarMapFormatException e = assertThrows(PolarMapFormatException.class, () -> read(file));
        assertSays(e, "map: ");
        assertSays(e, parts);
    }

    private static void assertSays(Exception e, String... parts) {
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    @Test
    void backgroundIsZeroAndTheLargestValueInsideTheDiscIsOne() throws IOException {
        // the brightest pixel, in the corner, lies outside the disc
        PolarMap map = read(Pictures.encode(
                Pictures.grey8(20, 20, (row, column) -> row + column == 0 ? 255 : row == 10 ? 200 : 50), "png"));
        assertEquals(0f, map.valueAt(0, 0));
        assertEquals(0f, map.valueAt(19, 19));
        assertEquals(1f, map.valueAt(10, 0));
        assertEquals(50f / 200, map.valueAt(9, 10));
        assertEquals(1f, map.maximum());
        assertEquals(Disc.inscribed(20), map.disc());
        assertEquals(PerfusionState.STRESS, map.state());
        assertEquals("map", map.source());
    }

    @Test
    void colourBecomesLumaAndTransparentBecomesBackground() throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                image.setRGB(x, y, 0xFF646464);
            }
        }
        image.setRGB(3, 3, 0xFFFFFFFF);
        image.setRGB(4, 3, new Color(200, 100, 50).getRGB());
        image.setRGB(3, 4, 0x00FFFFFF);
        image.setRGB(4, 4, 0x80FFFFFF);
        PolarMap map = read(Pictures.encode(image, "png"));
        assertEquals(1f, map.valueAt(3, 3));
        assertEquals(100f / 255, map.valueAt(2, 2));
        assertEquals((float) ((0.299 * 200 + 0.587 * 100 + 0.114 * 50) / 255), map.valueAt(3, 4), 1e-7f);
        assertEquals(0f, map.valueAt(4, 3));
        assertEquals(128f / 255, map.valueAt(4, 4), 1e-7f);
    }

    @Test
    void unequalColourDepthsGiveEqualGrey() throws IOException {
        byte[] bmp = Pictures.encode(Pictures.grey8(4, 4, (row, column) -> 255), "bmp");
        ByteBuffer out = ByteBuffer.allocate(14 + 40 + 12 + 32).order(ByteOrder.LITTLE_ENDIAN);
        out.put(bmp, 0, 2).putInt(98).putInt(0).putInt(66);
        out.putInt(40)
                .putInt(4)
                .putInt(4)
                .putShort((short) 1)
                .putShort((short) 16)
                .putInt(3)
                .putInt(32);
        out.putInt(0).putInt(0).putInt(0).putInt(0);
        out.putInt(0xF800).putInt(0x07E0).putInt(0x001F);
        for (int i = 0; i < 16; i++) {
            out.putShort((short) (i == 5 ? 0xFFFF : 0x001F));
        }
        PolarMap map = read(out.array());
        // rows of a bitmap run from the bottom
        assertEquals(1f, map.valueAt(2, 1));
        assertEquals(0.114f, map.valueAt(1, 1), 1e-6f);
    }

    @Test
    void theFormatIsToldByTheContent() throws IOException {
        Path file = Files.write(folder.resolve("map.jpg"), Pictures.ramp(16));
        PolarMap map = PolarMapReader.ownSize().withGate(Pictures.ANY).read(file, PerfusionState.REST);
        assertEquals(16, map.pixels());
        assertEquals(file.toString(), map.source());
    }

    @Test
    void theSameSizeChangesNothing() throws IOException {
        byte[] file = Pictures.ramp(33);
        assertEquals(read(file, 33).maximum(), 1f);
        PolarMap own = PolarMapReader.ownSize()
                .withGate(Pictures.ANY)
                .read(new ByteArrayInputStream(file), "map", PerfusionState.REST);
        assertEquals(own, read(file, 33));
    }

    @Test
    void downwardsIsTheAreaAverage() throws IOException {
        PolarMap map = read(
                Pictures.encode(Pictures.grey8(12, 12, (row, column) -> row < 6 ? 240 : 40 + 20 * (row % 2)), "png"),
                4);
        for (int column = 1; column < 3; column++) {
            assertEquals(1f, map.valueAt(1, column), 1e-6f);
            assertEquals((40 + 60 + 40) / 3f / 240, map.valueAt(2, column), 1e-6f);
        }
    }

    @Test
    void aFlatMapStaysFlatToTheRimAtAnySize() throws IOException {
        byte[] file = Pictures.encode(Pictures.grey8(40, 40, (row, column) -> 90), "png");
        for (int pixels : new int[] {1, 2, 7, 39, 41, 64, 100}) {
            PolarMap map = read(file, pixels);
            for (int row = 0; row < pixels; row++) {
                for (int column = 0; column < pixels; column++) {
                    boolean inside = map.disc().relativeRadius(column, row) <= 1;
                    assertEquals(
                            inside ? 1f : 0f, map.valueAt(row, column), 1e-6f, pixels + ": " + row + ", " + column);
                }
            }
        }
    }

    @Test
    void upwardsIsBilinear() throws IOException {
        PolarMap map = read(Pictures.encode(Pictures.grey8(8, 8, (row, column) -> 10 + 20 * column), "png"), 16);
        // the centre of new column 9 lies at column 4.25 of the old ones, that of the last within the disc at 7
        assertEquals((10 + 20 * 4.25) / 150, map.valueAt(8, 9), 1e-6);
        assertEquals(1f, map.valueAt(8, 15));
    }

    @Test
    void aSizeOutOfRangeIsAnIllegalArgument() {
        assertThrows(IllegalArgumentException.class, () -> PolarMapReader.resizedTo(0));
        assertThrows(IllegalArgumentException.class, () -> PolarMapReader.resizedTo(4097));
    }

    @Test
    void missingAndUnreadableFilesAreNamed() throws IOException {
        Path missing = folder.resolve("absent.png");
        PolarMapReader reader = PolarMapReader.ownSize().withGate(Pictures.ANY);
        assertSays(
                assertThrows(PolarMapFormatException.class, () -> reader.read(missing, PerfusionState.REST)),
                missing.toString(),
                "does not exist");
        assertSays(
                assertThrows(PolarMapFormatException.class, () -> reader.read(folder, PerfusionState.REST)),
                folder.toString(),
                "not a file");
        Path empty = Files.createFile(folder.resolve("empty.png"));
        PolarMapFormatException e =
                assertThrows(PolarMapFormatException.class, () -> reader.read(empty, PerfusionState.REST));
        assertSays(e, empty.toString(), "empty");
        assertEquals(empty.toString(), e.source());
    }

    @Test
    void otherContentIsRefused() throws IOException {
        assertRefused("patient_id,rest_image\n".getBytes(StandardCharsets.UTF_8), "not an image");
        assertRefused(Pictures.encode(Pictures.grey8(8, 8, (row, column) -> 9), "gif"), "not an image");
    }

    @Test
    void aPictureThatIsNotSquareIsRefused() throws IOException {
        for (String format : new String[] {"png", "jpeg", "bmp", "tiff"}) {
            assertRefused(Pictures.encode(Pictures.grey8(20, 10, (row, column) -> 99), format), "20 x 10", "square");
        }
    }

    @Test
    void anEmptyMapIsRefusedEvenIfItsBackgroundIsBright() throws IOException {
        assertRefused(Pictures.encode(Pictures.grey8(20, 20, (row, column) -> 0), "png"), "empty");
        assertRefused(
                Pictures.encode(Pictures.grey8(20, 20, (row, column) -> row + column == 0 ? 255 : 0), "tiff"), "empty");
    }

    @Test
    void aHugeDeclaredSizeIsRefusedFromTheHeader() throws IOException {
        ByteBuffer png = ByteBuffer.wrap(Pictures.ramp(16));
        png.putInt(16, 1_000_000).putInt(20, 1_000_000);
        CRC32 crc = new CRC32();
        crc.update(png.array(), 12, 17);
        png.putInt(29, (int) crc.getValue());
        assertRefused(png.array(), "1000000 x 1000000", "at most 4096 x 4096");

        byte[] jpeg = Pictures.encode(Pictures.grey8(16, 16, (row, column) -> 99), "jpeg");
        int frame = indexOf(jpeg, (byte) 0xFF, (byte) 0xC0);
        Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xFF);
        assertRefused(jpeg, "65535 x 65535", "at most");

        ByteBuffer bmp = ByteBuffer.wrap(Pictures.encode(Pictures.grey8(16, 16, (row, column) -> 99), "bmp"))
                .order(ByteOrder.LITTLE_ENDIAN);
        bmp.putInt(18, 50_000).putInt(22, 50_000);
        assertRefused(bmp.array(), "50000 x 50000", "at most");

        assertRefused(tiff(100_000, 100_000, 32, 3, new byte[64]), "100000 x 100000", "at most");
    }

    private static int indexOf(byte[] bytes, byte first, byte second) {
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] == first && bytes[i + 1] == second) {
                return i;
            }
        }
        throw new IllegalArgumentException("not found");
    }

    /** A TIFF of one strip, little-endian, black is zero. */
    private static byte[] tiff(int width, int height, int bits, int sampleFormat, byte[] data) {
        int[][] fields = {
            {256, width},
            {257, height},
            {258, bits},
            {259, 1},
            {262, 1},
            {273, 8},
            {277, 1},
            {278, height},
            {279, data.length},
            {339, sampleFormat}
        };
        ByteBuffer out =
                ByteBuffer.allocate(8 + data.length + 6 + 12 * fields.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) 42)
                .putInt(8 + data.length)
                .put(data);
        out.putShort((short) fields.length);
        for (int[] field : fields) {
            out.putShort((short) field[0]).putShort((short) 4).putInt(1).putInt(field[1]);
        }
        return out.array();
    }

    private static byte[] floatTiff(float odd) {
        ByteBuffer data = ByteBuffer.allocate(8 * 8 * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 64; i++) {
            data.putFloat(i == 3 * 8 + 5 ? odd : 400f);
        }
        return tiff(8, 8, 32, 3, data.array());
    }

    @Test
    void floatingPointAboveOneIsNotClamped() throws IOException {
        PolarMap map = read(floatTiff(1000f));
        assertEquals(1f, map.valueAt(3, 5));
        assertEquals(0.4f, map.valueAt(3, 4));
    }

    @Test
    void floatsThatAreNoUptakeAreNamedByRowAndColumn() {
        assertRefused(floatTiff(Float.NaN), "row 3, column 5", "NaN");
        assertRefused(floatTiff(-1f), "row 3, column 5", "-1.0");
        assertRefused(floatTiff(Float.POSITIVE_INFINITY), "row 3, column 5", "Infinity");
        assertRefused(floatTiff(Float.NEGATIVE_INFINITY), "row 3, column 5", "-Infinity");
    }

    @Test
    void negativeSignedSamplesAreRefused() {
        ByteBuffer data = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 16; i++) {
            data.putShort((short) (i == 6 ? -2 : 5));
        }
        assertRefused(tiff(4, 4, 16, 2, data.array()), "row 1, column 2", "-2.0");
        assertRefused(tiff(4, 4, 8, 2, new byte[16]), "format [2]", "save it as");
    }

    @Test
    void aSecondPageIsRefused() {
        byte[] file = floatTiff(1f);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(file.length - 4, 8);
        assertRefused(file, "more than one page");
    }

    @Test
    void theRealMapsAreRead() throws IOException {
        String data = System.getProperty("SPECT_TEST_DATA", System.getenv("SPECT_TEST_DATA"));
        Assumptions.assumeTrue(data != null, "SPECT_TEST_DATA does not say where the real maps are");
        for (int number = 1; number <= 2; number++) {
            Path file = Path.of(data, "polarmaps", "real-rest-" + number + ".png");
            Assumptions.assumeTrue(Files.exists(file), file + " is absent");
            PolarMap map = PolarMapReader.ownSize().read(file, PerfusionState.REST);
            assertEquals(290, map.pixels());
            assertEquals(1f, map.maximum());
            assertEquals(new Disc(144.5, 144.5, 145), map.disc());
        }
    }
}
