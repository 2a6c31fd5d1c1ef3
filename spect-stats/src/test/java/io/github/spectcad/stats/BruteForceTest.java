package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The fast ways against the definitions, written out. */
class BruteForceTest {

    private static double[] rounded(SplittableRandom random, int n, double steps) {
        return random.doubles(n).map(v -> Math.rint(v * steps)).toArray();
    }

    private static int[] labels(int n) {
        return IntStream.range(0, n).map(i -> i % 3 == 0 ? 1 : 0).toArray();
    }

    @Test
    void drawsAreThoseOfXoroshiro() {
        int[] ten = IntStream.range(0, 10).toArray();
        assertArrayEquals(new int[] {2, 6, 2, 0, 6, 7, 9, 1, 7, 8, 6, 8}, draw(7, 0, ten, 12));
        assertArrayEquals(new int[] {5, 9, 5, 5, 4, 6, 4, 3, 3, 8, 8, 3}, draw(7, 3, ten, 12));
        assertArrayEquals(
                new int[] {412852, 978543, 948726, 828628, 919332},
                draw(-5, 1, IntStream.range(0, 1_000_003).toArray(), 5));
        for (int count : new int[] {1, 2, 7, 1000}) {
            int[] counts = new int[10];
            IndexGenerator generator = new IndexGenerator();
            generator.start(7, 3);
            generator.count(ten, count, counts);
            int[] expected = new int[10];
            for (int drawn : draw(7, 3, ten, count)) {
                expected[drawn]++;
            }
            assertArrayEquals(expected, counts);
        }
    }

    private static int[] draw(long seed, long stream, int[] pool, int count) {
        int[] out = new int[count + 2];
        IndexGenerator generator = new IndexGenerator();
        generator.start(seed, stream);
        generator.draw(pool, count, out, 1);
        assertEquals(0, out[0]);
        assertEquals(0, out[count + 1]);
        return Arrays.copyOfRange(out, 1, count + 1);
    }

    @Test
    void sumsOfIntegersAreExact() {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 2000; run++) {
            long[] v = random.longs(4).map(x -> x >> random.nextInt(64)).toArray();
            if (run % 5 == 0) {
                v[2] = v[0];
                v[3] = v[1] + random.nextInt(3) - 1;
            }
            BigInteger exact = BigInteger.valueOf(v[0])
                    .multiply(BigInteger.valueOf(v[1]))
                    .subtract(BigInteger.valueOf(v[2]).multiply(BigInteger.valueOf(v[3])));
            double actual = ExactSums.difference(v[0], v[1], v[2], v[3]);
            assertEquals(exact.doubleValue(), actual, 4 * Math.ulp(exact.doubleValue()));
            assertEquals(exact.signum(), (int) Math.signum(actual));
        }
        for (int bits : new int[] {8, 20, 29, 31}) {
            int n = 50;
            long bound = (1L << bits) - 1;
            int[] a = random.longs(n, -bound, bound + 1).mapToInt(x -> (int) x).toArray();
            int[] b = random.longs(n, -bound, bound + 1).mapToInt(x -> (int) x).toArray();
            BigInteger products = BigInteger.ZERO;
            BigInteger sumA = BigInteger.ZERO;
            BigInteger sumB = BigInteger.ZERO;
            for (int i = 0; i < n; i++) {
                products = products.add(BigInteger.valueOf(a[i]).multiply(BigInteger.valueOf(b[i])));
                sumA = sumA.add(BigInteger.valueOf(a[i]));
                sumB = sumB.add(BigInteger.valueOf(b[i]));
            }
            double exact = products.multiply(BigInteger.valueOf(n))
                    .subtract(sumA.multiply(sumB))
                    .doubleValue();
            assertEquals(exact, ExactSums.coSpread(a, b, bound), 1e-15 * Math.abs(exact));
        }
    }

    @Test
    void allPairsOfModelsAreDeLongsPairs() {
        SplittableRandom random = new SplittableRandom(5);
        for (int n : new int[] {12, 90, 2400}) { // 32-bit and wider products
            int[] labels = labels(n);
            double[][] scores = new double[5][];
            for (int k = 0; k < 5; k++) {
                double shift = k;
                double[] noise = rounded(random, n, 40);
                scores[k] = IntStream.range(0, n)
                        .mapToDouble(i -> noise[i] + 5 * shift * labels[i])
                        .toArray();
            }
            scores[4] = Arrays.stream(scores[3]).map(s -> 2 * s).toArray(); // never differs from model 3
            PairwiseDeLongTest.Result holm = PairwiseDeLongTest.withDefaults()
                    .with(PValueAdjustment.HOLM)
                    .test(labels, scores);
            double[] pValues = new double[10];
            int[] wins = new int[5];
            int pair = 0;
            for (int i = 0; i < 5; i++) {
                assertEquals(Auc.of(labels, scores[i]).value(), holm.auc(i));
                for (int j = i + 1; j < 5; j++) {
                    DeLongTest.Paired expected = DeLongTest.withDefaults().test(labels, scores[i], scores[j]);
                    assertEquals(expected.difference(), holm.difference(i, j), 1e-15);
                    assertEquals(-expected.difference(), holm.difference(j, i), 1e-15);
                    assertEquals(expected.varianceOfDifference(), holm.varianceOfDifference(j, i), 1e-15);
                    assertEquals(expected.statistic(), holm.statistic(i, j), 1e-9);
                    assertEquals(-expected.statistic(), holm.statistic(j, i), 1e-9);
                    assertEquals(expected.pValue(), holm.pValue(j, i), 1e-12);
                    pValues[pair++] = holm.pValue(i, j);
                }
            }
            double[] adjusted = PValueAdjustment.HOLM.adjust(pValues);
            pair = 0;
            for (int i = 0; i < 5; i++) {
                for (int j = i + 1; j < 5; j++, pair++) {
                    assertEquals(adjusted[pair], holm.adjustedPValue(i, j));
                    assertEquals(adjusted[pair], holm.adjustedPValue(j, i));
                    if (adjusted[pair] < 0.3 && holm.difference(i, j) != 0) {
                        wins[holm.difference(i, j) > 0 ? i : j]++;
                    }
                }
            }
            assertArrayEquals(wins, holm.wins(0.3));
            int[] ranking = holm.ranking(0.3);
            for (int r = 1; r < 5; r++) {
                int better = ranking[r - 1];
                int worse = ranking[r];
                assertTrue(wins[better] > wins[worse]
                        || (wins[better] == wins[worse] && holm.auc(better) > holm.auc(worse))
                        || (wins[better] == wins[worse] && holm.auc(better) == holm.auc(worse) && better < worse));
            }
            assertEquals(5, holm.models());
            assertThrows(IllegalArgumentException.class, () -> holm.pValue(2, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> holm.pValue(0, 5));
            assertThrows(IndexOutOfBoundsException.class, () -> holm.pValue(-1, 0));
            assertThrows(IndexOutOfBoundsException.class, () -> holm.auc(5));
            assertThrows(IllegalArgumentException.class, () -> holm.wins(0));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> PairwiseDeLongTest.withDefaults().test(labels(6), new double[][] {new double[6]}));
    }

    @Test
    void modelsAreRankedByWinsBeforeTheirAreas() {
        SplittableRandom random = new SplittableRandom(41);
        int[] labels = labels(30);
        int otherwise = 0;
        for (int run = 0; run < 100; run++) {
            double[][] scores = new double[5][];
            for (int k = 0; k < 5; k++) {
                double steps = k % 2 == 0 ? 3 : 30;
                double[] noise = rounded(random, 30, steps);
                scores[k] = IntStream.range(0, 30)
                        .mapToDouble(i -> noise[i] / steps + 0.4 * labels[i])
                        .toArray();
            }
            PairwiseDeLongTest.Result result = PairwiseDeLongTest.withDefaults().test(labels, scores);
            int[] wins = result.wins(0.3);
            int[] ranking = result.ranking(0.3);
            for (int r = 1; r < 5; r++) {
                assertTrue(wins[ranking[r - 1]] >= wins[ranking[r]]);
                otherwise += result.auc(ranking[r - 1]) < result.auc(ranking[r]) ? 1 : 0;
            }
            double p = result.pValue(0, 1); // a p-value at the level itself is no win
            int[] strict = result.wins(p);
            int[] with = result.wins(Math.nextUp(p));
            assertEquals(
                    p < 1 ? 1 : 0,
                    Arrays.stream(with).sum() - Arrays.stream(strict).sum());
        }
        assertTrue(otherwise > 0);
    }

    @Test
    void resampledAreasAreThoseOfTheDrawnSubjectsForAnyNumberOfThreads() {
        SplittableRandom random = new SplittableRandom(8);
        int n = 21;
        int[] labels = labels(n);
        double[][] scores = {rounded(random, n, 6), rounded(random, n, 6), rounded(random, n, 6)};
        for (int resamples : new int[] {1, 63, 64, 65, 200}) {
            ResamplingPlan plan = ResamplingPlan.ordinary(n, resamples, 12);
            double[][] expected = new double[3][resamples];
            for (int k = 0; k < 3; k++) {
                Statistic area = Statistic.auc(labels, scores[k]);
                Arrays.setAll(expected[k], b -> area.evaluate(plan.indices(b)));
            }
            for (int threads : new int[] {1, 2, 7}) {
                Bootstrap bootstrap = Bootstrap.of(plan).withThreads(threads);
                List<BootstrapDistribution> all = bootstrap.aucs(labels, scores);
                for (int k = 0; k < 3; k++) {
                    assertArrayEquals(expected[k], all.get(k).replicates());
                    assertEquals(Auc.of(labels, scores[k]).value(), all.get(k).estimate());
                    assertArrayEquals(
                            expected[k], bootstrap.auc(labels, scores[k]).replicates());
                }
                double[] difference =
                        bootstrap.aucDifference(labels, scores[0], scores[1]).replicates();
                for (int b = 0; b < resamples; b++) {
                    assertEquals(expected[0][b] - expected[1][b], difference[b], 1e-15);
                }
            }
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Bootstrap.of(ResamplingPlan.ordinary(5, 3, 1)).auc(labels, scores[0]));
        assertThrows(
                IllegalArgumentException.class,
                () -> Bootstrap.of(ResamplingPlan.ordinary(n, 3, 1)).aucs(labels, new double[0][]));
    }

    @Test
    void pairwiseRankTestsAreTheTestsOfEachPair() {
        SplittableRandom random = new SplittableRandom(10);
        Map<String, double[]> groups = new LinkedHashMap<>();
        for (String name : List.of("d", "a", "c", "b")) {
            groups.put(name, rounded(random, 5 + groups.size() * 30, 30));
        }
        WilcoxonRankSumTest test = WilcoxonRankSumTest.withDefaults().with(Alternative.LESS);
        List<PairwiseWilcoxonTest.Pair> pairs = PairwiseWilcoxonTest.withDefaults()
                .with(test)
                .with(PValueAdjustment.BENJAMINI_HOCHBERG)
                .test(groups);
        List<String> order = List.of("a-d", "c-d", "b-d", "c-a", "b-a", "b-c");
        double[] p = new double[6];
        for (int i = 0; i < 6; i++) {
            PairwiseWilcoxonTest.Pair pair = pairs.get(i);
            assertEquals(order.get(i), pair.x() + "-" + pair.y());
            assertEquals(test.test(groups.get(pair.x()), groups.get(pair.y())), pair.test());
            p[i] = pair.test().pValue();
        }
        double[] adjusted = PValueAdjustment.BENJAMINI_HOCHBERG.adjust(p);
        for (int i = 0; i < 6; i++) {
            assertEquals(adjusted[i], pairs.get(i).adjustedPValue());
        }
        List<String> names = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        groups.forEach((name, sample) -> Arrays.stream(sample).forEach(v -> {
            names.add(name);
            values.add(v);
        }));
        assertEquals(
                pairs,
                PairwiseWilcoxonTest.withDefaults()
                        .with(test)
                        .with(PValueAdjustment.BENJAMINI_HOCHBERG)
                        .test(
                                names,
                                values.stream().mapToDouble(Double::doubleValue).toArray()));
        assertThrows(
                IllegalArgumentException.class,
                () -> PairwiseWilcoxonTest.withDefaults().test(Map.of("a", new double[] {1})));
        assertThrows(
                IllegalArgumentException.class,
                () -> PairwiseWilcoxonTest.withDefaults().test(List.of("a"), new double[] {1, 2}));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> PairwiseWilcoxonTest.withDefaults().test(List.of("a", "b"), new double[] {1, Double.NaN}))
                .getMessage();
        assertTrue(message.contains("group b"), message);
    }

    @Test
    void selectionBiasIsWhatRepeatingTheSelectionGives() {
        SplittableRandom random = new SplittableRandom(14);
        int n = 18;
        int[] labels = labels(n);
        double[][] scores = {rounded(random, n, 5), rounded(random, n, 5), rounded(random, n, 5), rounded(random, n, 5)
        };
        scores[3] = scores[1].clone();
        ResamplingPlan plan = ResamplingPlan.ordinary(n, 150, 3);
        BestModelBootstrap actual = BestModelBootstrap.of(plan, labels, scores);
        double[] areas = Arrays.stream(scores)
                .mapToDouble(s -> Auc.of(labels, s).value())
                .toArray();
        double optimism = 0;
        double outside = 0;
        int used = 0;
        int usedOutside = 0;
        double[] frequency = new double[4];
        for (int b = 0; b < 150; b++) {
            int[] drawn = plan.indices(b);
            double[] here = new double[4];
            for (int k = 0; k < 4; k++) {
                here[k] = Statistic.auc(labels, scores[k]).evaluate(drawn);
            }
            if (!Double.isNaN(here[0])) {
                int best = 0;
                for (int k = 1; k < 4; k++) {
                    best = here[k] > here[best] ? k : best;
                }
                used++;
                frequency[best]++;
                optimism += here[best] - areas[best];
                int[] left = IntStream.range(0, n)
                        .filter(i -> Arrays.stream(drawn).noneMatch(d -> d == i))
                        .toArray();
                double area = Statistic.auc(labels, scores[best]).evaluate(left);
                if (!Double.isNaN(area)) {
                    usedOutside++;
                    outside += area;
                }
            }
        }
        double apparent = Arrays.stream(areas).max().orElseThrow();
        assertEquals(used, actual.resamplesUsed());
        assertEquals(apparent, actual.apparentAuc());
        assertEquals(apparent, areas[actual.best()]);
        assertEquals(optimism / used, actual.optimism(), 1e-13);
        assertEquals(apparent - optimism / used, actual.correctedAuc(), 1e-13);
        assertEquals(outside / usedOutside, actual.outOfBagAuc(), 1e-13);
        for (int k = 0; k < 4; k++) {
            assertEquals(frequency[k] / used, actual.selectionFrequencies()[k], 1e-15);
        }
    }

    @Test
    void shiftsAreOrderStatisticsOfAllDifferences() {
        SplittableRandom random = new SplittableRandom(2);
        for (int run = 0; run < 60; run++) {
            int m = 1 + random.nextInt(12);
            int n = 1 + random.nextInt(12);
            boolean tied = run % 2 == 0;
            double[] x = random.doubles(m)
                    .map(v -> tied ? Math.rint(6 * v) - 3 : v - 0.5)
                    .toArray();
            double[] y = random.doubles(n)
                    .map(v -> tied ? Math.rint(6 * v) - 3 : v - 0.5)
                    .toArray();
            double[] all = Arrays.stream(x)
                    .flatMap(a -> Arrays.stream(y).map(b -> a - b))
                    .sorted()
                    .toArray();
            int pairs = m * n;
            double median = pairs % 2 == 1 ? all[pairs / 2] : (all[pairs / 2 - 1] + all[pairs / 2]) / 2;
            assertEquals(median, HodgesLehmann.shift(x, y), 1e-15);
            for (double level : new double[] {0.5, 0.9, 0.95}) {
                long k = RankSumRank.of(x, y, level);
                ConfidenceInterval interval = HodgesLehmann.interval(x, y, level);
                assertEquals(all[(int) k - 1], interval.lower(), 1e-15);
                assertEquals(all[pairs - (int) k], interval.upper(), 1e-15);
            }
        }
        assertTrue(Double.isNaN(
                HodgesLehmann.interval(new double[] {1, Double.POSITIVE_INFINITY}, new double[] {0}, 0.9)
                        .lower()));
        assertTrue(Double.isNaN(HodgesLehmann.shift(new double[] {1}, new double[] {Double.NEGATIVE_INFINITY, 0})));
    }

    /** The rank of the limits: the largest k with P(U &lt; k) below the tail, or the normal one with ties. */
    private static final class RankSumRank {
        static long of(double[] x, double[] y, double level) {
            int m = x.length;
            int n = y.length;
            double tail = (1 - level) / 2;
            double[] all = IntStream.range(0, m + n)
                    .mapToDouble(i -> i < m ? x[i] : y[i - m])
                    .toArray();
            long k;
            if (Arrays.stream(all).distinct().count() == m + n) {
                // smallest q with P(U <= q) >= tail, by the exact one-sided p-values
                k = 0;
                while (below(m, n, k) < tail * (1 - 1e-12)) {
                    k++;
                }
            } else {
                k = (long) Math.floor(
                        m * n / 2.0 + 0.5 - Gaussian.upperQuantile(tail) * Math.sqrt(m * n * (m + n + 1) / 12.0));
            }
            return Math.max(1, Math.min(((long) m * n + 1) / 2, k));
        }

        private static double below(int m, int n, long u) {
            int total = 0;
            int count = 0;
            double[] ways = new double[m * n + 1];
            ways(0, m, n, 0, ways);
            for (int v = 0; v <= m * n; v++) {
                total += (int) ways[v];
                count += v <= u ? (int) ways[v] : 0;
            }
            return (double) count / total;
        }

        /** Counts arrangements by U: place m and n values in ascending order. */
        private static void ways(int seenY, int m, int n, int u, double[] ways) {
            if (m == 0) {
                ways[u]++;
                return;
            }
            if (n > 0) {
                ways(seenY + 1, m, n - 1, u, ways);
            }
            ways(seenY, m - 1, n, u + seenY, ways);
        }
    }

    @Test
    void reliabilityIsCountedBinByBin() {
        SplittableRandom random = new SplittableRandom(3);
        int n = 200;
        double[] p = random.doubles(n).map(v -> Math.rint(20 * v) / 20).toArray();
        int[] labels = Arrays.stream(p)
                .mapToInt(v -> random.nextDouble() < 0.2 + 0.5 * v ? 1 : 0)
                .toArray();
        for (int bins : new int[] {1, 4, 10}) {
            ReliabilityCurve curve = ReliabilityCurve.equalWidth(labels, p, bins);
            double ece = 0;
            double mce = 0;
            double reliability = 0;
            double resolution = 0;
            double within = 0;
            double co = 0;
            double risk = Arrays.stream(labels).average().orElseThrow();
            int next = 0;
            for (int k = 0; k < bins; k++) {
                double low = (double) k / bins;
                double high = (k + 1.0) / bins;
                boolean first = k == 0;
                int[] members = IntStream.range(0, n)
                        .filter(i -> (p[i] > low || (first && p[i] == 0)) && p[i] <= high)
                        .toArray();
                if (members.length > 0) {
                    double mean = Arrays.stream(members)
                            .mapToDouble(i -> p[i])
                            .average()
                            .orElseThrow();
                    double seen = Arrays.stream(members)
                            .mapToDouble(i -> labels[i])
                            .average()
                            .orElseThrow();
                    ReliabilityCurve.Bin bin = curve.bins().get(next++);
                    assertEquals(members.length, bin.subjects());
                    assertEquals(mean, bin.meanPrediction(), 1e-14);
                    assertEquals(seen, bin.observed(), 1e-14);
                    assertTrue(bin.interval(ProportionInterval.WILSON, 0.95).contains(seen));
                    ece += members.length * Math.abs(mean - seen) / n;
                    mce = Math.max(mce, Math.abs(mean - seen));
                    reliability += members.length * (mean - seen) * (mean - seen) / n;
                    resolution += members.length * (seen - risk) * (seen - risk) / n;
                    for (int i : members) {
                        within += (p[i] - mean) * (p[i] - mean) / n;
                        co += 2 * (p[i] - mean) * (labels[i] - seen) / n;
                    }
                }
            }
            assertEquals(next, curve.bins().size());
            assertEquals(ece, curve.expectedCalibrationError(), 1e-14);
            assertEquals(mce, curve.maximumCalibrationError(), 1e-14);
            ReliabilityCurve.BrierDecomposition brier = curve.brier();
            assertEquals(reliability, brier.reliability(), 1e-14);
            assertEquals(resolution, brier.resolution(), 1e-14);
            assertEquals(within, brier.withinVariance(), 1e-14);
            assertEquals(co, brier.withinCovariance(), 1e-14);
            assertEquals(risk * (1 - risk), brier.uncertainty(), 1e-14);
            assertEquals(
                    brier.score(),
                    brier.reliability()
                            - brier.resolution()
                            + brier.uncertainty()
                            + brier.withinVariance()
                            - brier.withinCovariance(),
                    1e-14);
            assertEquals(1 - brier.score() / brier.uncertainty(), brier.skill(), 1e-14);
        }
        ReliabilityCurve counts = ReliabilityCurve.equalCount(labels, p, 5);
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        for (ReliabilityCurve.Bin bin : counts.bins()) {
            assertTrue(bin.subjects() >= 20 && bin.subjects() <= 60);
        }
        assertEquals(
                n,
                counts.bins().stream().mapToInt(ReliabilityCurve.Bin::subjects).sum());
        ReliabilityCurve distinct = ReliabilityCurve.distinct(labels, p);
        assertEquals(Arrays.stream(p).distinct().count(), distinct.bins().size());
        assertEquals(0, distinct.brier().withinVariance(), 1e-30);
        ReliabilityCurve edges = ReliabilityCurve.equalWidth(new int[] {0, 1, 1}, new double[] {0, 0.5, 1}, 2);
        assertEquals(2, edges.bins().get(0).subjects());
        assertThrows(IllegalArgumentException.class, () -> ReliabilityCurve.equalWidth(labels, p, 0));
        assertThrows(IllegalArgumentException.class, () -> ReliabilityCurve.equalCount(labels, p, 0));
        assertThrows(IllegalArgumentException.class, () -> ReliabilityCurve.distinct(new int[0], new double[0]));
    }
}
