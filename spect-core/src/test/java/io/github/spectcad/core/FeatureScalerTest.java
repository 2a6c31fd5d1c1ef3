package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FeatureScalerTest {
    /** The scaler of the paper's published model, fitted on its 141 training patients with angiography. */
    private static final FeatureScaler PUBLISHED = new FeatureScaler(
            List.of(1.16312, 59.98582, 81.81560, 169.61702), List.of(.369476, 10.564886, 13.931241, 10.859946));

    @Test
    void thePublishedScalerMapsTheMeanPatientToZeroAndSexTo1Or2() {
        // 23 of 141 women: mean 1 + 23/141, population SD sqrt(p (1 - p))
        List<ClinicalFeatures> patients = new ArrayList<>();
        for (int i = 0; i < 141; i++) {
            patients.add(ClinicalFeatures.of(i < 23 ? Sex.FEMALE : Sex.MALE, 59.98582, 81.81560, 169.61702));
        }
        FeatureScaler fitted = FeatureScaler.fit(patients);
        assertEquals(PUBLISHED.means().get(0), fitted.means().get(0), 1e-5);
        assertEquals(
                PUBLISHED.standardDeviations().get(0),
                fitted.standardDeviations().get(0),
                1e-6);
        double[] scores = PUBLISHED.transform(ClinicalFeatures.of(Sex.FEMALE, 59.98582, 81.81560, 169.61702));
        assertArrayEquals(new double[] {(2 - 1.16312) / .369476, 0, 0, 0}, scores, 1e-12);
        scores = PUBLISHED.transform(
                ClinicalFeatures.of(Sex.MALE, 59.98582 + 10.564886, 81.81560 - 13.931241, 169.61702));
        assertArrayEquals(new double[] {-.16312 / .369476, 1, -1, 0}, scores, 1e-12);
    }

    @Property(seed = "1", tries = 100)
    void zScoresOfTheFittedPatientsHaveMeanZeroAndPopulationDeviationOne(
            @ForAll @IntRange(min = 3, max = 60) int size, @ForAll long seed) {
        Random random = new Random(seed);
        List<ClinicalFeatures> patients = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            patients.add(ClinicalFeatures.of(
                    i % 3 == 0 ? Sex.FEMALE : Sex.MALE,
                    20 + 70 * random.nextDouble(),
                    40 + 100 * random.nextDouble(),
                    140 + 60 * random.nextDouble()));
        }
        FeatureScaler scaler = FeatureScaler.fit(patients);
        for (int feature = 0; feature < 4; feature++) {
            double sum = 0;
            double squares = 0;
            for (ClinicalFeatures patient : patients) {
                double z = scaler.transform(patient)[feature];
                sum += z;
                squares += z * z;
            }
            assertEquals(0, sum / size, 1e-9);
            assertEquals(1, squares / size, 1e-9);
        }
    }

    @Test
    void aFeatureThatDoesNotVaryScoresZero() {
        FeatureScaler scaler = FeatureScaler.fit(
                List.of(ClinicalFeatures.of(Sex.MALE, 50.1, 80, 170), ClinicalFeatures.of(Sex.MALE, 50.1, 90, 180)));
        assertEquals(1, scaler.standardDeviations().get(0));
        assertArrayEquals(
                new double[] {0, 0, -1, -1}, scaler.transform(ClinicalFeatures.of(Sex.MALE, 50.1, 80, 170)), 1e-9);
    }

    @Test
    void theIdentityLeavesFeaturesAsTheyAre() {
        ClinicalFeatures features = ClinicalFeatures.of(Sex.FEMALE, 61, 72, 165);
        assertArrayEquals(features.vector(), FeatureScaler.IDENTITY.transform(features));
    }

    @Test
    void fittingNeedsAPatientWithAllFeatures() {
        String message = assertThrows(IllegalArgumentException.class, () -> FeatureScaler.fit(List.of()))
                .getMessage();
        assertTrue(message.contains("sex, age_years, weight_kg, height_cm"), message);
        assertThrows(IllegalStateException.class, () -> FeatureScaler.fit(List.of(ClinicalFeatures.UNKNOWN)));
    }

    @Test
    void unknownFeaturesAreNamed() {
        ClinicalFeatures noAge = new ClinicalFeatures(
                Optional.of(Sex.MALE), OptionalDouble.empty(), OptionalDouble.of(80), OptionalDouble.empty());
        String message = assertThrows(IllegalStateException.class, () -> PUBLISHED.transform(noAge))
                .getMessage();
        assertEquals("clinical features unknown: age_years, height_cm", message);
    }

    @Test
    void badConstantsAreRefused() {
        List<Double> fine = List.of(1.0, 1.0, 1.0, 1.0);
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new FeatureScaler(fine, List.of(1.0, bad, 1.0, 1.0)));
        }
        assertThrows(IllegalArgumentException.class, () -> new FeatureScaler(List.of(Double.NaN, 1.0, 1.0, 1.0), fine));
        assertThrows(IllegalArgumentException.class, () -> new FeatureScaler(List.of(1.0), fine));
        assertThrows(IllegalArgumentException.class, () -> new FeatureScaler(fine, List.of(1.0)));
    }
}
