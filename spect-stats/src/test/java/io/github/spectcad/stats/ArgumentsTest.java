package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is allowed at the ends of each range, and what the messages say beyond them. */
class ArgumentsTest {

    private static void refused(String message, Executable check) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, check).getMessage());
    }

    @Test
    void numbersAreAllowedUpToTheEndsOfTheirRange() {
        for (double inside : new double[] {Double.MIN_VALUE, 0.5, Math.nextDown(1.0)}) {
            assertEquals(inside, Arguments.requireLevel(inside));
            assertEquals(inside, Arguments.requireOpenProportion(inside, "x"));
            assertEquals(inside, Arguments.requireProportion(inside, "x"));
        }
        assertEquals(0, Arguments.requireProportion(0, "x"));
        assertEquals(1, Arguments.requireProportion(1, "x"));
        assertEquals(Double.MAX_VALUE, Arguments.requirePositive(Double.MAX_VALUE, "x"));
        assertEquals(Double.MIN_VALUE, Arguments.requirePositive(Double.MIN_VALUE, "x"));
        assertEquals(0, Arguments.requireCount(0, "x"));
        assertEquals(3, Arguments.requireAtLeast(3, 3, "x"));
        for (double outside : new double[] {0, 1, -1, 2, Double.NaN}) {
            refused(
                    "confidence level must lie in (0, 1), got " + outside + ": use for example 0.95",
                    () -> Arguments.requireLevel(outside));
            refused("x must lie in (0, 1), got " + outside, () -> Arguments.requireOpenProportion(outside, "x"));
        }
        for (double outside : new double[] {-Double.MIN_VALUE, Math.nextUp(1.0), Double.NaN}) {
            refused("x must lie in [0, 1], got " + outside, () -> Arguments.requireProportion(outside, "x"));
            refused(
                    "x[1] must be a probability in [0, 1], got " + outside,
                    () -> Arguments.requireProbabilities(new double[] {1, outside}, "x"));
        }
        for (double outside : new double[] {0, -1, Double.POSITIVE_INFINITY, Double.NaN}) {
            refused("x must be positive and finite, got " + outside, () -> Arguments.requirePositive(outside, "x"));
        }
        refused("x must not be negative, got -1", () -> Arguments.requireCount(-1, "x"));
        refused("x must be at least 3, got 2", () -> Arguments.requireAtLeast(3, 2, "x"));
        refused(
                "x and y must have the same length, one value per subject, got 1 and 2",
                () -> Arguments.requireSameLength(1, "x", 2, "y"));
    }

    @Test
    void arraysAreReturnedAsTheyAre() {
        double[] values = {0, 1, 0.5};
        assertSame(values, Arguments.requireProbabilities(values, "x"));
        assertSame(values, Arguments.requireFinite(values, "x"));
        assertSame(values, Arguments.requireNoNaN(values, "x"));
        assertSame(values, Arguments.requireSample(values, "x"));
        refused("x is empty: at least one value is needed", () -> Arguments.requireSample(new double[0], "x"));
        refused(
                "x[1] is NaN, which has no rank: remove or impute missing values first",
                () -> Arguments.requireSample(new double[] {0, Double.NaN}, "x"));
        refused(
                "x[0] must be finite, got Infinity",
                () -> Arguments.requireFinite(new double[] {Double.POSITIVE_INFINITY}, "x"));
    }

    @Test
    void labelsAreCounted() {
        assertEquals(0, Arguments.countPositives(new int[] {0, 0}));
        assertEquals(2, Arguments.countPositives(new int[] {1, 0, 1}));
        assertEquals(2, Arguments.requireBothClasses(new int[] {1, 0, 1}));
        for (int other : List.of(-1, 2, 3, Integer.MIN_VALUE)) {
            refused(
                    "labels[1] must be 0 (healthy) or 1 (diseased), got " + other,
                    () -> Arguments.countPositives(new int[] {1, other}));
        }
        refused(
                "labels hold no 1 (diseased) among 2 subjects: a ROC curve needs at least one subject of each class",
                () -> Arguments.requireBothClasses(new int[] {0, 0}));
        refused(
                "labels hold no 0 (healthy) among 1 subjects: a ROC curve needs at least one subject of each class",
                () -> Arguments.requireBothClasses(new int[] {1}));
    }

    /** By SciPy: ncf.sf, t.sf, f.sf, chi2.sf; the quantile of t by mpmath. */
    @Test
    void tailsOfTAndFAgreeWithSciPy() {
        assertEquals(0.5807784242014529, NoncentralF.above(3.5, 1, 12.5, 4.2), 1e-13);
        assertEquals(0.11855410501646482, NoncentralF.above(4.1, 1, 3.7, 0), 1e-14);
        assertEquals(0.9984508771025508, NoncentralF.above(2.2, 2, 30, 25), 1e-13);
        assertEquals(0.2103670801817305, NoncentralF.above(250, 1, 20, 180.5), 1e-12);
        assertEquals(1, NoncentralF.above(1.2, 1, 1000, 900), 1e-11);
        assertEquals(0.14452866976617917, StudentT.twoSided(1.7, 5.5), 1e-14);
        assertEquals(0.14452866976617917, StudentT.twoSided(-1.7, 5.5), 1e-14);
        assertEquals(0.07226433488308959, StudentT.above(1.7, 5.5), 1e-14);
        assertEquals(0.9277356651169104, StudentT.above(-1.7, 5.5), 1e-14);
        assertEquals(0.13819360276446288, StudentT.fAbove(2.5, 3, 7.5), 1e-14);
        assertEquals(
                1 - 2 * 1.975279704038911, StudentT.interval(1, 2, 5.5, 0.9).lower(), 1e-12);
        assertEquals(
                1 + 2 * 1.975279704038911, StudentT.interval(1, 2, 5.5, 0.9).upper(), 1e-12);
        double infinite = Double.POSITIVE_INFINITY;
        assertEquals(2 * 0.04456546275854304, StudentT.twoSided(1.7, infinite), 1e-15);
        assertEquals(0.04456546275854304, StudentT.above(1.7, infinite), 1e-15);
        assertEquals(0.0575584519726364, StudentT.fAbove(2.5, 3, infinite), 1e-14);
        assertEquals(
                1 + 1.6448536269514722, StudentT.interval(1, 1, infinite, 0.9).upper(), 1e-14);
        assertEquals(0, StudentT.fAbove(infinite, 3, 7));
        assertEquals(1, StudentT.twoSided(0, 3));
        for (double[] unknown : new double[][] {{Double.NaN, 3}, {1, Double.NaN}}) {
            assertEquals(Double.NaN, StudentT.twoSided(unknown[0], unknown[1]));
            assertEquals(Double.NaN, StudentT.above(unknown[0], unknown[1]));
            assertEquals(Double.NaN, StudentT.fAbove(unknown[0], 1, unknown[1]));
            assertEquals(
                    Double.NaN,
                    StudentT.interval(0, unknown[0], unknown[1], 0.9).lower());
        }
    }
}
