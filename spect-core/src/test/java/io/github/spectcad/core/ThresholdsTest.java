package io.github.spectcad.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
    @Test
    void vesselIsDiseasedFromItsOwnThresholdOn() {
        Thresholds thresholds = new Thresholds(0.3, 0.5, 0.7);
        assertEquals(new VesselLabels(true, true, true), thresholds.decide(new Prediction("a", 0.3, 0.5, 0.7)));
        assertEquals(
                new VesselLabels(false, false, false),
                thresholds.decide(new Prediction("a", Math.nextDown(0.3), Math.nextDown(0.5), Math.nextDown(0.7))));
        assertEquals(new VesselLabels(true, false, false), thresholds.decide(new Prediction("a", 0.4, 0.4, 0.4)));
    }

    @Test
    void listsAreInVesselOrder() {
        Thresholds thresholds = Thresholds.of(List.of(0.3, 0.5, 0.7));
        assertEquals(new Thresholds(0.3, 0.5, 0.7), thresholds);
        assertEquals(List.of(0.3, 0.5, 0.7), thresholds.toList());
        assertEquals(0.7, thresholds.of(VesselTerritory.LCX));
    }

    @Test
    void thresholdOutsideTheUnitIntervalIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Thresholds(0.5, Double.NaN, 0.5));
        assertThrows(IllegalArgumentException.class, () -> new Thresholds(0.5, 0.5, 1.1));
        assertThrows(IllegalArgumentException.class, () -> Thresholds.of(List.of(0.5)));
    }
}
