package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClinicalFeaturesTest {

    private static OptionalDouble known(double value) {
        return OptionalDouble.of(value);
    }

    @Test
    void theVectorHasTheFeaturesInTheOrderOfTheirNames() {
        assertEquals(List.of("sex", "age_years", "weight_kg", "height_cm"), ClinicalFeatures.NAMES);
        assertArrayEquals(
                new double[] {1, 63, 82, 175},
                ClinicalFeatures.of(Sex.MALE, 63, 82, 175).vector());
        assertArrayEquals(
                new double[] {2, 50, 60, 160},
                ClinicalFeatures.of(Sex.FEMALE, 50, 60, 160).vector());
    }

    @Test
    void theBodyMassIndexIsWeightOverSquaredHeight() {
        assertEquals(
                82 / (1.75 * 1.75),
                ClinicalFeatures.of(Sex.MALE, 63, 82, 175).bmi().orElseThrow(),
                1e-12);
        Optional<Sex> sex = Optional.of(Sex.MALE);
        assertTrue(new ClinicalFeatures(sex, known(63), OptionalDouble.empty(), known(175))
                .bmi()
                .isEmpty());
        assertTrue(new ClinicalFeatures(sex, known(63), known(82), OptionalDouble.empty())
                .bmi()
                .isEmpty());
    }

    @Test
    void whatIsUnknownIsNamed() {
        assertEquals(ClinicalFeatures.NAMES, ClinicalFeatures.UNKNOWN.missing());
        assertEquals(List.of(), ClinicalFeatures.of(Sex.MALE, 63, 82, 175).missing());
        ClinicalFeatures some = new ClinicalFeatures(Optional.empty(), known(63), OptionalDouble.empty(), known(175));
        assertEquals(List.of("sex", "weight_kg"), some.missing());
        assertEquals(
                "clinical features unknown: sex, weight_kg",
                assertThrows(IllegalStateException.class, some::vector).getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "1e-3, 1e-3, 30", // the least
        "130, 500, 260" // and the most
    })
    void theEndsOfTheRangesAreAllowed(double age, double weight, double height) {
        assertEquals(
                List.of(), ClinicalFeatures.of(Sex.MALE, age, weight, height).missing());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 82, 175, 'age_years is 0.0: must lie in (0, 130.0]'",
        "130.1, 82, 175, 'age_years is 130.1: must lie in (0, 130.0]'",
        "NaN, 82, 175, 'age_years is NaN: must lie in (0, 130.0]'",
        "63, 0, 175, 'weight_kg is 0.0: must lie in (0, 500.0]'",
        "63, 500.1, 175, 'weight_kg is 500.1: must lie in (0, 500.0]'",
        "63, 82, 29.9, 'height_cm is 29.9: must lie in [30.0, 260.0]'",
        "-1, 82, 175, 'age_years is -1.0: must lie in (0, 130.0]'",
        "63, Infinity, 175, 'weight_kg is Infinity: must lie in (0, 500.0]'",
        "63, 82, NaN, 'height_cm is NaN: must lie in [30.0, 260.0]'",
        "63, 82, 261, 'height_cm is 261.0: must lie in [30.0, 260.0]'"
    })
    void valuesOutsideTheirRangeAreRefusedWithTheRange(double age, double weight, double height, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> ClinicalFeatures.of(Sex.MALE, age, weight, height))
                        .getMessage());
    }
}
