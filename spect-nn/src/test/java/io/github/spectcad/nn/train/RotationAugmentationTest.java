package io.github.spectcad.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotationAugmentationTest {
    private final RotationAugmentation augmentation = new RotationAugmentation(10);

    private static PolarMap map(PerfusionState state) {
        float[] values = new float[81];
        for (int i = 0; i < values.length; i++) {
            int row = i / 9;
            boolean inside = Disc.inscribed(9).relativeRadius(i % 9, row) <= 1;
            values[i] = inside ? (i % 7) * 0.125f : 0;
        }
        return PolarMap.of(state, 9, values, Disc.inscribed(9), "test");
    }

    private final PatientStudy patient = new PatientStudy(
            "p1",
            Optional.of(map(PerfusionState.REST)),
            Optional.of(map(PerfusionState.STRESS)),
            ClinicalFeatures.UNKNOWN,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    @Test
    void restAndStressTurnByTheSameAngle() {
        PatientStudy turned = augmentation.apply(patient, 5, 3);
        double degrees = augmentation.angle("p1", 5, 3);
        assertEquals(map(PerfusionState.REST).rotated(degrees), turned.rest().orElseThrow());
        assertEquals(
                map(PerfusionState.STRESS).rotated(degrees), turned.stress().orElseThrow());
        assertNotEquals(patient.rest(), turned.rest());
    }

    @Test
    void anglesAreUniformAndFollowSeedEpochAndPatient() {
        double sum = 0;
        double squares = 0;
        int n = 20_000;
        for (int epoch = 0; epoch < n; epoch++) {
            double degrees = augmentation.angle("p1", 5, epoch);
            assertTrue(Math.abs(degrees) <= 10);
            sum += degrees;
            squares += degrees * degrees;
        }
        assertEquals(0, sum / n, 0.2);
        assertEquals(100 / 3.0, squares / n, 0.7);
        assertEquals(augmentation.angle("p1", 5, 3), augmentation.angle("p1", 5, 3));
        assertNotEquals(augmentation.angle("p1", 5, 3), augmentation.angle("p2", 5, 3));
        assertNotEquals(augmentation.angle("p1", 5, 3), augmentation.angle("p1", 6, 3));
    }

    @Test
    void withoutAugmentationThePatientIsTheSame() {
        assertSame(patient, new RotationAugmentation(0).apply(patient, 5, 3));
    }
}
