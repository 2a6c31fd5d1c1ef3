package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.stats.Reference.Row;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** McNemar's test, kappa and intraclass correlation against base R, vcd and psych. */
class AgreementTest {

    private static final Map<String, long[][]> TABLES = Map.of(
            "fleiss", new long[][] {{106, 22, 2}, {10, 28, 12}, {4, 10, 6}},
            "two", new long[][] {{40, 5}, {9, 30}},
            "four", new long[][] {{12, 4, 0, 1}, {3, 15, 5, 0}, {1, 2, 11, 2}, {0, 1, 3, 14}});
    private static final double[][] SHROUT_FLEISS = {
        {9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}
    };

    @Test
    void mcNemarAgreesWithTheReference() {
        for (Row row : Reference.rows("mcnemar.csv")) {
            McNemarTest.Result test = McNemarTest.withDefaults().test(row.integer("b"), row.integer("c"));
            row.check("chisq", test.chiSquare(), 1e-12);
            row.check("p", test.pValue(), 1e-11);
            row.check("chisq_cc", test.correctedChiSquare(), 1e-12);
            row.check("p_cc", test.correctedPValue(), 1e-11);
            row.check("p_exact", test.exactPValue(), 1e-11);
        }
        assertEquals(
                McNemarTest.withDefaults().test(2, 1),
                McNemarTest.withDefaults()
                        .test(new int[] {1, 0, 1, 0}, new int[] {1, 0, 0, 0}, new int[] {0, 1, 1, 0}));
    }

    @Test
    void kappaAndItsStandardErrorAgreeWithTheReference() {
        for (Row row : Reference.rows("agreement.csv")) {
            if (TABLES.containsKey(row.text("case"))) {
                String[] what = row.text("what").split("_", -1);
                CohenKappa.Result result = CohenKappa.withDefaults()
                        .with(CohenKappa.Weights.valueOf(what[0]))
                        .of(TABLES.get(row.text("case")));
                row.check("value", what[1].equals("kappa") ? result.kappa() : result.standardError(), 1e-12);
            }
        }
    }

    /** Weighted kappa by Fleiss, Cohen and Everitt (1969), recomputed with NumPy. */
    @Test
    void kappaIsTestedByItsErrorUnderChanceAgreement() {
        long[][] table = {{53, 5, 2}, {11, 14, 5}, {1, 6, 3}};
        double[][] expected = {
            {0.7, 0.475, 0.4285714285714286, 5.459058939351292},
            {0.835, 0.675, 0.4923076923076926, 6.025948617237678},
            {0.9025, 0.775, 0.566666666666667, 5.682473298951437}
        };
        for (CohenKappa.Weights weights : CohenKappa.Weights.values()) {
            CohenKappa.Result result =
                    CohenKappa.withDefaults().with(weights).withConfidence(0.8).of(table);
            double[] row = expected[weights.ordinal()];
            assertEquals(row[0], result.observedAgreement(), 1e-14);
            assertEquals(row[1], result.expectedAgreement(), 1e-14);
            assertEquals(row[2], result.kappa(), 1e-14);
            assertEquals(row[3], result.statistic(), 1e-12);
            assertEquals(Gaussian.pValue(row[3], Alternative.TWO_SIDED), result.pValue(), 1e-16);
            double half = 1.2815515655446004 * result.standardError();
            assertEquals(row[2] - half, result.interval().lower(), 1e-12);
            assertEquals(row[2] + half, result.interval().upper(), 1e-12);
            assertEquals(0.8, result.interval().level());
        }
        // without weights, on two categories, the square is Pearson's chi-square
        double z =
                CohenKappa.withDefaults().of(new long[][] {{20, 5}, {10, 15}}).statistic();
        assertEquals(8.333333333333334, z * z, 1e-12);
    }

    @Test
    void unweightedKappaIsThatOfTheConfusionMatrix() {
        int[] labels = {1, 1, 0, 0, 1, 0, 1};
        int[] decisions = {1, 0, 0, 1, 1, 0, 1};
        CohenKappa.Result result = CohenKappa.withDefaults().of(labels, decisions, 2);
        assertEquals(ConfusionMatrix.of(labels, decisions).kappa(), result.kappa(), 1e-15);
        assertTrue(result.interval().contains(result.kappa()));
        assertTrue(Double.isNaN(CohenKappa.withDefaults()
                .of(new long[][] {{5, 0}, {0, 0}})
                .kappa()));
    }

    @Test
    void intraclassCorrelationsAgreeWithTheReference() {
        IntraclassCorrelation icc = IntraclassCorrelation.of(SHROUT_FLEISS);
        for (Row row : Reference.rows("agreement.csv")) {
            if (row.text("case").equals("shrout_fleiss")) {
                String what = row.text("what");
                int split = what.lastIndexOf('_');
                IntraclassCorrelation.Form form = IntraclassCorrelation.Form.valueOf(what.substring(0, split));
                double actual = switch (what.substring(split + 1)) {
                    case "icc" -> icc.value(form);
                    case "p" -> icc.pValue(form);
                    case "lo" -> icc.interval(form, 0.95).lower();
                    case "hi" -> icc.interval(form, 0.95).upper();
                    default -> throw new IllegalArgumentException(what);
                };
                row.check("value", actual, 1e-9);
            }
        }
        assertTrue(Double.isNaN(IntraclassCorrelation.of(new double[][] {{1, 1}, {1, 1}})
                .value(IntraclassCorrelation.Form.AGREEMENT_SINGLE)));
    }

    @Test
    void illegalRatingsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> CohenKappa.withDefaults().of(new int[] {0, 1}, new int[] {0, 1, 1}, 2));
        assertEquals(
                "second[1] must lie in [0, 2], got 3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> CohenKappa.withDefaults().of(new int[] {0, 1}, new int[] {0, 3}, 3))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> CohenKappa.withDefaults().of(new long[][] {{1, 2}, {3}}));
        assertThrows(
                IllegalArgumentException.class,
                () -> CohenKappa.withDefaults().of(new int[] {0, 3}, new int[] {0, 1}, 3));
        assertThrows(
                IllegalArgumentException.class,
                () -> IntraclassCorrelation.of(new double[][] {{1, Double.NaN}, {1, 2}}));
        assertThrows(
                IllegalArgumentException.class, () -> IntraclassCorrelation.of(new double[][] {{1, 2}, {1, 2, 3}}));
    }
}
