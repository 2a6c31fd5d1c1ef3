package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PaletteTest {
    private static Palette palette(String id) {
        return Palette.ofId(id).orElseThrow();
    }

    @Test
    void uptakeIsDrawnBetweenTheEndsAndOutsideThemAsTheNearerEnd() {
        assertEquals(0x000000, palette("grey").colour(-1));
        assertEquals(0x000000, palette("grey").colour(Double.NaN));
        assertEquals(0xFFFFFF, palette("grey").colour(7));
        assertEquals(0x808080, palette("grey").colour(0.5));
        assertEquals(0x00224E, palette("cividis").colour(0));
        assertEquals(0xFEE838, palette("cividis").colour(1));
    }

    /** Matplotlib 3.6.3, entries 60 and 200 of 256. */
    @Test
    void viridisAndCividisLieWithinTenLevelsOfTheTables() {
        near(palette("viridis").colour(60 / 255.0), 0x3D4E8A);
        near(palette("viridis").colour(200 / 255.0), 0x70CF57);
        near(palette("cividis").colour(60 / 255.0), 0x3F4C6C);
        near(palette("cividis").colour(200 / 255.0), 0xC4B468);
    }

    private static void near(int colour, int expected) {
        for (int shift : List.of(0, 8, 16)) {
            assertTrue(Math.abs((colour >> shift & 0xFF) - (expected >> shift & 0xFF)) <= 10, "channel " + shift);
        }
    }

    @Test
    void aStepHasOneColourUpToItsEnd() {
        Palette steps = palette("pet-20-step");
        assertEquals(steps.rgb(0), steps.colour(0.049));
        assertEquals(steps.rgb(1), steps.colour(0.051));
        assertEquals(steps.rgb(19), steps.colour(1));
    }

    @Test
    void picturesAreNotTakenForThePerceptualPalettesUnasked() {
        assertFalse(Palette.named().contains(palette("cividis")));
        assertTrue(Palette.all().containsAll(Palette.named()));
    }
}
