package io.github.spectcad.study.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import java.util.List;
import org.junit.jupiter.api.Test;

class YoudenThresholdsTest {
    /** LAD separates between 0.4 and 0.6; RCA is upside down; LCX has one class. */
    private static final LabelledPredictions VALIDATION = new LabelledPredictions(
            Reference.ICA,
            List.of(
                    new Prediction("a", 0.2, 0.9, 0.5),
                    new Prediction("b", 0.4, 0.8, 0.6),
                    new Prediction("c", 0.6, 0.1, 0.7),
                    new Prediction("d", 0.9, 0.2, 0.8)),
            List.of(
                    new VesselLabels(false, false, false),
                    new VesselLabels(false, false, false),
                    new VesselLabels(true, true, false),
                    new VesselLabels(true, true, false)));

    @Test
    void youdenTakesTheMidpointThatSeparates() {
        assertEquals(0.5, YoudenThresholds.of(VALIDATION).lad(), 1e-12);
    }

    @Test
    void youdenFallsBackToHalfWhereNothingBeatsChanceOrOneClassIsMissing() {
        Thresholds thresholds = YoudenThresholds.of(VALIDATION);
        assertEquals(0.5, thresholds.rca());
        assertEquals(0.5, thresholds.lcx());
    }

    @Test
    void youdenTakesTheMostSensitiveOfEquallyGoodThresholds() {
        LabelledPredictions data = new LabelledPredictions(
                Reference.ICA,
                List.of(
                        new Prediction("a", 0.1, 0, 0),
                        new Prediction("b", 0.3, 0, 0),
                        new Prediction("c", 0.5, 0, 0),
                        new Prediction("d", 0.7, 0, 0)),
                List.of(
                        new VesselLabels(false, false, false),
                        new VesselLabels(true, false, false),
                        new VesselLabels(false, false, false),
                        new VesselLabels(true, false, false)));
        assertEquals(0.2, YoudenThresholds.of(data).lad(), 1e-12);
    }
}
