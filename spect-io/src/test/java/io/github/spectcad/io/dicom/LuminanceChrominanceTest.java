package io.github.spectcad.io.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LuminanceChrominanceTest {
    @Test
    void everyColourIsTheStandardsFormulaRoundedAndCut() {
        for (int y = 0; y < 256; y += 5) {
            for (int cb = 0; cb < 256; cb += 3) {
                for (int cr = 0; cr < 256; cr += 3) {
                    int rgb = LuminanceChrominance.rgb(y, cb, cr);
                    // inverse of PS3.3 C.7.6.3.1.2: coefficients of BT.601
                    assertEquals(cut(y + 1.402 * (cr - 128)), (rgb >> 16) & 0xFF, 0.51);
                    assertEquals(cut(y - 0.344136286 * (cb - 128) - 0.714136286 * (cr - 128)), (rgb >> 8) & 0xFF, 0.51);
                    assertEquals(cut(y + 1.772 * (cb - 128)), rgb & 0xFF, 0.51);
                }
            }
        }
    }

    private static double cut(double value) {
        return Math.max(0, Math.min(255, value));
    }
}
