package io.github.spectcad.core.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.phantom.PhantomCohort;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingMapsTest {
    private static final List<PatientStudy> PATIENTS =
            PhantomCohort.of(60, 2).cohort(32).patients();
    private static final TrainingMaps MAPS = TrainingMaps.fit(PATIENTS, Set.of(PerfusionState.STRESS));

    /** Centred samples and their shrunk covariance by scikit-learn 1.x, {@code ledoit_wolf(X, assume_centered=True)}. */
    @Test
    void theShrunkCovarianceIsThatOfScikitLearn() {
        double[][] centred = {{1, 2, 0}, {-1, 0, 1}, {0, -2, 3}, {2, 1, -3}, {-2, -1, -1}};
        double[][] expected = {
            {2.54736842}, {0.21473684, 2.54736842}, {-0.17894737, -0.28631579, 2.90526316},
        };
        double[][] covariance = ShrunkCovariance.of(centred);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(expected[i], covariance[i], 1e-8);
        }
    }

    @Test
    void whiteningMakesTheCovarianceTheIdentity() {
        double[][] centred = {{1, 2, 0}, {-1, 0, 1}, {0, -2, 3}, {2, 1, -3}, {-2, -1, -1}};
        double[][] covariance = ShrunkCovariance.of(centred);
        double[][] whitening = ShrunkCovariance.whitening(centred);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (int k = 0; k <= i; k++) {
                    for (int l = 0; l <= j; l++) {
                        sum += whitening[i][k] * covariance[Math.max(k, l)][Math.min(k, l)] * whitening[j][l];
                    }
                }
                assertEquals(i == j ? 1 : 0, sum, 1e-12);
            }
        }
    }

    @Test
    void aTurnedMapHasTheTurnedPattern() {
        PolarMap map = PATIENTS.get(0).stress().orElseThrow();
        double[] expected = MapFigures.pattern(map.rotated(90));
        double[] turned = MapFigures.turned(MapFigures.pattern(map), 1);
        double[] other = MapFigures.turned(MapFigures.pattern(map), 3);
        assertTrue(distance(expected, turned) < 0.2 * distance(expected, other));
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    @Test
    void onlyStatesOfTheModelCount() {
        assertTrue(MAPS.of(PerfusionState.REST).isEmpty());
        assertTrue(MAPS.of(PerfusionState.STRESS).isPresent());
    }

    @Test
    void aMapWithAnotherGrainIsFarAndNamedSo() {
        PatientStudy patient = PATIENTS.get(1);
        PolarMap map = patient.stress().orElseThrow();
        float[] values = new float[32 * 32];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(4 * map.valueAt(i / 32, i % 32)) / 4f;
        }
        PatientStudy stepped = PatientStudy.builder("stepped")
                .map(PolarMap.of(PerfusionState.STRESS, 32, values, map.disc(), "stepped"))
                .build();
        assertTrue(MAPS.distance(stepped) > 1);
        MapFinding finding = MAPS.findings(stepped).get(0);
        assertEquals(MapFinding.Kind.UNLIKE_TRAINING, finding.kind());
        assertTrue(finding.reason().contains("grain"), finding.reason());
        assertEquals(1, MAPS.findings(stepped).size());
    }

    @Test
    void fewPatientsSayNothing() {
        TrainingMaps few = TrainingMaps.fit(PATIENTS.subList(0, 19), Set.of(PerfusionState.STRESS));
        assertEquals(TrainingMaps.UNKNOWN, few);
        assertTrue(Double.isNaN(few.distance(PATIENTS.get(0))));
        assertEquals(List.of(), few.findings(PATIENTS.get(0)));
    }

    @Test
    void badSpreadsAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new MapPopulation.Spread(List.of(1f, 2f), List.of(1f, 2f), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new MapPopulation.Spread(List.of(1f), List.of(1f), 1, 1));
        assertThrows(
                IllegalArgumentException.class, () -> new MapPopulation.Spread(List.of(Float.NaN), List.of(1f), 0, 1));
    }
}
