package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PolarMapTest {
    private static PolarMap of(int pixels, float[] values, Disc disc) {
        return PolarMap.of(PerfusionState.REST, pixels, values, disc, "test");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 15})
    void everyPixelIsChecked(int pixels) {
        Disc[] discs = {
            Disc.inscribed(pixels), new Disc(0, 1, 0.5), new Disc(-3, 2, 6.3), new Disc(4, 4, 100), new Disc(50, 0, 2)
        };
        for (Disc disc : discs) {
            for (int row = 0; row < pixels; row++) {
                for (int column = 0; column < pixels; column++) {
                    float[] values = new float[pixels * pixels];
                    int at = row * pixels + column;
                    for (float bad : new float[] {
                        Float.NaN, -1, -Float.MIN_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
                    }) {
                        values[at] = bad;
                        String message = assertThrows(IllegalArgumentException.class, () -> of(pixels, values, disc))
                                .getMessage();
                        assertTrue(message.contains("row " + row + ", column " + column + " is " + bad), message);
                    }
                    values[at] = -0f;
                    assertDoesNotThrow(() -> of(pixels, values, disc));
                    values[at] = Float.MAX_VALUE;
                    if (disc.relativeRadius(column, row) <= 1) {
                        assertDoesNotThrow(() -> of(pixels, values, disc));
                    } else {
                        assertThrows(IllegalArgumentException.class, () -> of(pixels, values, disc));
                    }
                }
            }
        }
    }
}
