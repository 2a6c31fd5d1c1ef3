package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.stats.RocCurve.Axis;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Precision and recall against scikit-learn 1.2; the binormal fit against Stata's rocfit for Hanley and McNeil's ratings; the rest by
 * recomputation and simulation.
 */
class CurvesTest {

    static final int[] LABELS = {0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1};
    static final double[] SCORES = {0.1, 0.4, 0.35, 0.8, 0.7, 0.9, 0.2, 0.6, 0.4, 0.4, 0.15, 0.85};

    private static int[] labels(int[]... counts) {
        return IntStream.range(0, 2)
                .flatMap(l -> IntStream.generate(() -> l)
                        .limit(Arrays.stream(counts[l]).sum()))
                .toArray();
    }

    private static double[] ratings(int[]... counts) {
        return Arrays.stream(counts)
                .flatMapToDouble(c -> IntStream.range(0, c.length)
                        .mapToDouble(i -> i)
                        .flatMap(v -> IntStream.range(0, c[(int) v]).mapToDouble(k -> v)))
                .toArray();
    }

    @Test
    void averagePrecisionAgreesWithScikitLearn() {
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(LABELS, SCORES);
        assertEquals(0.8069444444444444, curve.averagePrecision(), 1e-15);
        assertEquals(10, curve.points().size());
        assertEquals(0.9, curve.points().get(0).threshold());
        for (OperatingPoint point : curve.points()) {
            assertEquals(ConfusionMatrix.at(LABELS, SCORES, point.threshold()), point.counts());
        }
        assertEquals(
                0.25,
                PrecisionRecallCurve.of(new int[] {1, 0, 0, 0}, new double[4]).averagePrecision());
        assertEquals(
                1,
                PrecisionRecallCurve.of(new int[] {0, 1, 1}, new double[] {1, 2, Double.POSITIVE_INFINITY})
                        .averagePrecision());
    }

    @Test
    void binormalFitAgreesWithStatasForHanleysRatings() {
        int[] healthy = {33, 6, 6, 11, 2};
        int[] diseased = {3, 2, 2, 11, 33};
        BinormalRoc fit = BinormalRoc.of(labels(healthy, diseased), ratings(healthy, diseased));
        assertEquals(1.656782, fit.a(), 5e-7);
        assertEquals(0.713002, fit.b(), 5e-7);
        assertEquals(0.911331, fit.auc(), 5e-7);
        // expected information, by numerical derivatives in scipy
        assertEquals(0.31212137, Math.sqrt(fit.varianceA()), 1e-6);
        assertEquals(0.21621281, Math.sqrt(fit.varianceB()), 1e-6);
        assertEquals(0.04778926, fit.covariance(), 1e-6);
        assertEquals(0.029600066, fit.aucStandardError(), 1e-7);
        assertEquals(0.8383646699, fit.aucInterval(0.95).lower(), 1e-7);
        assertEquals(0.9563888880, fit.aucInterval(0.95).upper(), 1e-7);
        assertEquals(0.8521817741, fit.aucInterval(0.9).lower(), 1e-7);
        assertEquals(1, fit.sensitivityAt(0));
        assertEquals(0, fit.sensitivityAt(1));
        assertEquals(Gaussian.below(1.656782 - 0.713002 * 1.2815515655446004), fit.sensitivityAt(0.9), 1e-6);
    }

    @Test
    void binormalFitFindsTheCurveOfTransformedNormalScores() {
        Random random = new Random(4);
        int n = 4000;
        int[] labels = IntStream.range(0, n).map(i -> i % 2).toArray();
        double[] scores = new double[n];
        Arrays.setAll(
                scores,
                i -> Math.exp(labels[i] == 1 ? 1.2 / 0.8 + random.nextGaussian() / 0.8 : random.nextGaussian()));
        BinormalRoc fit = BinormalRoc.of(labels, scores);
        assertEquals(1.2, fit.a(), 4 * Math.sqrt(fit.varianceA()));
        assertEquals(0.8, fit.b(), 4 * Math.sqrt(fit.varianceB()));
        assertEquals(Auc.of(labels, scores).value(), fit.auc(), 0.005);
        assertEquals(Auc.of(labels, scores).standardError(), fit.aucStandardError(), 0.002);
    }

    @Test
    void separatedOrTooFewScoresHaveNoBinormalFit() {
        assertThrows(
                IllegalArgumentException.class,
                () -> BinormalRoc.of(new int[] {0, 0, 1, 1}, new double[] {1, 2, 3, 4}));
        assertThrows(
                IllegalArgumentException.class,
                () -> BinormalRoc.of(new int[] {0, 0, 1, 1}, new double[] {1, 1, 1, 1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> BinormalRoc.of(new int[] {1, 0, 0, 1}, new double[] {1, 2, 3, 4}));
    }

    @Test
    void partialAreasAndSensitivitiesHaveBootstrapIntervalsAndPairedTests() {
        Random random = new Random(15);
        int n = 120;
        int[] labels = IntStream.range(0, n).map(i -> i % 3 == 0 ? 1 : 0).toArray();
        double[] good = new double[n];
        double[] bad = new double[n];
        for (int i = 0; i < n; i++) {
            good[i] = 2.2 * labels[i] + random.nextGaussian();
            bad[i] = 0.3 * labels[i] + random.nextGaussian();
        }
        Statistic first = Statistic.ofCurve(labels, good, c -> c.partialAuc(Axis.SPECIFICITY, 0.8, 1));
        Statistic second = Statistic.ofCurve(labels, bad, c -> c.partialAuc(Axis.SPECIFICITY, 0.8, 1));
        Bootstrap bootstrap = Bootstrap.of(ResamplingPlan.stratified(labels, 500, 3));
        BootstrapDistribution difference = bootstrap.run(first.minus(second));
        assertEquals(
                RocCurve.of(labels, good).partialAuc(Axis.SPECIFICITY, 0.8, 1)
                        - RocCurve.of(labels, bad).partialAuc(Axis.SPECIFICITY, 0.8, 1),
                difference.estimate());
        assertTrue(difference.zeroTest(Alternative.TWO_SIDED).reject(0.001));
        assertTrue(difference.percentile(0.95).lower() > 0);
        assertTrue(difference
                .bca(0.95, Influence.stratifiedJackknife(labels, first.minus(second)))
                .contains(difference.estimate()));
        BootstrapDistribution sensitivity = bootstrap.run(Statistic.ofCurve(labels, good, c -> c.sensitivityAt(0.9)));
        assertTrue(sensitivity.percentile(0.9).contains(sensitivity.estimate()));
        double[] own = good.clone();
        Statistic copied = Statistic.ofCurve(labels, own, RocCurve::auc);
        own[0] = 99;
        assertEquals(
                RocCurve.of(labels, good).auc(),
                copied.evaluate(IntStream.range(0, n).toArray()));
        assertTrue(Double.isNaN(first.minus(second).evaluate(new int[] {0, 3})));
    }

    private static long statistic(int[] labels, double[] a, double[] b) {
        long sum = 0;
        for (int k = 1; k < labels.length; k++) {
            long errors = 0;
            for (int i = 0; i < labels.length; i++) {
                int sign = labels[i] == 1 ? 1 : -1;
                errors += (long) sign * ((a[i] <= k ? 1 : 0) - (b[i] <= k ? 1 : 0));
            }
            sum += Math.abs(errors);
        }
        return sum;
    }

    @Test
    void venkatramansStatisticAndSmallestPValueAreExact() {
        int[] labels = {0, 1, 0, 1, 1, 0};
        double[] a = {1, 5, 2, 6, 4, 3};
        double[] b = {6, 2, 4, 1, 3, 5};
        VenkatramanTest.Result result =
                VenkatramanTest.withDefaults().withPermutations(5000, 1).test(labels, a, b);
        assertEquals((double) statistic(labels, a, b), result.statistic());
        // of the 2^6 exchanges only none and all give as much, as the ranks stay a permutation or tie
        int asLarge = 0;
        for (int mask = 0; mask < 64; mask++) {
            double[] x = new double[6];
            double[] y = new double[6];
            for (int i = 0; i < 6; i++) {
                boolean exchange = (mask >> i & 1) == 1;
                x[i] = exchange ? b[i] : a[i];
                y[i] = exchange ? a[i] : b[i];
            }
            if (Arrays.stream(x).distinct().count() == 6
                    && Arrays.stream(y).distinct().count() == 6) {
                asLarge += statistic(labels, x, y) >= result.statistic() ? 1 : 0;
            }
        }
        assertTrue(result.pValue() >= asLarge / 64.0 * 0.8 && result.pValue() < 0.2, "p " + result.pValue());
        assertEquals(
                result, VenkatramanTest.withDefaults().withPermutations(5000, 1).test(labels, a, b));
        assertNotEquals(
                result.pValue(),
                VenkatramanTest.withDefaults()
                        .withPermutations(5000, 2)
                        .test(labels, a, b)
                        .pValue());
        assertEquals(
                1,
                VenkatramanTest.withDefaults()
                        .withPermutations(50, 1)
                        .test(labels, a, a)
                        .pValue());
        assertEquals(
                0,
                VenkatramanTest.withDefaults()
                        .withPermutations(50, 1)
                        .test(labels, a, a)
                        .statistic());
    }

    @Test
    @Tag("heavy")
    void venkatramansTestKeepsItsLevelAndFindsCurvesThatCross() {
        Random random = new Random(8);
        int n = 80;
        int[] labels = IntStream.range(0, n).map(i -> i % 2).toArray();
        int runs = 400;
        int same = 0;
        int crossing = 0;
        for (int run = 0; run < runs; run++) {
            double[] a = new double[n];
            double[] b = new double[n];
            double[] c = new double[n];
            for (int i = 0; i < n; i++) {
                double z = random.nextGaussian();
                a[i] = labels[i] + 0.7 * z + 0.7 * random.nextGaussian();
                b[i] = labels[i] + 0.7 * z + 0.7 * random.nextGaussian();
                // the same area with a spread of the diseased four times as large
                c[i] = labels[i] == 1 ? Math.sqrt(17.0 / 2) + 4 * random.nextGaussian() : random.nextGaussian();
            }
            same += VenkatramanTest.withDefaults()
                            .withPermutations(199, run)
                            .test(labels, a, b)
                            .reject(0.05)
                    ? 1
                    : 0;
            crossing += VenkatramanTest.withDefaults()
                            .withPermutations(199, run)
                            .test(labels, a, c)
                            .reject(0.05)
                    ? 1
                    : 0;
        }
        assertEquals(0.05, same / (double) runs, 4 * Math.sqrt(0.05 * 0.95 / runs));
        assertTrue(crossing > 3 * same, crossing + " of " + runs);
        assertArrayEquals(new int[] {0, 1}, Arrays.copyOf(labels, 2));
    }
}
