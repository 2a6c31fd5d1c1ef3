package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.io.dicom.DicomMaps;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Polar maps in DICOM files, as a research export or a result screen's crop may hold them. */
class DicomPolarMapTest {
    private static final int PIXELS = 64;

    private static PolarMap phantom() {
        return PhantomCohort.of(60, 5)
                .patients()
                .get(0)
                .study(PIXELS)
                .map(PerfusionState.STRESS)
                .orElseThrow();
    }

    private static PolarMap read(byte[] file) throws IOException {
        return PolarMapReader.ownSize().read(new ByteArrayInputStream(file), "map.dcm", PerfusionState.STRESS);
    }

    private static void assertClose(PolarMap expected, PolarMap actual, double tolerance) {
        for (int y = 0; y < PIXELS; y++) {
            for (int x = 0; x < PIXELS; x++) {
                assertEquals(expected.valueAt(y, x), actual.valueAt(y, x), tolerance, "row " + y + ", column " + x);
            }
        }
    }

    @Test
    void countsOfSixteenBitsGiveTheMap() throws IOException {
        assertClose(phantom(), read(DicomMaps.of(phantom(), "MONOCHROME2", 1, "Stress polar map")), 1.0 / 30_000);
    }

    @Test
    void monochrome1IsTurnedBrightSideUp() throws IOException {
        assertClose(phantom(), read(DicomMaps.of(phantom(), "MONOCHROME1", 1, "")), 1.0 / 30_000);
    }

    @Test
    void aFileThatSaysItShowsRestIsNotTakenForStress() {
        IOException e = assertThrows(
                PolarMapFormatException.class, () -> read(DicomMaps.of(phantom(), "MONOCHROME2", 1, "Rest polar map")));
        assertEquals(
                "map.dcm: the DICOM file says that it shows rest, it is given as stress: exchange the files, or correct the"
                        + " patient state in the file",
                e.getMessage());
    }

    @Test
    void aVolumeIsNoPolarMap() {
        IOException e =
                assertThrows(PolarMapFormatException.class, () -> read(DicomMaps.of(phantom(), "MONOCHROME2", 2, "")));
        assertTrue(e.getMessage().contains("has 2 frames"), e::getMessage);
    }

    @Test
    void aResultScreenMeetsTheGate() {
        IOException e = assertThrows(PolarMapFormatException.class, () -> read(DicomMaps.screen(phantom())));
        assertTrue(e.getMessage().startsWith("map.dcm: "), e::getMessage);
    }
}
