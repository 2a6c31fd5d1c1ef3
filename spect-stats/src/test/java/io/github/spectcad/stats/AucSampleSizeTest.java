package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.stats.AucSampleSize.ScoreCorrelation;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Expected numbers by adaptive quadrature of the bivariate normal density in scipy 1.10, those of pROC 1.18, and simulation. */
class AucSampleSizeTest {

    private static final ScoreCorrelation HALF = new ScoreCorrelation(0.5, 0.5);

    @Test
    void bivariateNormalProbabilitiesAgreeWithQuadrature() {
        assertEquals(0.20105779505762855, Binormal.below(0.3, -0.7, 0.45), 1e-15);
        assertEquals(0.25 + Math.asin(0.8) / (2 * Math.PI), Binormal.below(0, 0, 0.8), 1e-15);
        assertEquals(0.25 - Math.asin(0.8) / (2 * Math.PI), Binormal.below(0, 0, -0.8), 1e-15);
        assertEquals(Gaussian.below(1.2) * Gaussian.below(-2), Binormal.below(1.2, -2, 0), 1e-16);
    }

    @Test
    void oneAreaAgainstChanceAgreesWithPRoc() {
        AucSampleSize design = AucSampleSize.againstChance(0.8).withRatio(2);
        assertEquals(12.808252666347581, design.diseasedSubjects(0.9), 1e-10);
        assertEquals(25.616505332695162, design.healthySubjects(0.9), 1e-10);
        assertEquals(
                0.9419999072391287,
                AucSampleSize.againstChance(0.7).withRatio(1.5).power(40),
                1e-12);
    }

    @Test
    void differencesAgreeWithQuadratureInEitherOrder() {
        assertEquals(
                97.9015663027669, AucSampleSize.pairedDifference(0.8, 0.7, HALF).diseasedSubjects(0.8), 1e-9);
        assertEquals(
                97.9015663027669, AucSampleSize.pairedDifference(0.7, 0.8, HALF).diseasedSubjects(0.8), 1e-9);
        assertEquals(
                65.40425428870107,
                AucSampleSize.pairedDifference(0.8, 0.9, HALF).diseasedSubjects(0.8),
                1e-9);
        AucSampleSize uneven = AucSampleSize.pairedDifference(0.85, 0.78, new ScoreCorrelation(0.6, 0.5))
                .withRatio(1.5);
        assertEquals(116.45976508721022, uneven.diseasedSubjects(0.8), 1e-9);
        assertEquals(0.7376453321468329, uneven.power(100), 1e-12);
        assertEquals(0.8, uneven.power(uneven.diseasedSubjects(0.8)), 1e-12);
        assertEquals(
                AucSampleSize.pairedDifference(0.8, 0.7, new ScoreCorrelation(0, 0))
                        .diseasedSubjects(0.8),
                AucSampleSize.unpairedDifference(0.8, 0.7).diseasedSubjects(0.8));
    }

    @Test
    void oneAreaAgainstAValueAndToAWidthAgreesWithQuadrature() {
        AucSampleSize design = AucSampleSize.against(0.8, 0.7).withRatio(2);
        assertEquals(92.36801901252072, design.diseasedSubjects(0.9), 1e-9);
        assertEquals(108.16305530330195, AucSampleSize.diseasedSubjectsForWidth(0.85, 0.1, 0.95, 1), 1e-9);
        double oneSided =
                design.with(Alternative.GREATER).withSignificance(0.025).diseasedSubjects(0.9);
        assertEquals(design.diseasedSubjects(0.9), oneSided, 1e-9);
        assertEquals(
                design.power(50),
                AucSampleSize.against(0.8, 0.7)
                        .withRatio(2)
                        .with(Alternative.TWO_SIDED)
                        .power(50));
    }

    /** The share of simulated studies of n diseased and n healthy, with binormal scores of correlation .5, of which a statement holds. */
    private static double share(
            int runs, int n, double firstArea, double secondArea, long seed, Predicate<DeLongTest.Paired> holds) {
        int[] labels = new int[2 * n];
        double h = Math.sqrt(2) * Gaussian.quantile(firstArea);
        double k = Math.sqrt(2) * Gaussian.quantile(secondArea);
        Random random = new Random(seed);
        int found = 0;
        double[] first = new double[2 * n];
        double[] second = new double[2 * n];
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < 2 * n; i++) {
                labels[i] = i < n ? 1 : 0;
                double z = random.nextGaussian();
                first[i] = labels[i] * h + z;
                second[i] = labels[i] * k + 0.5 * z + Math.sqrt(0.75) * random.nextGaussian();
            }
            found += holds.test(DeLongTest.withDefaults().test(labels, first, second)) ? 1 : 0;
        }
        return found / (double) runs;
    }

    @Test
    @Tag("heavy")
    void deLongsTestHasThePowerThatTheDesignPromises() {
        double promised = AucSampleSize.pairedDifference(0.8, 0.7, HALF).power(98);
        double found = share(4000, 98, 0.8, 0.7, 20261127, result -> result.reject(0.05));
        assertEquals(promised, found, 4 * Math.sqrt(0.16 / 4000));
        assertTrue(promised > 0.8 && promised < 0.805);
    }

    @Test
    void nonInferiorityAgreesWithQuadratureAndWithTheDifferenceAtMarginZero() {
        assertEquals(
                254.76414604035187,
                AucSampleSize.nonInferiority(0.8, 0.8, 0.05, HALF).diseasedSubjects(0.8),
                1e-8);
        AucSampleSize uneven = AucSampleSize.nonInferiority(0.82, 0.8, 0.05, new ScoreCorrelation(0.6, 0.4))
                .withRatio(2)
                .withSignificance(0.025);
        assertEquals(148.46568932168842, uneven.diseasedSubjects(0.9), 1e-8);
        assertEquals(0.9, uneven.power(uneven.diseasedSubjects(0.9)), 1e-12);
        assertEquals(
                AucSampleSize.pairedDifference(0.8, 0.75, HALF).diseasedSubjects(0.8),
                AucSampleSize.nonInferiority(0.8, 0.75, Double.MIN_VALUE, HALF)
                        .withSignificance(0.025)
                        .diseasedSubjects(0.8),
                1e-9);
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> AucSampleSize.nonInferiority(0.75, 0.8, 0.05, HALF))
                        .getMessage()
                        .contains("reaches the margin 0.05"));
        assertThrows(IllegalArgumentException.class, () -> AucSampleSize.nonInferiority(0.8, 0.8, 0, HALF));
        assertThrows(IllegalArgumentException.class, () -> AucSampleSize.nonInferiority(1, 0.8, 0.1, HALF));
        assertThrows(IllegalArgumentException.class, () -> AucSampleSize.nonInferiority(0.8, 1, 0.3, HALF));
    }

    @Test
    @Tag("heavy")
    void deLongsIntervalLiesAboveTheMarginAsOftenAsTheDesignPromises() {
        double shown = share(
                2000,
                255,
                0.8,
                0.8,
                20261128,
                result -> MarginTest.nonInferiority(0.05)
                        .test(result.difference(), Math.sqrt(result.varianceOfDifference()))
                        .reject(0.05));
        assertEquals(0.8, shown, 4 * Math.sqrt(0.16 / 2000));
    }

    @Test
    void argumentsOutsideTheirRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> AucSampleSize.againstChance(0.5));
        assertThrows(IllegalArgumentException.class, () -> AucSampleSize.againstChance(1));
        assertThrows(IllegalArgumentException.class, () -> AucSampleSize.against(0.8, 0.8));
        assertThrows(IllegalArgumentException.class, () -> AucSampleSize.pairedDifference(0.8, 0.8, HALF));
        assertThrows(IllegalArgumentException.class, () -> AucSampleSize.unpairedDifference(1, 0.8));
        assertThrows(IllegalArgumentException.class, () -> new ScoreCorrelation(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ScoreCorrelation(0, Double.NaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> AucSampleSize.against(0.8, 0.7).withRatio(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> AucSampleSize.against(0.8, 0.7).withSignificance(1));
        assertThrows(
                IllegalArgumentException.class,
                () -> AucSampleSize.against(0.8, 0.7).power(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> AucSampleSize.against(0.8, 0.7).diseasedSubjects(1));
        assertThrows(IllegalArgumentException.class, () -> AucSampleSize.diseasedSubjectsForWidth(0.8, 0, 0.95, 1));
    }
}
