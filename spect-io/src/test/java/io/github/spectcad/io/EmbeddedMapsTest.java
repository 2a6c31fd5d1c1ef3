package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.phantom.PhantomCohort;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Maps that an application makes of what it holds. */
final class EmbeddedMapsTest {
    private static final PolarMap MAP = PhantomCohort.withAngiographyOnly(20, 8)
            .patients()
            .get(1)
            .study(48)
            .rest()
            .orElseThrow();

    private static float[] values(PolarMap map) {
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        return values;
    }

    private static PolarMap read(PolarMapReader reader, float[] values) throws IOException {
        return reader.read(values, 48, "array", PerfusionState.REST);
    }

    @Test
    void valuesInAnyUnitGiveTheMapAndAreNotChanged() throws IOException {
        float[] counts = values(MAP);
        for (int i = 0; i < counts.length; i++) {
            counts[i] *= 1000;
        }
        float[] before = counts.clone();
        PolarMap read = read(PolarMapReader.ownSize(), counts);
        float[] expected = values(MAP);
        float[] actual = values(read);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-6f);
        }
        assertTrue(Arrays.equals(before, counts));
        assertEquals(24, read(PolarMapReader.resizedTo(24), counts).pixels());
    }

    @Test
    void nanOutsideTheDiscIsMaskedAndInsideRefused() throws IOException {
        float[] values = values(MAP);
        for (int i = 0; i < values.length; i++) {
            int row = i / 48;
            values[i] = MAP.disc().relativeRadius(i % 48, row) > 1 ? Float.NaN : values[i];
        }
        assertEquals(MAP.maximum(), read(PolarMapReader.ownSize(), values).maximum());
        values[24 * 48 + 24] = Float.NaN;
        PolarMapFormatException e =
                assertThrows(PolarMapFormatException.class, () -> read(PolarMapReader.ownSize(), values));
        assertTrue(e.getMessage().contains("row 24, column 24"), e.getMessage());
    }

    @Test
    void aBufferedImageGivesTheSameAsItsFileAndIsNotChanged() throws IOException {
        BufferedImage image = Pictures.grey8(48, 48, (row, column) -> Math.round(255 * MAP.valueAt(row, column)));
        image.getRaster().setSample(0, 0, 0, 0);
        PolarMap read = PolarMapReader.ownSize().read(image, "image", PerfusionState.REST);
        assertEquals(MAP.valueAt(20, 20), read.valueAt(20, 20), 1 / 255f);
        assertEquals(Math.round(255 * MAP.valueAt(20, 20)), image.getRaster().getSample(20, 20, 0));
    }

    @Test
    void anInvertedAndTurnedPictureIsReadWhereTheCallerSaysSo() throws IOException {
        int last = 47;
        BufferedImage image =
                Pictures.grey8(48, 48, (row, column) -> 255 - Math.round(255 * MAP.valueAt(column, last - row)));
        assertThrows(
                PolarMapFormatException.class,
                () -> PolarMapReader.ownSize().read(image, "image", PerfusionState.REST));
        PolarMap read = PolarMapReader.ownSize()
                .withInversion()
                .withOrientation(3, false)
                .read(image, "image", PerfusionState.REST);
        for (int i = 5; i < 43; i += 3) {
            assertEquals(MAP.valueAt(i, 20), read.valueAt(i, 20), 2 / 255f);
        }
    }

    @Test
    void samplesOnRingsAndAnglesGiveTheMap() throws IOException {
        int rings = 24;
        int angles = 72;
        float[] samples = new float[rings * angles];
        Disc disc = Disc.inscribed(48);
        for (int i = 0; i < samples.length; i++) {
            int ring = i / angles;
            double radius = (ring + 0.5) / rings;
            samples[i] = (float) (0.6 + 0.3 * radius * Math.cos(Math.toRadians(i % angles * 5.0)));
        }
        PolarMap read =
                PolarMapReader.ownSize().readPolarSamples(samples, rings, angles, "samples", PerfusionState.REST);
        assertEquals(48, read.pixels());
        double scale = read.valueAt(24, 40) / (0.6 + 0.3 * disc.relativeRadius(40, 24));
        assertEquals(scale * (0.6 - 0.3 * disc.relativeRadius(8, 24)), read.valueAt(24, 8), 0.01);
        assertEquals(scale * 0.6, read.valueAt(8, 24), 0.015);
        assertThrows(
                IllegalArgumentException.class,
                () -> PolarMapReader.ownSize()
                        .readPolarSamples(samples, rings, angles + 1, "samples", PerfusionState.REST));
    }

    @Test
    void rowsThatAreNotWholeAreAnIllegalArgument() {
        assertThrows(
                IllegalArgumentException.class,
                () -> PolarMapReader.ownSize().read(new float[10], 3, "array", PerfusionState.REST));
    }
}
