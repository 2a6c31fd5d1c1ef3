package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AveragedRocCurveTest {
    private static final int[] LABELS = {1, 1, 1, 1, 0, 0};

    /** The curve whose sensitivity at specificity 1 is the number of diseased subjects above all healthy ones over four. */
    private static RocCurve above(int diseased) {
        double[] scores = new double[6];
        for (int i = 0; i < 4; i++) {
            scores[i] = i < diseased ? 3 : 1;
        }
        scores[4] = 2;
        scores[5] = 0;
        return RocCurve.of(LABELS, scores);
    }

    @Test
    void meanAndBandAreThoseOfTheSensitivitiesAtEachSpecificityInTheOrderGiven() {
        AveragedRocCurve average =
                AveragedRocCurve.of(List.of(above(4), above(1), above(0), above(2)), new double[] {1, 0.5}, 0.8);
        assertEquals(4, average.curves());
        AveragedRocCurve.Point full = average.points().get(0);
        assertEquals(1, full.specificity());
        assertEquals(7.0 / 16, full.sensitivity(), 1e-15);
        // quantiles of type 7 of 0, 0.25, 0.5, 1: at 0.3 and 2.7 steps
        assertEquals(0.075, full.band().lower(), 1e-15);
        assertEquals(0.85, full.band().upper(), 1e-15);
        assertEquals(0.8, full.band().level());
        AveragedRocCurve.Point half = average.points().get(1);
        assertEquals(0.5, half.specificity());
        assertEquals(1, half.sensitivity());
        assertEquals(2, average.points().size());
    }

    @Test
    void resamplesWithoutOneOfTheClassesAreDropped() {
        int[] labels = {1, 0};
        ResamplingPlan plan = ResamplingPlan.ordinary(2, 500, 3);
        int complete = 0;
        for (int b = 0; b < 500; b++) {
            complete += plan.indices(b)[0] == plan.indices(b)[1] ? 0 : 1;
        }
        AveragedRocCurve average = AveragedRocCurve.bootstrap(plan, labels, new double[] {2, 1}, new double[] {1}, 0.9);
        assertEquals(complete, average.curves());
        assertTrue(complete > 200 && complete < 300, complete + " of 500");
        assertEquals(1, average.points().get(0).sensitivity());
    }

    @Test
    void unusableArgumentsAreRefused() {
        List<RocCurve> one = List.of(above(2));
        double[] grid = {0.5};
        assertThrows(IllegalArgumentException.class, () -> AveragedRocCurve.of(List.of(), grid, 0.9));
        assertThrows(IllegalArgumentException.class, () -> AveragedRocCurve.of(one, grid, 1));
        assertThrows(IllegalArgumentException.class, () -> AveragedRocCurve.of(one, new double[] {1.1}, 0.9));
        ResamplingPlan three = ResamplingPlan.ordinary(3, 10, 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> AveragedRocCurve.bootstrap(three, LABELS, new double[6], grid, 0.9));
        ResamplingPlan six = ResamplingPlan.ordinary(6, 10, 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> AveragedRocCurve.bootstrap(six, LABELS, new double[5], grid, 0.9));
        assertThrows(
                IllegalArgumentException.class,
                () -> AveragedRocCurve.bootstrap(six, new int[6], new double[6], grid, 0.9));
    }
}
