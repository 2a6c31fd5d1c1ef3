package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.stats.BootstrapDistribution.BiasCorrection;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Mistakes that other packages make or made, one test each. */
class TrapsTest {

    private static final WilcoxonRankSumTest NORMAL =
            WilcoxonRankSumTest.withDefaults().with(PValueMethod.NORMAL);

    private static int[] labels(int n, int positives) {
        return IntStream.range(0, n).map(i -> i < positives ? 1 : 0).toArray();
    }

    private static double[] scores(int[] labels, long seed, double effect) {
        SplittableRandom random = new SplittableRandom(seed);
        return Arrays.stream(labels)
                .mapToDouble(l -> Math.rint(20 * (effect * l + random.nextDouble())) / 20)
                .toArray();
    }

    @Test
    void negativeZeroTiesWithZero() {
        double[] zeros = {0.0, -0.0, 0.0, -0.0};
        assertEquals(0.5, Auc.of(new int[] {0, 1, 1, 0}, zeros).value());
        assertEquals(2, RocCurve.of(new int[] {0, 1, 1, 0}, zeros).size());
        assertEquals(
                2,
                NORMAL.test(new double[] {-0.0, -0.0}, new double[] {0.0, 0.0}).w());
        assertEquals(
                60,
                NORMAL.test(new double[] {-0.0, -0.0}, new double[] {0.0, 0.0}).tieSum());
    }

    @Test
    @Tag("heavy")
    void manySubjectsDoNotOverflow() {
        int n = 300_000;
        int[] labels = labels(n, n / 2);
        double[] scores = IntStream.range(0, n).mapToDouble(i -> -i).toArray();
        Auc perfect = Auc.of(labels, scores);
        assertEquals(1, perfect.value());
        assertEquals(0, perfect.variance());
        double[] constant = new double[n];
        assertEquals(0.5, Auc.of(labels, constant).value());
        assertEquals(0.5, RocCurve.of(labels, constant).auc());
        assertEquals(
                0, DeLongTest.withDefaults().test(labels, constant, constant).varianceOfDifference());
    }

    @Test
    @Tag("heavy")
    void varianceOfAMillionSubjectsAgreesWithTheUniformLaw() {
        int n = 1_000_000;
        int[] labels = IntStream.range(0, n).map(i -> i % 2).toArray();
        double[] scores =
                IntStream.range(0, n).mapToDouble(i -> (i * 611_953L) % n).toArray();
        Auc auc = Auc.of(labels, scores);
        double uniform = 1.0 / 12 / (n / 2.0) * 2;
        assertEquals(uniform, auc.variance(), 1e-2 * uniform);
        Placements placements = Placements.of(labels, scores);
        assertEquals(auc.value(), placements.auc());
        assertEquals(auc.variance(), Placements.covariance(placements, placements), 1e-13 * auc.variance());
    }

    @Test
    @Tag("heavy")
    void tieTermOfMoreThanTwoMillionEqualValuesDoesNotOverflow() {
        double[] x = new double[1_200_000];
        double[] y = new double[1_200_000];
        x[0] = 1;
        WilcoxonRankSumTest.Result result = NORMAL.test(x, y);
        double t = 2_399_999;
        assertEquals(t * t * t - t, result.tieSum(), 1e-15 * t * t * t);
        assertTrue(result.sigma() > 0);
        assertEquals(
                0.31731050786291415,
                NORMAL.with(ContinuityCorrection.OMIT).test(x, y).pValue(),
                1e-6);
    }

    @Test
    void sumsBeyondALongAreExact() {
        int[] big = {2_000_000_000, -2_000_000_000, 2_000_000_000, 2_000_000_000, 1_999_999_999};
        double exact = 0;
        for (int a : big) {
            for (int b : big) {
                exact += 0.5 * ((double) a - b) * ((double) a - b);
            }
        }
        assertEquals(exact, ExactSums.coSpread(big, big, 2_000_000_000L), 1e-15 * exact);
        assertEquals(0x1p100, ExactSums.difference(1L << 50, 1L << 50, 0, 0));
        assertEquals(-0x1p100, ExactSums.difference(0, 0, 1L << 50, 1L << 50));
        assertEquals(1, ExactSums.difference((1L << 40) + 1, (1L << 40) + 1, 1L << 41, (1L << 39) + 1));
    }

    @Test
    void nearlyIdenticalModelsKeepTheirDigits() {
        int[] labels = labels(2000, 800);
        double[] a = scores(labels, 3, 0.3);
        double[] b = a.clone();
        b[0] += 0.05;
        DeLongTest.Paired result = DeLongTest.withDefaults().test(labels, a, b);
        int moved = (int) Math.round(-result.difference() * 2 * 800 * 1200);
        double negatives = 0;
        double[] healthy = new double[1200];
        for (int j = 0; j < 1200; j++) {
            double y = a[800 + j];
            double d = (b[0] > y ? 2 : b[0] == y ? 1 : 0) - (a[0] > y ? 2 : a[0] == y ? 1 : 0);
            healthy[j] = d;
            negatives += d;
        }
        assertEquals(moved, negatives);
        double spread = Arrays.stream(healthy).map(d -> d * d).sum() * 1200 - negatives * negatives;
        double scale = 4.0 * 800 * 1200 * 800 * 1200;
        double expected =
                (800 * negatives * negatives - negatives * negatives) / (scale * 799) + spread / (scale * 1199);
        assertEquals(expected, result.varianceOfDifference(), 1e-12 * expected);
    }

    @Test
    void zeroVarianceGivesOneForEqualAndZeroForDifferentAreas() {
        int[] labels = labels(40, 15);
        double[] a = scores(labels, 5, 0.4);
        double[] monotone = Arrays.stream(a).map(x -> Math.exp(3 * x) - 7).toArray();
        DeLongTest.Paired same = DeLongTest.withDefaults().test(labels, a, monotone);
        assertEquals(0, same.statistic());
        assertEquals(1, same.pValue());
        assertEquals(
                0.5,
                DeLongTest.withDefaults()
                        .with(Alternative.LESS)
                        .test(labels, a, monotone)
                        .pValue());
        double[] perfect = Arrays.stream(labels).asDoubleStream().toArray();
        double[] worst = Arrays.stream(perfect).map(x -> -x).toArray();
        DeLongTest.Paired different = DeLongTest.withDefaults().test(labels, perfect, worst);
        assertEquals(Double.POSITIVE_INFINITY, different.statistic());
        assertEquals(0, different.pValue());
        Auc one = Auc.of(labels, perfect);
        assertEquals(1, DeLongTest.withDefaults().test(one, one).pValue());
        assertEquals(
                0, DeLongTest.withDefaults().test(one, Auc.of(labels, worst)).pValue());
    }

    @Test
    void pValuesNeverExceedOneAndTheExactMeanHasNoContinuityShift() {
        WilcoxonRankSumTest.Result centre = NORMAL.test(new double[] {1, 4}, new double[] {2, 3});
        assertEquals(0, centre.statistic());
        assertEquals(1, centre.pValue());
        assertTrue(WilcoxonRankSumTest.withDefaults()
                        .test(new double[] {1, 4}, new double[] {2, 3})
                        .pValue()
                <= 1);
        assertEquals(1, McNemarTest.withDefaults().test(3, 3).exactPValue());
    }

    @Test
    void farTailsUnderflowInPButNotInItsLogarithm() {
        double[] x = IntStream.range(0, 2000).mapToDouble(i -> 10_000 + i).toArray();
        double[] y = IntStream.range(0, 2000).mapToDouble(i -> i).toArray();
        WilcoxonRankSumTest.Result result = NORMAL.test(x, y);
        assertEquals(0, result.pValue(), 1e-300);
        assertTrue(result.log10PValue() < -308 && Double.isFinite(result.log10PValue()));
        assertEquals(
                Math.log10(Gaussian.pValue(20.5, Alternative.GREATER)),
                Gaussian.log10PValue(20.5, Alternative.GREATER),
                1e-11);
        assertEquals(
                Math.log10(Gaussian.pValue(30, Alternative.TWO_SIDED)),
                Gaussian.log10PValue(30, Alternative.TWO_SIDED),
                1e-11);
        // by mpmath, on both sides of the change of method
        double[][] tails = {
            {2, -1.643016080140937}, {-2, -0.009994379534108708}, {0, -0.3010299956639812},
            {19.5, -84.26049763277922}, {20, -88.56009534307559}, {25, -137.51474765099553}
        };
        for (double[] tail : tails) {
            assertEquals(tail[1], Gaussian.log10PValue(tail[0], Alternative.GREATER), 1e-13 * Math.abs(tail[1]));
            assertEquals(tail[1], Gaussian.log10PValue(-tail[0], Alternative.LESS), 1e-13 * Math.abs(tail[1]));
        }
        assertEquals(Double.NEGATIVE_INFINITY, Gaussian.log10PValue(Double.POSITIVE_INFINITY, Alternative.GREATER));
    }

    @Test
    void allEqualValuesAreAnnouncedNaNForNormalAndOneForExact() {
        double[] x = {1, 1, 1};
        assertTrue(Double.isNaN(NORMAL.test(x, x).pValue()));
        assertEquals(1, NORMAL.with(PValueMethod.EXACT).test(x, x).pValue());
        assertTrue(Double.isNaN(
                KruskalWallisTest.withDefaults().test(List.of(x, x)).pValue()));
    }

    @Test
    void pairsFollowTheOrderOfAppearanceWithTheLaterGroupAsX() {
        Map<String, double[]> groups = new LinkedHashMap<>();
        groups.put("z", new double[] {1, 2, 3});
        groups.put("a", new double[] {4, 5, 6});
        PairwiseWilcoxonTest.Pair pair = PairwiseWilcoxonTest.withDefaults()
                .with(WilcoxonRankSumTest.withDefaults().with(Alternative.GREATER))
                .test(groups)
                .get(0);
        assertEquals("a", pair.x());
        assertEquals(0.05, pair.test().pValue(), 1e-15);
        assertEquals(
                List.of("a", "z"),
                PairwiseWilcoxonTest.withDefaults().test(List.of("z", "a", "z"), new double[] {1, 2, 3}).stream()
                        .flatMap(p -> List.of(p.x(), p.y()).stream())
                        .toList());
    }

    @Test
    void degenerateBootstrapsGiveTheConstantOrNaNNeverAnError() {
        double[] influence = {-1, 0.5, 0.5};
        BootstrapDistribution constant = BootstrapDistribution.of(1, new double[] {1, 1, 1});
        assertEquals(new ConfidenceInterval(1, 1, 0.95), constant.bca(0.95, influence));
        BootstrapDistribution oneSided = BootstrapDistribution.of(2, new double[] {0.1, 0.2, Double.NaN});
        assertEquals(2, oneSided.resamplesUsed());
        assertEquals(Double.POSITIVE_INFINITY, oneSided.medianBias(BiasCorrection.MID));
        assertTrue(Double.isNaN(oneSided.bca(0.95, influence).lower()));
        assertTrue(Double.isNaN(BootstrapDistribution.of(1, new double[] {Double.NaN})
                .percentile(0.95)
                .lower()));
        BootstrapDistribution empty = BootstrapDistribution.of(1, new double[] {Double.NaN});
        assertTrue(Double.isNaN(empty.bca(0.95, influence).lower()));
        assertTrue(Double.isNaN(empty.medianBias(BiasCorrection.MID)));
        assertTrue(Double.isNaN(empty.standardError()));
        assertTrue(Double.isNaN(
                BootstrapDistribution.of(Double.NaN, new double[] {1, 2}).medianBias(BiasCorrection.STRICT)));
        BootstrapDistribution two = BootstrapDistribution.of(0.15, new double[] {0.5, Double.NaN, 0.1});
        assertArrayEquals(new double[] {0.1, 0.5}, two.sorted());
        assertEquals(0.4 / Math.sqrt(2), two.standardError(), 1e-15);
        assertEquals(two.basic(0.8, QuantileType.TYPE_7), two.basic(0.8));
        assertEquals(0.15 * 2 - two.percentile(0.8).lower(), two.basic(0.8).upper(), 1e-15);
        assertTrue(Double.isNaN(BootstrapDistribution.of(0.15, new double[] {0.1, 0.2})
                .bca(0.95, new double[] {0, 0})
                .upper()));
    }

    @Test
    void aMidpointThatRoundsToAScoreStillSeparates() {
        double next = Math.nextUp(1.0);
        RocCurve curve = RocCurve.of(new int[] {0, 1}, new double[] {1, next});
        assertEquals(next, curve.point(1).threshold());
        assertEquals(
                1,
                ConfusionMatrix.at(new int[] {0, 1}, new double[] {1, next}, next)
                        .specificity());
        RocCurve huge = RocCurve.of(new int[] {0, 1}, new double[] {1.5e308, 1.7e308});
        assertEquals(1.6e308, huge.point(1).threshold(), 1e293);
    }

    @Test
    void infiniteScoresAreRanked() {
        double[] s = {Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        assertEquals(1, Auc.of(new int[] {0, 0, 1, 1}, s).value());
        assertEquals(0.625, Auc.of(new int[] {0, 1, 1, 0}, s).value());
        assertTrue(Double.isNaN(HodgesLehmann.shift(s, s)));
    }

    @Test
    void missingScoresAndForeignLabelsAreRefusedByName() {
        double[] nan = {1, Double.NaN, 2};
        assertMessage("scores[1] is NaN", () -> Auc.of(new int[] {0, 1, 1}, nan));
        assertMessage("x[1] is NaN", () -> NORMAL.test(nan, nan));
        assertMessage("labels[2] must be 0", () -> Auc.of(new int[] {0, 1, 2}, new double[] {1, 2, 3}));
        assertMessage("labels hold no 0", () -> Auc.of(new int[] {1, 1}, new double[] {1, 2}));
        assertMessage("labels hold no 1", () -> RocCurve.of(new int[] {0}, new double[] {1}));
        assertMessage("same length", () -> Auc.of(new int[] {0, 1}, new double[] {1, 2, 3}));
        assertMessage("x is empty", () -> NORMAL.test(new double[0], nan));
    }

    private static void assertMessage(String part, Executable executable) {
        String message =
                assertThrows(IllegalArgumentException.class, executable).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void oneSubjectInAClassHasAnAreaButNoVariance() {
        Auc auc = Auc.of(new int[] {1, 0, 0}, new double[] {2, 1, 3});
        assertEquals(0.5, auc.value());
        assertTrue(Double.isNaN(auc.variance()));
        assertTrue(Double.isNaN(auc.interval(Auc.IntervalMethod.WALD, 0.95).lower()));
        double[][] models = {{2, 1, 3}, {1, 2, 3}};
        assertTrue(Double.isNaN(PairwiseDeLongTest.withDefaults()
                .test(new int[] {1, 0, 0}, models)
                .pValue(0, 1)));
    }

    @Test
    void argumentsAreNotModified() {
        int[] labels = labels(3000, 1000);
        double[] a = scores(labels, 1, 0.2);
        double[] copy = a.clone();
        DeLongTest.withDefaults().test(labels, a, a);
        Auc.of(labels, a);
        NORMAL.test(a, a);
        Bootstrap.of(ResamplingPlan.stratified(labels, 3, 1)).auc(labels, a);
        Recalibration.isotonic(labels, a);
        assertArrayEquals(copy, a);
        assertArrayEquals(labels(3000, 1000), labels);
    }

    @Test
    void bootstrapsAreTheSameForOneTwoAndEightThreads() {
        int[] labels = labels(60, 25);
        double[] a = scores(labels, 9, 0.3);
        double[] b = scores(labels, 10, 0.2);
        for (ResamplingPlan plan : List.of(
                ResamplingPlan.ordinary(60, 300, 4),
                ResamplingPlan.stratified(labels, 300, 4),
                ResamplingPlan.cluster(IntStream.range(0, 60).map(i -> i / 3).toArray(), 300, 4))) {
            double[] one = Bootstrap.of(plan)
                    .withThreads(1)
                    .aucDifference(labels, a, b)
                    .replicates();
            double[] generic = Bootstrap.of(plan)
                    .withThreads(2)
                    .run(Statistic.auc(labels, a))
                    .replicates();
            assertArrayEquals(
                    generic, Bootstrap.of(plan).withThreads(1).auc(labels, a).replicates());
            for (int threads : new int[] {2, 8}) {
                assertArrayEquals(
                        one,
                        Bootstrap.of(plan)
                                .withThreads(threads)
                                .aucDifference(labels, a, b)
                                .replicates());
                assertArrayEquals(
                        generic,
                        Bootstrap.of(plan).withThreads(threads).auc(labels, a).replicates());
            }
        }
    }

    @Test
    void directionIsNeverTakenFromTheData() {
        assertEquals(0, Auc.of(new int[] {1, 1, 0}, new double[] {1, 2, 3}).value());
        double sum = 0;
        for (int seed = 0; seed < 2000; seed++) {
            int[] labels = labels(40, 14);
            sum += Auc.of(labels, scores(labels, seed, 0)).value();
        }
        assertEquals(0.5, sum / 2000, 0.01);
    }

    @Test
    void oneSidedTestsHaveOneSignConvention() {
        int[] labels = labels(60, 25);
        double[] good = scores(labels, 2, 0.9);
        double[] poor = scores(labels, 2, 0.1);
        DeLongTest test = DeLongTest.withDefaults();
        assertTrue(test.with(Alternative.GREATER).test(labels, good, poor).pValue() < 0.01);
        assertTrue(test.with(Alternative.LESS).test(labels, good, poor).pValue() > 0.99);
        assertTrue(test.with(Alternative.GREATER)
                        .test(Auc.of(labels, good), Auc.of(labels, poor))
                        .pValue()
                < 0.01);
        BootstrapDistribution difference =
                Bootstrap.of(ResamplingPlan.stratified(labels, 500, 1)).aucDifference(labels, good, poor);
        assertTrue(difference.zeroTest(Alternative.GREATER).pValue() < 0.01);
        assertTrue(NORMAL.with(Alternative.GREATER)
                        .test(new double[] {5, 6, 7, 8}, new double[] {1, 2, 3, 4})
                        .pValue()
                < 0.05);
    }

    @Test
    void clusterResamplesTakeWholeClusters() {
        int[] patients = {7, 7, 7, 3, 3, 3, 9, 9, 9};
        ResamplingPlan plan = ResamplingPlan.cluster(patients, 50, 2);
        for (int b = 0; b < 50; b++) {
            int[] counts = plan.counts(b);
            assertEquals(9, plan.indices(b).length);
            for (int i = 0; i < 9; i++) {
                assertEquals(counts[3 * (i / 3)], counts[i]);
            }
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> ResamplingPlan.stratifiedCluster(patients, new int[] {0, 1, 0, 0, 0, 0, 1, 1, 1}, 5, 1));
    }

    @Test
    void resamplesOfStratifiedClustersKeepTheNumberOfClustersOfEachStratum() {
        int[] patients = {7, 7, 1, 1, 1, 4, 9, 9, 5};
        int[] ill = {1, 1, 0, 0, 0, 1, 0, 0, 0};
        ResamplingPlan plan = ResamplingPlan.stratifiedCluster(patients, ill, 200, 3);
        assertEquals(9, plan.subjects());
        assertEquals(200, plan.resamples());
        int[] drawn = new int[9];
        for (int b = 0; b < 200; b++) {
            double[] clusters = new double[2];
            int[] counts = new int[9];
            for (int i : plan.indices(b)) {
                counts[i]++;
                drawn[i]++;
                clusters[ill[i]] += 1.0
                        / Arrays.stream(patients).filter(p -> p == patients[i]).count();
            }
            assertArrayEquals(new double[] {3, 2}, clusters, 1e-12);
            assertArrayEquals(counts, plan.counts(b));
            for (int i = 1; i < 9; i++) {
                assertTrue(patients[i] != patients[i - 1] || counts[i] == counts[i - 1]);
            }
        }
        for (int count : drawn) {
            assertEquals(200, count, 60); // each cluster once a resample on average, 4 standard errors
        }
        assertArrayEquals(
                plan.indices(5),
                ResamplingPlan.stratifiedCluster(patients, ill, 9, 3).indices(5));
        assertThrows(
                IllegalArgumentException.class, () -> ResamplingPlan.stratifiedCluster(patients, new int[8], 5, 1));
        int[][] listed = {{0, 2, 2}, {1}};
        assertArrayEquals(new int[] {1, 0, 2}, ResamplingPlan.of(3, listed).counts(0));
        assertArrayEquals(new int[] {1}, ResamplingPlan.of(3, listed).indices(1));
        for (int outside : new int[] {-1, 3}) {
            assertThrows(IllegalArgumentException.class, () -> ResamplingPlan.of(3, new int[][] {{0}, {1, outside}}));
        }
    }

    @Test
    void theBestOfManyUselessModelsIsCorrectedTowardsHalf() {
        int[] labels = labels(100, 35);
        double[][] models = new double[200][];
        for (int k = 0; k < models.length; k++) {
            models[k] = scores(labels, 1000 + k, 0);
        }
        BestModelBootstrap best = BestModelBootstrap.of(ResamplingPlan.stratified(labels, 200, 1), labels, models);
        assertTrue(best.apparentAuc() > 0.6);
        assertTrue(best.optimism() > 0.03);
        assertTrue(best.correctedAuc() < best.apparentAuc());
        assertEquals(0.5, best.outOfBagAuc(), 0.13);
        assertEquals(1, Arrays.stream(best.selectionFrequencies()).sum(), 1e-12);
    }

    @Test
    void exactTestsRefuseTablesThatWouldNotFit() {
        double[] many = IntStream.range(0, 20_000).asDoubleStream().toArray();
        assertMessage(
                "use PValueMethod.NORMAL", () -> NORMAL.with(PValueMethod.EXACT).test(many, many));
    }
}
