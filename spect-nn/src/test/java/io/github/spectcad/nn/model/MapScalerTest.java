package io.github.spectcad.nn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.phantom.PhantomCohort;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MapScalerTest {
    private static final List<PatientStudy> PATIENTS =
            PhantomCohort.of(30, 2).cohort(24).patients();

    private static float[] scaled(MapScaler scaler, PolarMap map) {
        float[] values = new float[map.pixels() * map.pixels()];
        scaler.copy(map, values, 0);
        return values;
    }

    @Test
    void pixelsInsideTheDiscGetMeanZeroAndVarianceOneAndThoseOutsideZero() {
        MapScaler scaler = MapScaler.fit(PATIENTS, List.of(PerfusionState.STRESS));
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (PatientStudy patient : PATIENTS) {
            PolarMap map = patient.stress().orElseThrow();
            float[] values = scaled(scaler, map);
            for (int i = 0; i < values.length; i++) {
                int column = i % map.pixels();
                int row = i / map.pixels();
                if (map.disc().relativeRadius(column, row) <= 1) {
                    sum += values[i];
                    squares += values[i] * values[i];
                    count++;
                } else {
                    assertEquals(0, values[i]);
                }
            }
        }
        assertEquals(0, sum / count, 1e-5);
        assertEquals(1, squares / count, 1e-4);
        assertEquals(MapScaler.IDENTITY.rest(), scaler.rest());
    }

    @Test
    void identityCopiesMapsBitByBit() {
        PolarMap map = PATIENTS.get(0).rest().orElseThrow();
        float[] values = new float[map.pixels() * map.pixels()];
        map.copyTo(values, 0);
        assertArrayEquals(values, scaled(MapScaler.IDENTITY, map));
    }

    @Test
    void patientWithoutTheMapIsNamed() {
        List<PatientStudy> restOnly =
                List.of(PATIENTS.get(0).withMaps(PATIENTS.get(0).rest(), Optional.empty()));
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> MapScaler.fit(restOnly, List.of(PerfusionState.STRESS)));
        assertTrue(e.getMessage().contains(PATIENTS.get(0).patientId()), e.getMessage());
    }
}
