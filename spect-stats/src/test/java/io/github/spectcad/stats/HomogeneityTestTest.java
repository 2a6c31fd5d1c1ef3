package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Against SciPy: chi2_contingency without correction, and Cochran's formula with chi2.sf. */
class HomogeneityTestTest {
    @Test
    void proportionsAreComparedAsBySciPy() {
        HomogeneityTest.Result test =
                HomogeneityTest.withDefaults().test(new long[] {30, 25, 9}, new long[] {40, 45, 10});
        assertEquals(6.246079749103942, test.statistic(), 1e-12);
        assertEquals(2, test.degreesOfFreedom());
        assertEquals(0.044023139985151685, test.pValue(), 1e-12);
        assertEquals(
                0,
                HomogeneityTest.withDefaults()
                        .test(new long[] {3, 4}, new long[] {3, 4})
                        .statistic());
    }

    @Test
    void estimatesAreComparedByCochransQ() {
        double[] areas = {.8, .7, Double.NaN, .62, .9};
        double[] variances = {.001, .002, .001, .004, 0};
        HomogeneityTest.Result test = HomogeneityTest.withDefaults().test(areas, variances);
        assertEquals(7.942857142857149, test.statistic(), 1e-12);
        assertEquals(2, test.degreesOfFreedom());
        assertEquals(0.01884649033725324, test.pValue(), 1e-12);
    }

    @Test
    void fewerThanTwoGroupsAreNotCompared() {
        assertTrue(Double.isNaN(HomogeneityTest.withDefaults()
                .test(new double[] {.5}, new double[] {.1})
                .pValue()));
        assertTrue(Double.isNaN(HomogeneityTest.withDefaults()
                .test(new long[] {1, 0}, new long[] {2, 0})
                .pValue()));
        HomogeneityTest test = HomogeneityTest.withDefaults();
        assertThrows(IllegalArgumentException.class, () -> test.test(new long[] {3}, new long[] {2}));
        assertThrows(IllegalArgumentException.class, () -> test.test(new long[] {-1, 1}, new long[] {2, 2}));
        assertThrows(IllegalArgumentException.class, () -> test.test(new long[] {1, 1}, new long[] {2, 2, 2}));
        assertThrows(IllegalArgumentException.class, () -> test.test(new double[] {1, 1}, new double[] {2, 2, 2}));
        assertThrows(IllegalArgumentException.class, () -> test.test(new double[] {1, 1}, new double[] {2, -2}));
        // two groups are enough, a group without trials or with an infinite variance is none
        assertEquals(1, test.test(new long[] {1, 0, 0}, new long[] {2, 0, 3}).degreesOfFreedom());
        assertEquals(
                0.5,
                test.test(new double[] {1, 2, 9}, new double[] {1, 1, Double.POSITIVE_INFINITY})
                        .statistic());
    }
}
