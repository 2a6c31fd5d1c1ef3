package io.github.spectcad.study.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.study.trust.TargetPoint.Target;
import org.junit.jupiter.api.Test;

class TargetPointTest {
    private static final int[] LABELS = {1, 1, 1, 1, 0, 0, 0, 0};
    private static final double[] SCORES = {0.9, 0.8, 0.6, 0.2, 0.7, 0.4, 0.3, 0.25};

    @Test
    void reachesTheTargetWithTheLargestShareOfTheOther() {
        TargetPoint sensitive = TargetPoint.of(LABELS, SCORES, Target.SENSITIVITY, 0.75, Double.NaN);
        assertEquals(0.5, sensitive.threshold().value(), 1e-12);
        assertEquals(0.75, sensitive.sensitivity().value());
        assertEquals(0.75, sensitive.specificity().value());
        TargetPoint specific = TargetPoint.of(LABELS, SCORES, Target.SPECIFICITY, 1, Double.NaN);
        assertEquals(0.75, specific.threshold().value(), 1e-12);
        assertEquals(0.5, specific.sensitivity().value());
    }

    @Test
    void theThresholdThatCallsEverybodyDiseasedIsTheSmallestScoreAndNotZero() {
        TargetPoint all = TargetPoint.of(LABELS, SCORES, Target.SENSITIVITY, 1, Double.NaN);
        assertEquals(0.2, all.threshold().value());
        assertEquals(1, all.sensitivity().value());
        assertEquals(0, all.specificity().value());
    }

    @Test
    void predictiveValuesAreThoseOfTheNamedPrevalence() {
        TargetPoint half = TargetPoint.of(LABELS, SCORES, Target.SENSITIVITY, 0.75, Double.NaN);
        assertEquals(0.5, half.prevalence());
        assertEquals(0.75, half.positive().value(), 1e-12);
        TargetPoint rare = TargetPoint.of(LABELS, SCORES, Target.SENSITIVITY, 0.75, 0.1);
        assertEquals(0.075 / (0.075 + 0.225), rare.positive().value(), 1e-12);
        assertEquals(0.675 / (0.675 + 0.025), rare.negative().value(), 1e-12);
    }
}
