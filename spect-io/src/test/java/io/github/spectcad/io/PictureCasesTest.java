package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.quality.MapFinding;
import io.github.spectcad.core.quality.MapFinding.Kind;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.core.quality.MapRefusedException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One phantom map as clinics might save it ({@code cases}). */
final class PictureCasesTest {
    static byte[] bytes(String name) throws IOException {
        try (InputStream in = PictureCasesTest.class.getResourceAsStream("cases/" + name)) {
            return in.readAllBytes();
        }
    }

    private static PolarMap read(PolarMapReader reader, String name) throws IOException {
        return reader.read(new ByteArrayInputStream(bytes(name)), name, PerfusionState.STRESS);
    }

    private static PolarMapFormatException refused(String name) {
        return assertThrows(PolarMapFormatException.class, () -> read(PolarMapReader.ownSize(), name));
    }

    private static float[] values(PolarMap map) {
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        return values;
    }

    private static double meanDifference(PolarMap a, PolarMap b) {
        float[] x = values(a);
        float[] y = values(b);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.abs(x[i] - y[i]);
        }
        return sum / x.length;
    }

    @ParameterizedTest
    @CsvSource({
        "r_const.png, CONSTANT, export the map again",
        "r_cropped.png, DISC_CROPPED, crop the picture",
        "r_inset.png, DISC_NOT_FILLED, import",
        "r_inv_blackbg.png, INVERTED, read it as inverted",
        "r_inv_whitebg.png, INVERTED, read it as inverted",
        "r_onehot.png, OUTLYING_MAXIMUM, hot pixels",
        "r_pal_hotiron.png, COLOUR, import",
        "r_pal_hotmetalblue.png, COLOUR, import",
        "r_pal_jet.png, COLOUR, import",
        "r_pal_pet.png, COLOUR, import",
        "r_size1.png, TOO_SMALL, export it larger"
    })
    void aPictureThatIsNoMapOfUptakeIsRefusedWithReasonAndCure(String name, Kind kind, String cure) throws IOException {
        PolarMapFormatException e = refused(name);
        assertEquals(
                kind,
                assertInstanceOf(MapRefusedException.class, e.getCause())
                        .finding()
                        .kind());
        assertTrue(e.getMessage().startsWith(name + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(cure), e.getMessage());
        List<MapFinding> heard = new ArrayList<>();
        read(PolarMapReader.ownSize().withGate(MapGate.warning(heard::add)), name);
        assertTrue(heard.stream().anyMatch(finding -> finding.kind() == kind), heard.toString());
    }

    @ParameterizedTest
    @CsvSource({"r_lines.png, OVERLAY", "r_text_labels.png, OVERLAY", "r_lowcount.png, FEW_LEVELS"})
    void aPictureThatMayBeMeantSoIsReadWithAWarning(String name, Kind kind) throws IOException {
        List<MapFinding> heard = new ArrayList<>();
        read(PolarMapReader.ownSize().withGate(MapGate.refusing(heard::add)), name);
        assertEquals(List.of(kind), heard.stream().map(MapFinding::kind).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"r.png", "r_text_out.png", "r_q30.jpg", "r_size16.png"})
    void harmlessPicturesAreReadWithoutAWord(String name) throws IOException {
        List<MapFinding> heard = new ArrayList<>();
        read(PolarMapReader.ownSize().withGate(MapGate.refusing(heard::add)), name);
        assertEquals(List.of(), heard);
    }

    @Test
    void aPictureThatIsNotSquareIsRefused() {
        assertTrue(refused("r_nonsq.png").getMessage().contains("300 x 290"));
    }

    @Test
    void orientationTagsAreApplied() throws IOException {
        PolarMap upright = read(PolarMapReader.ownSize(), "r.png");
        assertTrue(meanDifference(upright, read(PolarMapReader.ownSize(), "exif_r.jpg")) < 0.005);
        PolarMapReader any = PolarMapReader.ownSize().withGate(Pictures.ANY);
        assertTrue(meanDifference(read(any, "jpg_exif6.jpg"), read(any, "tif_orient6.tif")) < 0.005);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0 1 2 3 4 5",
        "2, 2 1 0 5 4 3",
        "3, 5 4 3 2 1 0",
        "4, 3 4 5 0 1 2",
        "5, 0 3 1 4 2 5",
        "6, 3 0 4 1 5 2",
        "7, 5 2 4 1 3 0",
        "8, 2 5 1 4 0 3"
    })
    void everyOrientationIsUndoneAsTiff6SaysIt(int number, String seen) throws IOException {
        BufferedImage stored = Pictures.grey8(3, 2, (row, column) -> row * 3 + column);
        var upright = Orientation.of(number).upright(stored.getRaster());
        List<String> samples = new ArrayList<>();
        for (int y = 0; y < upright.getHeight(); y++) {
            for (int x = 0; x < upright.getWidth(); x++) {
                samples.add(Integer.toString(upright.getSample(x, y, 0)));
            }
        }
        assertEquals(seen, String.join(" ", samples));
        assertEquals(number < 5 ? 3 : 2, upright.getWidth());
    }

    @ParameterizedTest
    @CsvSource({
        "pal_alpha_aioobe.tif, a palette",
        "pal_bits5_aioobe.tif, a palette",
        "im_palettealpha.tif, grey (black is zero)",
        "bitsw0_12_le.tif, white is zero",
        "m_complex.tif, format",
        "bits_24_le.tif, [24] bits",
        "bits_30_le.tif, [30] bits",
        "n_rgba8_assoc.tif, extra samples [1]",
        "tif_u64.tif, [64] bits",
        "png_g4_trns.png, tRNS",
        "tif_imagej_stack.tif, ImageJ stack",
        "scanbomb_1000.jpg, scans",
        "f64x3_tiny.tif, RGB"
    })
    void whatIsNotOnTheListIsRefusedByName(String name, String part) {
        String message = refused(name).getMessage();
        assertTrue(message.contains(part), message);
        assertTrue(message.length() < 700, message);
    }

    @Test
    void whatAnotherLibrarySaysIsShortAndEscaped() throws IOException {
        String message = refused("longmsg.tif").getMessage();
        assertTrue(message.length() < 700 && message.chars().noneMatch(c -> c < ' '), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m_j_012_bare.jpg", "m_j_adobe0_jfif.jpg", "r_q30.jpg"})
    void aJpegGivesTheSameValuesWhateverPluginIsRegistered(String name) throws IOException {
        PolarMapReader any = PolarMapReader.ownSize().withGate(Pictures.ANY);
        PolarMap before = read(any, name);
        IIORegistry registry = IIORegistry.getDefaultInstance();
        ForeignJpegSpi foreign = new ForeignJpegSpi();
        registry.registerServiceProvider(foreign, ImageReaderSpi.class);
        for (var all = registry.getServiceProviders(ImageReaderSpi.class, true); all.hasNext(); ) {
            ImageReaderSpi other = all.next();
            if (other != foreign) {
                registry.setOrdering(ImageReaderSpi.class, foreign, other);
            }
        }
        try {
            assertArrayEquals(values(before), values(read(any, name)));
        } finally {
            registry.deregisterServiceProvider(foreign);
        }
    }

    @Test
    void aBareJpegHasTheColourSpaceThatLibjpegGivesIt() throws IOException {
        PolarMapReader any = PolarMapReader.ownSize().withGate(Pictures.ANY);
        assertTrue(meanDifference(read(any, "m_j_012_bare.jpg"), read(any, "m_j_adobe0_jfif.jpg")) < 1e-6);
        GreyImage image = ImageDecoder.decode(bytes("m_j_012_bare.jpg"), PerfusionState.REST);
        int[] row = new int[64];
        image.readColours(32, row, image.newSamples());
        assertEquals(0x7B7B7B, row[20]);
    }

    /** A JPEG plugin of an application, which must never be asked. */
    private static final class ForeignJpegSpi extends ImageReaderSpi {
        ForeignJpegSpi() {
            super(
                    "other",
                    "1",
                    new String[] {"jpeg", "JPEG", "jpg"},
                    null,
                    new String[] {"image/jpeg"},
                    "io.github.spectcad.io.Other",
                    new Class<?>[] {javax.imageio.stream.ImageInputStream.class},
                    null,
                    false,
                    null,
                    null,
                    null,
                    null,
                    false,
                    null,
                    null,
                    null,
                    null);
        }

        @Override
        public boolean canDecodeInput(Object source) {
            return true;
        }

        @Override
        public ImageReader createReaderInstance(Object extension) {
            return new ForeignReader(this);
        }

        @Override
        public String getDescription(java.util.Locale locale) {
            return "other";
        }
    }

    private static final class ForeignReader extends ImageReader {
        ForeignReader(ImageReaderSpi spi) {
            super(spi);
        }

        @Override
        public int getNumImages(boolean allowSearch) {
            return 1;
        }

        @Override
        public int getWidth(int imageIndex) {
            return 64;
        }

        @Override
        public int getHeight(int imageIndex) {
            return 64;
        }

        @Override
        public java.util.Iterator<ImageTypeSpecifier> getImageTypes(int imageIndex) {
            return List.of(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_BYTE_GRAY))
                    .iterator();
        }

        @Override
        public javax.imageio.metadata.IIOMetadata getStreamMetadata() {
            return null;
        }

        @Override
        public javax.imageio.metadata.IIOMetadata getImageMetadata(int imageIndex) {
            return null;
        }

        @Override
        public BufferedImage read(int imageIndex, javax.imageio.ImageReadParam param) {
            return Pictures.grey8(64, 64, (row, column) -> row * 4);
        }
    }
}
