package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Predictive values by Mercaldo's formulas in NumPy, mean differences by SciPy. */
class PredictiveValuesTest {
    private static ConfusionMatrix counts(int tp, int fn, int tn, int fp) {
        int[] labels = new int[tp + fn + tn + fp];
        int[] decisions = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i < tp + fn ? 1 : 0;
            decisions[i] = i < tp || i >= tp + fn + tn ? 1 : 0;
        }
        return ConfusionMatrix.of(labels, decisions);
    }

    @Test
    void predictiveValuesAreThoseOfThePrevalence() {
        PredictiveValues values = PredictiveValues.of(counts(80, 20, 150, 50), 0.1, 0.95);
        assertEquals(0.26229508196721313, values.positive(), 1e-12);
        assertEquals(0.21528588374703841, values.positiveInterval().lower(), 1e-12);
        assertEquals(0.3154427862704519, values.positiveInterval().upper(), 1e-12);
        assertEquals(0.9712230215827338, values.negative(), 1e-12);
        assertEquals(0.9576658344192416, values.negativeInterval().lower(), 1e-12);
        assertEquals(0.980526906417988, values.negativeInterval().upper(), 1e-12);
        double own = 100.0 / 300;
        assertEquals(
                80.0 / 130,
                PredictiveValues.of(counts(80, 20, 150, 50), own, 0.95).positive(),
                1e-12);
    }

    @Test
    void anEmptyCellStillHasAnInterval() {
        PredictiveValues values = PredictiveValues.of(counts(10, 0, 30, 5), 0.2, 0.95);
        assertEquals(0.6363636363636364, values.positive(), 1e-12);
        assertEquals(0.41726184095066576, values.positiveInterval().lower(), 1e-12);
        assertEquals(1, values.negative());
        assertEquals(0.8320064656088224, values.negativeInterval().lower(), 1e-12);
        assertEquals(1, values.negativeInterval().upper());
        PredictiveValues nobody = PredictiveValues.of(counts(0, 10, 30, 0), 0.2, 0.95);
        assertTrue(Double.isNaN(nobody.positive())
                && Double.isNaN(nobody.positiveInterval().lower()));
        assertEquals(
                "predictive values need diseased and healthy cases, got 0 and 8",
                assertThrows(IllegalArgumentException.class, () -> PredictiveValues.of(counts(0, 0, 3, 5), 0.2, 0.95))
                        .getMessage());
        assertEquals(
                "predictive values need diseased and healthy cases, got 7 and 0",
                assertThrows(IllegalArgumentException.class, () -> PredictiveValues.of(counts(3, 4, 0, 0), 0.2, 0.95))
                        .getMessage());
        assertEquals(0.2, PredictiveValues.of(counts(4, 4, 3, 3), 0.2, 0.95).positive(), 1e-15);
        assertThrows(IllegalArgumentException.class, () -> PredictiveValues.of(counts(1, 1, 1, 1), 0, 0.95));
        assertThrows(IllegalArgumentException.class, () -> PredictiveValues.of(counts(1, 1, 1, 1), 1, 0.95));
    }

    @Test
    void meansAreComparedAsByWelch() {
        MeanDifference difference =
                MeanDifference.of(new MeanDifference.Group(141, 60, 10), new MeanDifference.Group(60, 64, 8));
        assertEquals(-3.0015970190111703, difference.statistic(), 1e-12);
        assertEquals(137.8567487246669, difference.degreesOfFreedom(), 1e-10);
        assertEquals(0.003189133335731273, difference.pValue(), 1e-14);
        assertEquals(-0.44172610429938614, difference.standardized(), 1e-14);
    }

    @Test
    void meansWithoutVarianceAreEqualOrSurelyDifferent() {
        MeanDifference.Group one = new MeanDifference.Group(5, 1, 0);
        assertEquals(1, MeanDifference.of(one, one).pValue());
        MeanDifference sure = MeanDifference.of(new MeanDifference.Group(5, 2, 0), one);
        assertEquals(0, sure.pValue());
        assertEquals(Double.POSITIVE_INFINITY, sure.standardized());
        MeanDifference less = MeanDifference.of(one, new MeanDifference.Group(5, 2, 0));
        assertEquals(Double.NEGATIVE_INFINITY, less.statistic());
        assertEquals(-1, less.difference());
        assertEquals(0, MeanDifference.of(one, one).statistic());
        assertThrows(IllegalArgumentException.class, () -> new MeanDifference.Group(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new MeanDifference.Group(3, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> new MeanDifference.Group(3, 1, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new MeanDifference.Group(3, Double.NEGATIVE_INFINITY, 1));
        assertEquals(2, new MeanDifference.Group(2, 0, 0).size());
        assertThrows(IllegalArgumentException.class, () -> new MeanDifference.Group(3, Double.NaN, 1));
    }
}
