package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Published worked examples of Fleiss, Gwet, and Bland and Altman. */
class AgreementOfManyTest {

    /** Four raters, twelve subjects, five categories: the example of Gwet's handbook. */
    private static final int[][] GWET = {
        {0, 0, -1, 0}, {1, 1, 2, 1}, {2, 2, 2, 2}, {2, 2, 2, 2}, {1, 1, 1, 1}, {0, 1, 2, 3},
        {3, 3, 3, 3}, {0, 0, 1, 0}, {1, 1, 1, 1}, {-1, 4, 4, 4}, {-1, -1, 0, 0}, {-1, -1, 2, -1}
    };

    /** Fourteen raters, ten subjects, five categories. */
    private static final int[][] FOURTEEN = {
        {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
        {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}
    };

    @Test
    void fleissKappaAndAc1AgreeWithPublishedExamples() {
        assertEquals(0.210, MultiRaterAgreement.fleissKappa(FOURTEEN).value(), 5e-4);
        assertEquals(0.378, MultiRaterAgreement.fleissKappa(FOURTEEN).observedAgreement(), 5e-4);
        int[][] counts = MultiRaterAgreement.counts(GWET, 5);
        MultiRaterAgreement kappa = MultiRaterAgreement.fleissKappa(counts);
        MultiRaterAgreement ac1 = MultiRaterAgreement.ac1(counts);
        assertEquals(0.76117, kappa.value(), 5e-6);
        assertEquals(0.15302, kappa.standardError(), 5e-6);
        assertEquals(0.77544, ac1.value(), 5e-6);
        assertEquals(0.14295, ac1.standardError(), 5e-6);
        assertEquals(12, ac1.subjects());
        assertEquals(0.461, ac1.interval(0.95).lower(), 5e-4);
        assertEquals(1, ac1.interval(0.95).upper());
    }

    @Test
    void twoRatersWithEqualMarginsHaveCohensKappa() {
        int[][] ratings = {{0, 0}, {0, 0}, {0, 1}, {1, 0}, {1, 1}, {1, 1}, {1, 1}};
        int[] first = {0, 0, 0, 1, 1, 1, 1};
        int[] second = {0, 0, 1, 0, 1, 1, 1};
        assertEquals(
                CohenKappa.withDefaults().of(first, second, 2).kappa(),
                MultiRaterAgreement.fleissKappa(MultiRaterAgreement.counts(ratings, 2))
                        .value(),
                1e-15);
    }

    @Test
    void agreementOnOneCategoryIsUndefinedForKappaAndPerfectForAc1() {
        int[][] counts = {{3, 0}, {3, 0}, {2, 0}};
        assertTrue(Double.isNaN(MultiRaterAgreement.fleissKappa(counts).value()));
        assertTrue(Double.isNaN(
                MultiRaterAgreement.fleissKappa(counts).interval(0.95).lower()));
        assertEquals(1, MultiRaterAgreement.ac1(counts).value());
        assertTrue(Double.isNaN(MultiRaterAgreement.ac1(new int[][] {{2, 0}}).standardError()));
        assertThrows(IllegalArgumentException.class, () -> MultiRaterAgreement.ac1(new int[][] {{1, 0}, {0, 1}}));
        assertThrows(IllegalArgumentException.class, () -> MultiRaterAgreement.ac1(new int[][] {{2, 0}, {2}}));
        assertThrows(IllegalArgumentException.class, () -> MultiRaterAgreement.ac1(new int[][] {{2, 0}, {2, 0, 0}}));
        assertThrows(IllegalArgumentException.class, () -> MultiRaterAgreement.ac1(new int[][] {{3, -1}}));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> MultiRaterAgreement.counts(new int[][] {{5}}, 5))
                .getMessage()
                .contains("[0, 4]"));
        assertThrows(IllegalArgumentException.class, () -> MultiRaterAgreement.counts(new int[][] {{-2}}, 5));
    }

    @Test
    void limitsOfAgreementAreThoseOfBlandAndAltmansPeakFlowMeters() {
        double[] wright = {494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427};
        double[] mini = {512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451};
        BlandAltman agreement = BlandAltman.of(wright, mini);
        assertEquals(-2.1, agreement.bias(), 0.05);
        assertEquals(38.8, agreement.standardDeviation(), 0.05);
        // the paper takes 2 for 1.96: -2.1 - 77.6 = -79.7 and 75.5
        assertEquals(-79.7, agreement.bias() - 2 * agreement.standardDeviation(), 0.1);
        assertEquals(
                agreement.bias() - 1.959963984540054 * agreement.standardDeviation(), agreement.lowerLimit(), 1e-12);
        assertEquals(-22.0, agreement.biasInterval(0.95).lower(), 0.1);
        assertEquals(17.8, agreement.biasInterval(0.95).upper(), 0.1);
        // the paper: 75.5 -+ 34.6 about its limit
        assertEquals(34.6, agreement.upperLimitInterval(0.95).width() / 2, 0.1);
        assertEquals(agreement.lowerLimit(), mean(agreement.lowerLimitInterval(0.95)), 1e-9);
        assertEquals(agreement.upperLimit(), mean(agreement.upperLimitInterval(0.95)), 1e-9);
        assertEquals(
                agreement.upperLimitInterval(0.9).width(),
                agreement.lowerLimitInterval(0.9).width(),
                1e-9);
        assertEquals(17, agreement.subjects());
        assertThrows(IllegalArgumentException.class, () -> BlandAltman.of(new double[] {1, 2}, new double[] {1, 2, 3}));
        assertThrows(IllegalArgumentException.class, () -> BlandAltman.of(new double[] {1}, new double[] {2}));
        assertThrows(
                IllegalArgumentException.class,
                () -> BlandAltman.of(new double[] {1, Double.POSITIVE_INFINITY}, new double[] {2, 3}));
    }

    private static double mean(ConfidenceInterval interval) {
        return (interval.lower() + interval.upper()) / 2;
    }
}
