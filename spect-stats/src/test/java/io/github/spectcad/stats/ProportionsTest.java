package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Expected values: tables of Newcombe (1998); the formulas in scipy 1.10, for Tango's statistic with a numerical maximum of the
 * likelihood; simulation.
 */
class ProportionsTest {

    private static void check(double lower, double upper, ConfidenceInterval interval, double tolerance) {
        assertEquals(lower, interval.lower(), tolerance);
        assertEquals(upper, interval.upper(), tolerance);
    }

    @Test
    void unpairedDifferencesAgreeWithNewcombesTable() {
        UnpairedProportions p = new UnpairedProportions(56, 70, 48, 80);
        check(0.0524, 0.3339, p.newcombeInterval(0.95), 5e-5);
        check(-1, -0.69, new UnpairedProportions(0, 10, 10, 10).newcombeInterval(0.95), 0.4);
        assertEquals(0.2, p.difference(), 1e-15);
        // Pearson's chi-square of 56, 14, 48, 32 without correction
        double chi = 150.0 * Math.pow(56.0 * 32 - 14.0 * 48, 2) / (104.0 * 46 * 70 * 80);
        assertEquals(chi, p.statistic() * p.statistic(), 1e-12);
        assertEquals(1, new UnpairedProportions(0, 5, 0, 9).pValue());
        assertThrows(IllegalArgumentException.class, () -> new UnpairedProportions(0, 0, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new UnpairedProportions(3, 2, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new UnpairedProportions(1, 2, -1, 2));
    }

    @Test
    void pairedDifferencesAgreeWithTheirFormulas() {
        long[][] tables = {{36, 12, 2, 0}, {43, 0, 1, 0}, {20, 12, 3, 15}, {50, 5, 5, 40}};
        double[][] newcombe = {
            {0.05692958400323883, 0.3404276029749406},
            {-0.11807709698213287, 0.05971800835089891},
            {0.029530957884318643, 0.3167309476648612},
            {-0.0638981219744706, 0.06389812197447062}
        };
        double[][] tango = {
            {0.06111241, 0.34470875}, {-0.1180771, 0.05939323}, {0.03138626, 0.32988777}, {-0.0702212, 0.0702212}
        };
        for (int i = 0; i < tables.length; i++) {
            long[] t = tables[i];
            PairedProportions p = new PairedProportions(t[0], t[1], t[2], t[3]);
            check(newcombe[i][0], newcombe[i][1], p.newcombeInterval(0.95), 1e-12);
            check(tango[i][0], tango[i][1], p.tangoInterval(0.95), 2e-7);
            double z = p.tangoStatistic(0);
            assertEquals(p.mcNemar().chiSquare(), z * z, 1e-12);
        }
        PairedProportions p = new PairedProportions(20, 12, 3, 15);
        assertEquals(3.3813497423091667, p.tangoStatistic(-0.1), 1e-6);
        assertEquals(-0.2720591847739906, p.tangoStatistic(0.2), 1e-6);
        assertEquals(0.64, p.first());
        assertEquals(0.46, p.second());
        assertEquals(0.18, p.difference(), 1e-15);
    }

    @Test
    void intervalsOfExtremeTablesStayInTheirRange() {
        for (long[] t : new long[][] {
            {5, 0, 0, 0}, {0, 5, 0, 0}, {0, 0, 5, 0}, {0, 0, 0, 5}, {0, 1, 0, 0}, {1L << 40, 1L << 41, 3, 7}
        }) {
            PairedProportions p = new PairedProportions(t[0], t[1], t[2], t[3]);
            for (ConfidenceInterval interval :
                    new ConfidenceInterval[] {p.newcombeInterval(0.95), p.tangoInterval(0.95)}) {
                assertTrue(interval.lower() >= -1 && interval.upper() <= 1);
                assertTrue(interval.lower() <= p.difference() && p.difference() <= interval.upper());
            }
        }
        assertThrows(IllegalArgumentException.class, () -> new PairedProportions(0, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new PairedProportions(1, -1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new PairedProportions(1, 1, 0, 0).tangoStatistic(1));
    }

    @Test
    void countsFollowTheOutcomes() {
        PairedProportions p = PairedProportions.of(new int[] {1, 1, 1, 0, 0, 0, 1}, new int[] {1, 0, 0, 1, 0, 0, 1});
        assertEquals(new PairedProportions(2, 2, 1, 2), p);
        assertThrows(IllegalArgumentException.class, () -> PairedProportions.of(new int[] {2}, new int[] {1}));
    }

    @Test
    void scoreTestsAgainstAMarginAgreeWithTheirIntervals() {
        PairedProportions p = new PairedProportions(60, 6, 10, 24);
        ConfidenceInterval ninety = p.tangoInterval(0.9);
        for (double margin : new double[] {0.05, 0.1, 0.12, 0.15, 0.2}) {
            assertEquals(ninety.lower() > -margin, p.nonInferiority(margin).reject(0.05));
            assertEquals(
                    ninety.lower() > -margin && ninety.upper() < margin,
                    p.equivalence(margin).reject(0.05));
        }
        assertThrows(IllegalArgumentException.class, () -> p.nonInferiority(0));
    }

    @Test
    void marginTestsAreThoseOfTheirIntervals() {
        MarginTest.Result z = MarginTest.nonInferiority(0.05).test(-0.01, 0.02);
        assertEquals(2, z.statistic(), 1e-12);
        assertEquals(Gaussian.above(2), z.pValue(), 1e-12);
        MarginTest.Result t = MarginTest.nonInferiority(0.05).test(-0.01, 0.02, 5);
        assertEquals(0.050969739414929, t.pValue(), 1e-12); // scipy t.sf(2, 5)
        assertEquals(
                0.050969739414929,
                MarginTest.equivalence(0.05).test(0.01, 0.02, 5).pValue(),
                1e-12);
        assertEquals(
                Gaussian.above(2),
                MarginTest.equivalence(0.05).test(-0.01, 0.02).pValue(),
                1e-12);
        assertFalse(MarginTest.equivalence(0.05).test(0.06, 0.02).reject(0.5));
        assertEquals(0, MarginTest.nonInferiority(0.05).test(0.1, 0).pValue());
        assertEquals(0.5, MarginTest.equivalence(0.05).test(0.05, 0).pValue());
        assertThrows(
                IllegalArgumentException.class, () -> MarginTest.equivalence(0).test(0, 0.1));
        assertThrows(
                IllegalArgumentException.class,
                () -> MarginTest.equivalence(0.1).test(Double.NaN, 0.1));
        assertThrows(
                IllegalArgumentException.class,
                () -> MarginTest.nonInferiority(0.1).test(0, -0.1));
        assertThrows(
                IllegalArgumentException.class,
                () -> MarginTest.nonInferiority(0.1).test(0, 0.1, 0));
    }

    @Test
    void midPValuesAreExactOnesWithHalfTheObservedTable() {
        // b + c = 10, smaller 2: 2 (P(0) + P(1)) + P(2) = 2 * 11 / 1024 + 45 / 1024
        assertEquals(67 / 1024.0, McNemarTest.withDefaults().test(8, 2).midPValue(), 1e-15);
        assertEquals(112 / 1024.0, McNemarTest.withDefaults().test(2, 8).exactPValue(), 1e-15);
        assertEquals(1 / 16.0, McNemarTest.withDefaults().test(4, 0).midPValue(), 1e-15);
        assertEquals(1, McNemarTest.withDefaults().test(5, 5).midPValue());
        assertTrue(Double.isNaN(McNemarTest.withDefaults().test(0, 0).midPValue()));
        assertEquals(
                McNemarTest.withDefaults().test(8, 2).chiSquare(),
                McNemarTest.withDefaults().test(8, 2).statistic());
    }

    @Test
    void predictiveValuesOfDifferentSubjectsAreTwoIndependentProportions() {
        // no subject is called diseased by both: the score test of two independent samples
        int[] labels = new int[60];
        int[] first = new int[60];
        int[] second = new int[60];
        for (int i = 0; i < 60; i++) {
            first[i] = i < 25 ? 1 : 0;
            second[i] = i >= 25 && i < 50 ? 1 : 0;
            labels[i] = i < 20 || (i >= 25 && i < 38) ? 1 : 0;
        }
        PredictiveValueTest predictive = PredictiveValueTest.withDefaults();
        PredictiveValueTest.Comparison result =
                predictive.test(labels, first, second).positive();
        UnpairedProportions independent = new UnpairedProportions(20, 25, 13, 25);
        assertEquals(independent.statistic() * independent.statistic(), result.statistic(), 1e-12);
        assertEquals(0.8 - 0.52, result.difference(), 1e-15);
        double se = Math.sqrt(0.8 * 0.2 / 25 + 0.52 * 0.48 / 25);
        assertEquals(0.28 + 1.959963984540054 * se, result.interval().upper(), 1e-12);
        int[] healthy = Arrays.stream(labels).map(l -> 1 - l).toArray();
        int[] notFirst = Arrays.stream(first).map(l -> 1 - l).toArray();
        int[] notSecond = Arrays.stream(second).map(l -> 1 - l).toArray();
        assertEquals(result, predictive.test(healthy, notFirst, notSecond).negative());
        PredictiveValueTest.Comparison same =
                predictive.test(labels, first, first).positive();
        assertEquals(0, same.statistic());
        assertEquals(1, same.pValue());
        assertTrue(Double.isNaN(
                predictive.test(labels, new int[60], first).positive().pValue()));
    }

    @Test
    void predictiveValuesAgreeWithDTComPair() {
        // diseased: both, first, second, neither; healthy likewise; the output in the package's documentation of pv.wgs
        int[] counts = {319, 78, 22, 32, 31, 53, 22, 155};
        int[] labels = new int[712];
        int[] first = new int[712];
        int[] second = new int[712];
        int next = 0;
        for (int cell = 0; cell < 8; cell++) {
            for (int i = 0; i < counts[cell]; i++, next++) {
                labels[next] = cell < 4 ? 1 : 0;
                first[next] = cell % 4 < 2 ? 1 : 0;
                second[next] = cell % 2 == 0 && cell % 4 < 3 ? 1 : 0;
            }
        }
        PredictiveValueTest.Result result = PredictiveValueTest.withDefaults().test(labels, first, second);
        assertEquals(0.82536383, result.positive().first(), 5e-9);
        assertEquals(0.86548223, result.positive().second(), 5e-9);
        assertEquals(-0.04011841, result.positive().difference(), 5e-9);
        assertEquals(5.46588745, result.positive().statistic(), 5e-9);
        assertEquals(0.01939120, result.positive().pValue(), 5e-9);
        assertEquals(0.7662338, result.negative().first(), 5e-8);
        assertEquals(0.1121457, result.negative().difference(), 5e-8);
        assertEquals(16.53540, result.negative().statistic(), 5e-6);
        assertEquals(4.775012e-05, result.negative().pValue(), 5e-12);
        McNemarTest.Result sensitivity = McNemarTest.withDefaults().test(78, 22);
        assertEquals(31.36, sensitivity.statistic(), 1e-12);
        assertEquals(2.143518e-08, sensitivity.pValue(), 5e-15);
    }

    @Test
    @Tag("heavy")
    void theTestOfPredictiveValuesKeepsItsLevel() {
        SplittableRandom random = new SplittableRandom(3);
        int runs = 3000;
        int rejected = 0;
        for (int run = 0; run < runs; run++) {
            int n = 200;
            int[] labels = new int[n];
            int[] first = new int[n];
            int[] second = new int[n];
            for (int i = 0; i < n; i++) {
                labels[i] = random.nextInt(10) < 4 ? 1 : 0;
                double shared = random.nextDouble();
                double p = labels[i] == 1 ? 0.8 : 0.3;
                first[i] = (random.nextBoolean() ? shared : random.nextDouble()) < p ? 1 : 0;
                second[i] = (random.nextBoolean() ? shared : random.nextDouble()) < p ? 1 : 0;
            }
            rejected += PredictiveValueTest.withDefaults()
                            .test(labels, first, second)
                            .positive()
                            .reject(0.05)
                    ? 1
                    : 0;
        }
        assertEquals(0.05, rejected / (double) runs, 4 * Math.sqrt(0.05 * 0.95 / runs));
    }

    @Test
    void unpairedProportionsNeedCountsWithinTheirSample() {
        assertEquals(1, new UnpairedProportions(0, 1, 0, 1).pValue());
        assertEquals(1, new UnpairedProportions(1, 1, 0, 1).difference());
        assertEquals(
                1, new UnpairedProportions(1, 1, 0, 1).newcombeInterval(0.95).upper());
        assertEquals(
                -1, new UnpairedProportions(0, 1, 1, 1).newcombeInterval(0.95).lower());
        UnpairedProportions some = new UnpairedProportions(56, 70, 48, 80);
        assertEquals(Gaussian.pValue(some.statistic(), Alternative.TWO_SIDED), some.pValue(), 1e-16);
        for (long[] c : new long[][] {{0, 0, 0, 1}, {0, 1, 0, 0}, {2, 1, 0, 1}, {-1, 1, 0, 1}, {0, 1, 2, 1}}) {
            assertThrows(IllegalArgumentException.class, () -> new UnpairedProportions(c[0], c[1], c[2], c[3]));
        }
    }

    @Test
    void powerIsThatOfTheNumberOfSubjects() {
        for (ProportionSampleSize design : new ProportionSampleSize[] {
            ProportionSampleSize.against(0.8, 0.7),
            ProportionSampleSize.against(0.4, 0.7).with(Alternative.LESS),
            ProportionSampleSize.paired(0.175, 0.075).withSignificance(0.01)
        }) {
            assertEquals(0.8, design.power(design.subjects(0.8)), 1e-12);
        }
        // every subject is right by the first method alone: the test decides at z^2 subjects
        ProportionSampleSize certain = ProportionSampleSize.paired(1, 0);
        double enough = 1.959963984540054 * 1.959963984540054;
        assertEquals(0, certain.power(enough - 1e-9));
        assertEquals(1, certain.power(enough + 1e-9));
        assertEquals(
                0,
                ProportionSampleSize.against(0.8, 0.7).with(Alternative.GREATER).subjects(0.01));
        assertEquals(2, ProportionSampleSize.designEffect(2, 1));
        assertEquals(0, ProportionSampleSize.designEffect(3, -0.5));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ProportionSampleSize.designEffect(3, -0.6))
                .getMessage()
                .contains("at least -0.5"));
    }

    @Test
    void sampleSizesOfProportionsAgreeWithTheirFormulas() {
        assertEquals(152.47725920029038, ProportionSampleSize.against(0.8, 0.7).subjects(0.8), 1e-9);
        assertEquals(
                152.47725920029038,
                ProportionSampleSize.against(0.8, 0.7)
                        .withSignificance(0.025)
                        .with(Alternative.GREATER)
                        .subjects(0.8),
                1e-9);
        assertEquals(
                258.5057739784386, ProportionSampleSize.paired(0.175, 0.075).subjects(0.9), 1e-9);
        assertEquals(1.6, ProportionSampleSize.designEffect(3, 0.3), 1e-15);
        for (double p : new double[] {0, 0.3, 0.9, 1}) {
            double n = ProportionSampleSize.subjectsForWidth(p, 0.1, 0.95);
            assertEquals(
                    0.1, ProportionInterval.WILSON.compute(p * n, n, 0.95).width(), p == 0 || p == 1 ? 1e-9 : 1e-12);
        }
        assertThrows(IllegalArgumentException.class, () -> ProportionSampleSize.paired(0.1, 0.1));
        assertThrows(IllegalArgumentException.class, () -> ProportionSampleSize.paired(0.7, 0.4));
        assertThrows(IllegalArgumentException.class, () -> ProportionSampleSize.designEffect(3, -0.6));
        assertThrows(IllegalArgumentException.class, () -> ProportionSampleSize.designEffect(0, 0.1));
        assertThrows(IllegalArgumentException.class, () -> ProportionSampleSize.against(0.8, 0.8));
        assertThrows(IllegalArgumentException.class, () -> ProportionSampleSize.subjectsForWidth(0.5, 1, 0.9));
    }

    /** Expected numbers by numerical maximisation of the restricted likelihood in scipy. */
    @Test
    void nonInferiorityOfPairedProportionsAgreesWithNam() {
        assertEquals(
                133.438618659,
                ProportionSampleSize.nonInferiority(0.1, 0.1, 0.1).subjects(0.8),
                1e-5);
        ProportionSampleSize better =
                ProportionSampleSize.nonInferiority(0.175, 0.075, 0.05).withSignificance(0.025);
        assertEquals(119.877992325, better.subjects(0.9), 1e-5);
        assertEquals(0.9, better.power(better.subjects(0.9)), 1e-12);
        assertEquals(
                252.555126300,
                ProportionSampleSize.nonInferiority(0.05, 0.08, 0.1).subjects(0.9),
                1e-5);
        assertTrue(ProportionSampleSize.nonInferiority(0, 0, 0.1).subjects(0.9) > 0);
        for (double[] bad :
                new double[][] {{0.1, 0.2, 0.1}, {0.1, 0.1, 0}, {0.1, 0.1, 1}, {0.7, 0.4, 0.1}, {-0.1, 0, 0.2}}) {
            assertThrows(
                    IllegalArgumentException.class, () -> ProportionSampleSize.nonInferiority(bad[0], bad[1], bad[2]));
        }
    }

    /** Subjects of which shares have success of the first alone and of the second alone. */
    private static PairedProportions simulated(SplittableRandom random, int n, double firstOnly, double secondOnly) {
        int b = 0;
        int c = 0;
        for (int i = 0; i < n; i++) {
            double u = random.nextDouble();
            b += u < firstOnly ? 1 : 0;
            c += u > 1 - secondOnly ? 1 : 0;
        }
        return new PairedProportions(n - b - c, b, c, 0);
    }

    @Test
    @Tag("heavy")
    void tangosScoreNeedsThePlannedNumberOfPairs() {
        SplittableRandom random = new SplittableRandom(7);
        int n = (int)
                Math.ceil(ProportionSampleSize.nonInferiority(0.1, 0.1, 0.1).subjects(0.8));
        int runs = 4000;
        int shown = 0;
        for (int run = 0; run < runs; run++) {
            shown += simulated(random, n, 0.1, 0.1).nonInferiority(0.1).reject(0.05) ? 1 : 0;
        }
        assertEquals(0.8, shown / (double) runs, 4 * Math.sqrt(0.16 / runs));
    }

    @Test
    @Tag("heavy")
    void mcNemarNeedsThePlannedNumberOfPairs() {
        SplittableRandom random = new SplittableRandom(6);
        int n = (int) Math.ceil(ProportionSampleSize.paired(0.175, 0.075).subjects(0.9));
        int runs = 2000;
        long found = IntStream.range(0, runs)
                .filter(run -> {
                    PairedProportions pairs = simulated(random, n, 0.175, 0.075);
                    return McNemarTest.withDefaults()
                            .test(pairs.firstOnly(), pairs.secondOnly())
                            .reject(0.05);
                })
                .count();
        assertEquals(0.9, found / (double) runs, 4 * Math.sqrt(0.09 / runs));
    }
}
