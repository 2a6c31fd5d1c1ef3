package io.github.spectcad.study.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "%.2f, -0.004, 0.00",
        "%+.2f, 0.004, 0.00",
        "%+.2f, 0.005, +0.01",
        "%.3f, -0.0005, -0.001",
        "%.0f, -0.4, 0",
        "%.0f, -10, -10",
        "%.1f, -0.0, 0.0",
        "%.2f, -0.1, -0.10",
    })
    void whatRoundsToZeroHasNoSign(String format, double value, String text) {
        assertEquals(text, NumberText.of(format, value));
    }

    @Test
    void wordsKeepTheirHyphens() {
        assertEquals(
                "model-0 is 0.00 worse [-0.01, 0.00]",
                NumberText.of("%s is %.2f worse [%.2f, %.2f]", "model-0", -0.001, -0.01, 0.0));
    }

    @ParameterizedTest
    @CsvSource({"0.0004999, < 0.001", "0, < 0.001", "0.001, = 0.001", "0.0995, = 0.100", "1, = 1.000", "NaN, = NaN"})
    void pValuesThatRoundToZeroAreBelowAThousandth(double p, String text) {
        assertEquals(text, NumberText.pValue(p));
    }
}
