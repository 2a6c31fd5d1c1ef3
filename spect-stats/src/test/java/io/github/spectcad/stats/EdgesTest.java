package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.stats.BootstrapDistribution.BiasCorrection;
import io.github.spectcad.stats.IntraclassCorrelation.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values at the edges of what a method is defined for; expected numbers from R, scipy, mpmath or by enumeration. */
class EdgesTest {

    private static final double CLOSE = 1e-12;

    @Test
    @Tag("heavy")
    void exactSignedRanksOfAThousandPairsDoNotOverflow() {
        WilcoxonSignedRankTest exact = WilcoxonSignedRankTest.withDefaults().with(PValueMethod.EXACT);
        for (int n : new int[] {1024, 1030, 1400}) {
            double[] x = IntStream.rangeClosed(1, n)
                    .mapToDouble(i -> i % 2 == 1 ? i : -i)
                    .toArray();
            WilcoxonSignedRankTest.Result result = exact.test(x, new double[n]);
            if (n == 1030) {
                assertEquals(265225, result.v());
                assertEquals(0.978539, result.pValue(), 5e-7); // R 4.2.2
                assertEquals(0.9785390075451225, result.pValue(), 1e-11);
            }
            assertTrue(result.pValue() > 0.9 && result.pValue() <= 1);
        }
        assertThrows(IllegalArgumentException.class, () -> exact.test(new double[2000], ascending(2000)));
    }

    private static double[] ascending(int n) {
        return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
    }

    @Test
    void toleranceRestoresTiesThatRoundingBroke() {
        double[] x = {0.3, 0.2, 0.5, 0.1};
        double[] y = {0.1, 0, 0.1, 0.1 + 1e-17};
        WilcoxonSignedRankTest exact = WilcoxonSignedRankTest.withDefaults();
        assertFalse(exact.test(x, y).ties()); // 0.3 - 0.1 is not 0.2
        WilcoxonSignedRankTest.Result tolerant = exact.withTieTolerance(1e-9).test(x, y);
        assertTrue(tolerant.ties());
        assertEquals(3, tolerant.nonZero());
        assertEquals(
                2,
                exact.withTieTolerance(0.25)
                                .test(new double[] {0.3, 0.9, 1.1}, new double[3])
                                .v()
                        - 4);
        assertThrows(IllegalArgumentException.class, () -> exact.withTieTolerance(-1));
        assertThrows(IllegalArgumentException.class, () -> exact.withTieTolerance(Double.NaN));
    }

    @Test
    @Tag("heavy")
    void exactRankSumsOfVeryUnequalSamplesAreQuickAndRight() {
        double[] few = {10_000.5, 20_000.5, 25_000.5};
        double[] many = ascending(30_000);
        WilcoxonRankSumTest exact = WilcoxonRankSumTest.withDefaults().with(PValueMethod.EXACT);
        WilcoxonRankSumTest.Result result = exact.test(few, many);
        assertEquals(55_000, result.w());
        assertEquals(
                result.pValue(), exact.with(Alternative.LESS).test(many, few).pValue() * 2, 1e-10);
        // one against n: uniform
        WilcoxonRankSumTest.Result one =
                exact.with(Alternative.GREATER).test(new double[] {99_000.5}, ascending(100_000));
        assertEquals(1001 / 100_001.0, one.pValue(), 1e-14);
        double[] tied = many.clone();
        tied[1] = 1;
        assertTrue(assertThrows(IllegalArgumentException.class, () -> exact.test(few, tied))
                .getMessage()
                .contains("too long"));
        ConfidenceInterval shift = HodgesLehmann.interval(new double[] {0}, ascending(100_000), 0.95);
        assertEquals(-97_501, shift.lower(), 1);
        assertEquals(-2_500, shift.upper(), 1);
    }

    @Test
    void exactRankSumsAgreeWithEnumeration() {
        SplittableRandom random = new SplittableRandom(4);
        for (int run = 0; run < 200; run++) {
            int m = 1 + random.nextInt(5);
            int n = 1 + random.nextInt(5);
            int levels = run % 2 == 0 ? 1000 : 4;
            double[] all =
                    random.doubles(m + n).map(v -> Math.floor(v * levels)).toArray();
            double[] x = Arrays.copyOf(all, m);
            double[] y = Arrays.copyOfRange(all, m, m + n);
            WilcoxonRankSumTest exact = WilcoxonRankSumTest.withDefaults().with(PValueMethod.EXACT);
            double w = exact.test(x, y).w();
            int total = 0;
            int below = 0;
            int above = 0;
            for (int mask = 0; mask < 1 << (m + n); mask++) {
                if (Integer.bitCount(mask) == m) {
                    double u = 0;
                    for (int i = 0; i < m + n; i++) {
                        for (int j = 0; j < m + n; j++) {
                            if ((mask >> i & 1) == 1 && (mask >> j & 1) == 0) {
                                u += all[i] > all[j] ? 1 : all[i] == all[j] ? 0.5 : 0;
                            }
                        }
                    }
                    total++;
                    below += u <= w ? 1 : 0;
                    above += u >= w ? 1 : 0;
                }
            }
            assertEquals(
                    (double) below / total,
                    exact.with(Alternative.LESS).test(x, y).pValue(),
                    CLOSE);
            assertEquals(
                    (double) above / total,
                    exact.with(Alternative.GREATER).test(x, y).pValue(),
                    CLOSE);
        }
    }

    @Test
    void intraclassCorrelationsAreDefinedWithoutResidualAndForPerfectAgreement() {
        IntraclassCorrelation shifted = IntraclassCorrelation.of(new double[][] {{1, 2}, {2, 3}, {3, 4}, {4, 5}});
        ConfidenceInterval single = shifted.interval(Form.AGREEMENT_SINGLE, 0.95);
        assertEquals(0.003842475538180135, single.lower(), 1e-9); // psych: .0038
        assertEquals(0.9830923460245404, single.upper(), 1e-9); // psych: .9831
        assertEquals(new ConfidenceInterval(1, 1, 0.95), shifted.interval(Form.CONSISTENCY_SINGLE, 0.95));
        IntraclassCorrelation perfect =
                IntraclassCorrelation.of(new double[][] {{0.1, 0.1, 0.1}, {0.7, 0.7, 0.7}, {0.3, 0.3, 0.3}});
        IntraclassCorrelation useless = IntraclassCorrelation.of(new double[][] {{1, 2}, {2, 1}, {1, 2}, {2, 1}});
        IntraclassCorrelation equal = IntraclassCorrelation.of(new double[][] {{0.1, 0.1}, {0.1, 0.1}, {0.1, 0.1}});
        for (Form form : Form.values()) {
            assertEquals(1, perfect.value(form), CLOSE);
            assertEquals(1, perfect.interval(form, 0.9).lower(), CLOSE);
            assertEquals(1, perfect.interval(form, 0.9).upper(), CLOSE);
            assertEquals(0, perfect.pValue(form));
            assertTrue(useless.value(form) <= 0);
            assertFalse(Double.isNaN(useless.interval(form, 0.9).lower()));
            assertTrue(Double.isNaN(equal.value(form)));
            assertTrue(Double.isNaN(equal.interval(form, 0.9).lower()));
            assertTrue(Double.isNaN(equal.pValue(form)));
        }
    }

    @Test
    void intraclassIntervalsOfAnyRatingsAreOrderedAndHoldTheValue() {
        double[][] reported = {{1, 0}, {1, 1}, {1, 2}, {2, 2}, {0, 2}, {2, 1}, {2, 0}};
        assertEquals(
                Double.NEGATIVE_INFINITY,
                IntraclassCorrelation.of(reported)
                        .interval(Form.AGREEMENT_AVERAGE, 0.95)
                        .lower());
        SplittableRandom random = new SplittableRandom(11);
        for (int run = 0; run < 2000; run++) {
            int n = 2 + random.nextInt(8);
            int k = 2 + random.nextInt(3);
            double[][] ratings = new double[n][k];
            for (double[] row : ratings) {
                Arrays.setAll(row, j -> random.nextInt(3));
            }
            IntraclassCorrelation icc = IntraclassCorrelation.of(ratings);
            for (Form form : Form.values()) {
                double value = icc.value(form);
                ConfidenceInterval interval = icc.interval(form, 0.95);
                assertEquals(Double.isNaN(value), Double.isNaN(interval.lower()));
                assertTrue(Double.isNaN(value) || (value <= 1 && interval.upper() <= 1), () -> form + " " + value);
                if (form != Form.AGREEMENT_SINGLE && form != Form.AGREEMENT_AVERAGE && !Double.isNaN(value)) {
                    assertTrue(interval.lower() <= value + CLOSE && value <= interval.upper() + CLOSE);
                }
            }
        }
    }

    @Test
    void omnibusTestIsUndefinedForOneSubjectInAClassAndNeedsTwoModels() {
        int[] labels = {0, 0, 1};
        double[] a = {1, 2, 3};
        DeLongCovariance.Omnibus omnibus =
                DeLongCovariance.of(labels, new double[][] {a, {2, 1, 1}}).omnibusTest();
        assertTrue(Double.isNaN(omnibus.statistic()));
        assertTrue(Double.isNaN(omnibus.pValue()));
        DeLongCovariance one = DeLongCovariance.of(labels, new double[][] {a});
        assertThrows(IllegalStateException.class, one::omnibusTest);
    }

    @Test
    void omnibusTestAgreesWithThePairedTestWhereThereIsNoVariance() {
        int[] labels = {0, 0, 0, 1, 1, 1};
        double[] up = {1, 2, 3, 4, 5, 6};
        double[] down = {6, 5, 4, 3, 2, 1};
        double[] noisy = {1, 4, 2, 3, 6, 5};
        DeLongCovariance.Omnibus two =
                DeLongCovariance.of(labels, new double[][] {up, down}).omnibusTest();
        assertEquals(Double.POSITIVE_INFINITY, two.statistic());
        assertEquals(1, two.degreesOfFreedom());
        assertEquals(0, two.pValue());
        assertTrue(two.reject(0.05));
        DeLongCovariance.Omnibus three =
                DeLongCovariance.of(labels, new double[][] {up, noisy, down}).omnibusTest();
        assertEquals(2, three.degreesOfFreedom());
        assertEquals(0, three.pValue());
        DeLongCovariance.Omnibus same =
                DeLongCovariance.of(labels, new double[][] {up, up}).omnibusTest();
        assertEquals(1, same.pValue());
        assertEquals(0, same.degreesOfFreedom());
        assertEquals(0, same.statistic());
    }

    @Test
    void bootstrapDifferencesThatAreEqualAreEqualNumbers() {
        SplittableRandom random = new SplittableRandom(9);
        for (int run = 0; run < 60; run++) {
            int n = 20 + random.nextInt(20);
            int[] labels = IntStream.range(0, n).map(i -> i % 3 == 0 ? 1 : 0).toArray();
            double[] a = random.doubles(n).map(v -> Math.rint(6 * v)).toArray();
            double[] b = random.doubles(n).map(v -> Math.rint(6 * v)).toArray();
            BootstrapDistribution difference =
                    Bootstrap.of(ResamplingPlan.stratified(labels, 400, run)).aucDifference(labels, a, b);
            assertEquals(DeLongTest.withDefaults().test(labels, a, b).difference(), difference.estimate());
            int m = (int) Arrays.stream(labels).filter(l -> l == 1).count();
            double step = 2.0 * m * (n - m);
            for (double replicate : difference.replicates()) {
                assertEquals(Math.rint(replicate * step) / step, replicate); // the correctly rounded ratio
            }
            long ties = Arrays.stream(difference.replicates())
                    .filter(r -> Math.abs(r - difference.estimate()) < 1e-9)
                    .count();
            long below = Arrays.stream(difference.replicates())
                    .filter(r -> r < difference.estimate() - 1e-9)
                    .count();
            assertEquals((below + ties / 2.0) / 400, Gaussian.below(difference.medianBias(BiasCorrection.MID)), CLOSE);
        }
    }

    @Test
    void plattScalingDoesNotMindAnOffsetOrAUnit() {
        int[] labels = {0, 0, 1, 0, 1, 1, 0, 1};
        double[] scores = {0.1, 0.4, 0.35, 0.8, 0.7, 0.9, 0.2, 0.6};
        Recalibration plain = Recalibration.platt(labels, scores);
        for (double offset : new double[] {0, 1e8, -1e12}) {
            for (double unit : new double[] {0x1p-600, 1, 0x1p600}) {
                if (offset == 0 || unit == 1) {
                    double[] moved =
                            Arrays.stream(scores).map(s -> s * unit + offset).toArray();
                    double tolerance = offset == 0 ? 1e-12 : Math.ulp(offset) * 10;
                    for (int i = 0; i < 8; i++) {
                        assertEquals(
                                plain.apply(scores[i]),
                                Recalibration.platt(labels, moved).apply(moved[i]),
                                tolerance);
                    }
                }
            }
        }
        assertEquals(
                1,
                Recalibration.platt(
                                labels,
                                Arrays.stream(scores).map(s -> s * 1e308).toArray())
                        .apply(Double.POSITIVE_INFINITY));
    }

    /** By Newton's method with 40 digits, of the scores without their offset. */
    @Test
    void plattScalingOfAnOffsetOf1e8KeepsItsProbabilities() {
        int[] labels = {0, 0, 1, 0, 1, 1, 0, 1};
        double[] scores = new double[8];
        Arrays.setAll(scores, i -> 1e8 + 1 + i);
        Recalibration map = Recalibration.platt(labels, scores);
        double[] expected = {
            0.2815155846901973, 0.33866380591018425, 0.4009393539723147, 0.46658714903408716,
            0.5334128509659128, 0.5990606460276853, 0.6613361940898158, 0.7184844153098028
        };
        assertArrayEquals(expected, map.apply(scores), 1e-8);
    }

    @Test
    void temperatureExistsWhenOneHalfDoesNotSeparate() {
        int[] labels = {0, 0, 1, 1};
        Recalibration map = Recalibration.temperature(labels, new double[] {0.6, 0.7, 0.8, 0.9});
        double t = LogisticFit.logit(0.8) / LogisticFit.logit(map.apply(0.8));
        assertEquals(1.4406171567152475, t, 1e-12);
        assertEquals(
                2.0 / 3,
                Recalibration.temperature(new int[] {1, 0, 1}, new double[] {0.8, 0.8, 0.8})
                        .apply(0.8),
                1e-12);
        for (double[] refused : List.of(
                new double[] {0.1, 0.2, 0.8, 0.9},
                new double[] {0.5, 0.2, 0.5, 0.9},
                new double[] {0.5, 0.5, 0.5, 0.5},
                new double[] {0.9, 0.8, 0.2, 0.1})) {
            assertThrows(IllegalArgumentException.class, () -> Recalibration.temperature(labels, refused));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Recalibration.temperature(new int[] {1, 1}, new double[] {0.3, 0.8}));
    }

    @Test
    void bcaBeyondItsPoleGivesTheExtremeValue() {
        BootstrapDistribution distribution =
                BootstrapDistribution.of(0.55, new double[] {0.1, 0.3, 0.5, 0.7, 0.9, 1.1});
        double[] skewed = new double[40];
        skewed[0] = 1; // a = 1 / 6: 1 - a z is negative from z = 6 on
        ConfidenceInterval wide = distribution.bca(1 - 1e-12, skewed);
        assertEquals(1.1, wide.upper());
        assertEquals(0.1, wide.lower(), 0.2);
        double[] mirrored = {-1, 0, 0};
        assertEquals(0.1, distribution.bca(1 - 1e-12, mirrored).lower());
    }

    @Test
    void clopperPearsonOfHugeCountsAgreesWithMultiplePrecision() {
        long n = 1L << 62;
        ConfidenceInterval three = ProportionInterval.CLOPPER_PEARSON.interval(3, n, 0.95);
        assertEquals(1.34153131939926E-19, three.lower(), 1e-30);
        assertEquals(1.9010993017976577E-18, three.upper(), 1e-29);
        ConfidenceInterval half = ProportionInterval.CLOPPER_PEARSON.interval(n / 2, n, 0.95);
        assertEquals(0.4999999995436603, half.lower(), 2e-16);
        assertEquals(0.5 + 4.5633968e-10, half.upper(), 2e-16);
        ConfidenceInterval most = ProportionInterval.CLOPPER_PEARSON.interval(n - 3, n, 0.95);
        assertTrue(most.lower() > 1 - 3e-16 && most.upper() <= 1);
        assertEquals(
                new ConfidenceInterval(0.0, 1.0, 0.95).level(),
                ProportionInterval.CLOPPER_PEARSON
                        .interval(n, Long.MAX_VALUE, 0.95)
                        .level());
        for (int bits = 40; bits < 60; bits += 2) { // both sides of the change of method
            long trials = (1L << bits) / 3;
            double p = 0.2;
            ConfidenceInterval interval =
                    ProportionInterval.CLOPPER_PEARSON.interval((long) (p * trials), trials, 0.95);
            double se = Math.sqrt(p * (1 - p) / trials);
            assertEquals(p - 1.959963984540054 * se, interval.lower(), 3.0 / trials + 1e-15);
            assertEquals(p + 1.959963984540054 * se, interval.upper(), 3.0 / trials + 1e-15);
        }
        assertEquals(1, McNemarTest.withDefaults().test(1L << 61, 1L << 61).exactPValue());
        assertEquals(
                McNemarTest.withDefaults()
                        .test(n / 2 + (1L << 31), n / 2 - (1L << 31))
                        .pValue(),
                McNemarTest.withDefaults()
                        .test(n / 2 + (1L << 31), n / 2 - (1L << 31))
                        .exactPValue(),
                1e-8);
    }

    @Test
    void theHighestLevelBelowOneGivesFiniteLimits() {
        double level = Math.nextDown(1.0);
        Auc auc = Auc.of(new int[] {0, 1, 0, 1, 1, 0}, new double[] {1, 2, 3, 4, 5, 3});
        for (Auc.IntervalMethod method : Auc.IntervalMethod.values()) {
            assertTrue(Double.isFinite(auc.interval(method, level).lower()), method::toString);
        }
        assertTrue(ProportionInterval.WILSON.interval(3, 10, level).lower() > 0);
        assertTrue(ProportionInterval.CLOPPER_PEARSON.interval(3, 10, level).lower() > 0);
        BootstrapDistribution distribution = BootstrapDistribution.of(2.5, new double[] {1, 2, 3, 4});
        assertEquals(1, distribution.percentile(level).lower(), 1e-15);
        assertTrue(Double.isFinite(distribution.normal(level).upper()));
        assertEquals(4, distribution.bca(level, new double[] {-1, 0.4, 0.6}).upper(), 1e-6);
        assertTrue(HodgesLehmann.interval(ascending(200), ascending(200), level).lower() > -200);
        assertTrue(Double.isFinite(DeLongTest.withDefaults()
                .withConfidence(level)
                .test(new int[] {0, 1, 0, 1, 1}, new double[] {1, 2, 3, 4, 5}, new double[] {2, 1, 3, 5, 4})
                .interval()
                .upper()));
    }

    @Test
    void selectionAmongNoModelsIsRefused() {
        int[] labels = {0, 1, 0, 1};
        ResamplingPlan plan = ResamplingPlan.stratified(labels, 3, 1);
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> BestModelBootstrap.of(plan, labels, new double[0][], List.of()))
                .getMessage()
                .contains("number of models"));
    }

    @Test
    void selectionPrefersTheFirstOfEqualModelsAndRefusesAreasOfAnotherPlan() {
        int[] labels = {0, 1, 0, 1, 0, 1};
        double[][] scores = {{1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, 5, 6}};
        ResamplingPlan plan = ResamplingPlan.stratified(labels, 20, 1);
        BestModelBootstrap equal = BestModelBootstrap.of(plan, labels, scores);
        assertEquals(0, equal.best());
        assertArrayEquals(new double[] {1, 0}, equal.selectionFrequencies());
        List<BootstrapDistribution> aucs = Bootstrap.of(plan).aucs(labels, scores);
        for (ResamplingPlan other :
                List.of(ResamplingPlan.ordinary(5, 20, 1), ResamplingPlan.stratified(labels, 21, 1))) {
            assertThrows(IllegalArgumentException.class, () -> BestModelBootstrap.of(other, labels, scores, aucs));
        }
        assertThrows(
                IllegalArgumentException.class, () -> BestModelBootstrap.of(plan, labels, scores, aucs.subList(0, 1)));
    }

    @Test
    void theJackknifeOfThousandsOfClustersIsThatOfItsDefinition() {
        int n = 18_000;
        SplittableRandom random = new SplittableRandom(23);
        int[] labels =
                IntStream.range(0, n).map(i -> random.nextInt(3) == 0 ? 1 : 0).toArray();
        double[] scores = IntStream.range(0, n)
                .mapToDouble(i -> labels[i] + 2 * random.nextDouble())
                .toArray();
        int[] clusters = IntStream.range(0, n).map(i -> i / 3).toArray();
        double[] influence = Influence.clusterAuc(labels, scores, clusters);
        assertEquals(6000, influence.length);
        double[] without = new double[2];
        for (int g = 0; g < 2; g++) {
            int left = g * 5999;
            int[] rest = IntStream.range(0, n).filter(i -> clusters[i] != left).toArray();
            without[g] = Statistic.auc(labels, scores).evaluate(rest);
        }
        assertEquals(5999 * (without[0] - without[1]), influence[5999] - influence[0], 1e-8);
        assertEquals(0, Arrays.stream(influence).sum(), 1e-8);
    }

    @Test
    void anIntervalNeedsAMethod() {
        Auc auc = new Auc(0.8, 0.01, 12, 12);
        assertEquals(
                "method",
                assertThrows(NullPointerException.class, () -> auc.interval(null, 0.95))
                        .getMessage());
    }

    @Test
    void significanceIsJudgedBelowTheLevelOnly() {
        Random unused = new Random(1);
        double p = 0.05;
        SignificanceResult result = new BootstrapDistribution.ZTest(unused.nextInt(2), p, Alternative.TWO_SIDED);
        assertFalse(result.reject(0.05));
        assertTrue(result.reject(Math.nextUp(0.05)));
        assertFalse(new BootstrapDistribution.ZTest(0, Double.NaN, Alternative.LESS).reject(0.5));
        assertThrows(IllegalArgumentException.class, () -> result.reject(0));
        assertThrows(IllegalArgumentException.class, () -> result.reject(0.6));
        assertArrayEquals(new double[] {p}, PValueAdjustment.HOLM.adjust(p));
    }
}
