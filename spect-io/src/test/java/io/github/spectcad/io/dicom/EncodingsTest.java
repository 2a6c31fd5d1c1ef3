package io.github.spectcad.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files encoded by DCMTK, see {@code make_fixtures.py} beside them: photometric, bits, sign, frames and transfer syntax. */
class EncodingsTest {
    private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

    /** One line of expected.csv: stored values of all frames, or DCMTK's colours of the first. */
    record Expected(String file, String kind, int frames, int rows, int columns, int samples, List<Integer> values) {
        int[] values(int from, int to) {
            return values.subList(from, to).stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public String toString() {
            return file + " " + kind;
        }
    }

    static List<Expected> expected() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(resource("encodings.zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                FILES.putIfAbsent(entry.getName(), zip.readAllBytes());
            }
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(resource("expected.csv"), StandardCharsets.US_ASCII))) {
            return reader.lines().skip(1).map(EncodingsTest::parse).toList();
        }
    }

    static byte[] bytes(Expected expected) {
        return FILES.get(expected.file);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(EncodingsTest.class.getResourceAsStream(name), name);
    }

    private static Expected parse(String line) {
        String[] cells = line.split(",", -1);
        List<Integer> values =
                Arrays.stream(cells[6].split(" ", -1)).map(Integer::valueOf).toList();
        return new Expected(
                cells[0],
                cells[1],
                Integer.parseInt(cells[2]),
                Integer.parseInt(cells[3]),
                Integer.parseInt(cells[4]),
                Integer.parseInt(cells[5]),
                values);
    }

    @ParameterizedTest
    @MethodSource("expected")
    void everyEncodingGivesTheValuesThatWerePutIn(Expected expected) throws IOException {
        DicomImage image = DicomFile.read(new ByteArrayInputStream(FILES.get(expected.file)))
                .image();
        assertEquals(expected.columns, image.width());
        assertEquals(expected.rows, image.height());
        if (expected.kind.equals("rgb")) {
            assertColours(expected, colours(image.picture(0)));
            return;
        }
        assertEquals(expected.frames, image.frames());
        int size = expected.rows * expected.columns * expected.samples;
        for (int frame = 0; frame < expected.frames; frame++) {
            assertArrayEquals(expected.values(frame * size, (frame + 1) * size), image.stored(frame));
        }
    }

    /**
     * DCMTK decodes uncompressed YBR by a formula centred at 127.5 and truncates, so it is off by up to 2 from the
     * standard's, which {@link LuminanceChrominanceTest} checks; everything else is equal.
     */
    private static void assertColours(Expected expected, int[] colours) {
        int tolerance = expected.file.startsWith("ybr") ? 2 : 0;
        for (int i = 0; i < colours.length; i++) {
            assertEquals(expected.values.get(i), colours[i], tolerance, "colour " + i);
        }
    }

    private static int[] colours(BufferedImage picture) {
        int[] colours = new int[picture.getWidth() * picture.getHeight() * 3];
        for (int pixel = 0; pixel < colours.length / 3; pixel++) {
            int rgb = picture.getRGB(pixel % picture.getWidth(), pixel / picture.getWidth());
            colours[3 * pixel] = (rgb >> 16) & 0xFF;
            colours[3 * pixel + 1] = (rgb >> 8) & 0xFF;
            colours[3 * pixel + 2] = rgb & 0xFF;
        }
        return colours;
    }

    @ParameterizedTest
    @MethodSource("expected")
    void everyFileWrittenAgainHoldsTheSamePixels(Expected expected) throws IOException {
        DicomFile file = DicomFile.read(new ByteArrayInputStream(FILES.get(expected.file)));
        DicomFile again = DicomFile.read(new ByteArrayInputStream(file.bytes()));
        for (int frame = 0; frame < expected.frames; frame++) {
            assertArrayEquals(file.image().stored(frame), again.image().stored(frame));
        }
    }

    @ParameterizedTest
    @MethodSource("expected")
    void imageIoFindsThePluginByContentAndReadsEveryFrame(Expected expected) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(FILES.get(expected.file)))) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            reader.setInput(in);
            DicomImage image = DicomFile.read(new ByteArrayInputStream(FILES.get(expected.file)))
                    .image();
            assertEquals(image.frames(), reader.getNumImages(true));
            for (int frame = 0; frame < image.frames(); frame++) {
                Raster raster = reader.readRaster(frame, null);
                assertArrayEquals(
                        image.stored(frame),
                        raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null));
                assertEquals(
                        reader.getImageTypes(frame).next().getBufferedImageType(),
                        reader.read(frame).getType());
            }
            reader.dispose();
        }
    }
}
