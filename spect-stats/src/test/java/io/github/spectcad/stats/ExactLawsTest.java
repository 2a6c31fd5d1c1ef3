package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Exact laws of rank statistics against all arrangements, written out, and where they are refused. */
class ExactLawsTest {

    private static final double CLOSE = 1e-13;

    private static int[] ties(SplittableRandom random, int n) {
        int[] sizes = new int[n];
        int groups = 0;
        for (int left = n; left > 0; left -= sizes[groups++]) {
            sizes[groups] = 1 + random.nextInt(Math.min(left, 4));
        }
        return Arrays.copyOf(sizes, groups);
    }

    private static double[] midranks(int[] ties, int n) {
        double[] ranks = new double[n];
        int before = 0;
        for (int t : ties) {
            Arrays.fill(ranks, before, before + t, before + (t + 1) / 2.0);
            before += t;
        }
        return ranks;
    }

    /** Compares a law with the values of a statistic over arrangements, all equally likely. */
    private static void check(RankSumDistribution law, double[] values, double top) {
        Arrays.sort(values);
        double n = values.length;
        for (double v = 0; v <= top; v += 0.5) {
            double value = v;
            double below = Arrays.stream(values).filter(u -> u <= value).count() / n;
            double above = Arrays.stream(values).filter(u -> u >= value).count() / n;
            double far = Arrays.stream(values)
                            .filter(u -> Math.abs(u - top / 2) >= Math.abs(value - top / 2))
                            .count()
                    / n;
            if (Arrays.stream(values).anyMatch(u -> u == value)) {
                assertEquals(below, law.pValue(value, Alternative.LESS), CLOSE);
                assertEquals(above, law.pValue(value, Alternative.GREATER), CLOSE);
                assertEquals(Math.min(1, 2 * Math.min(below, above)), law.pValue(value, Alternative.TWO_SIDED), CLOSE);
                assertEquals(far, law.deviationPValue(value), CLOSE);
                assertEquals(value, law.quantile(below));
                assertEquals(value, law.quantile(below - 0.5 / n));
            }
        }
        assertEquals(values[values.length - 1], law.quantile(1));
    }

    @Test
    void countsOfWinsWithTiesAreThoseOfAllArrangements() {
        SplittableRandom random = new SplittableRandom(12);
        for (int run = 0; run < 60; run++) {
            int m = 1 + random.nextInt(4);
            int n = 1 + random.nextInt(4);
            int[] ties = run == 0 ? new int[] {2, 1, 1} : ties(random, m + n);
            if (run == 0) {
                m = 2;
                n = 2;
            }
            double[] ranks = midranks(ties, m + n);
            int size = m;
            double[] values = IntStream.range(0, 1 << (m + n))
                    .filter(mask -> Integer.bitCount(mask) == size)
                    .mapToDouble(mask -> {
                        double sum = -size * (size + 1) / 2.0;
                        for (int i = 0; i < ranks.length; i++) {
                            sum += (mask >> i & 1) * ranks[i];
                        }
                        return sum;
                    })
                    .toArray();
            check(RankSumDistribution.mannWhitney(ties, m, n), values, m * n);
        }
    }

    @Test
    void sumsOfSignedRanksWithTiesAreThoseOfAllSigns() {
        SplittableRandom random = new SplittableRandom(13);
        for (int run = 0; run < 40; run++) {
            int n = 1 + random.nextInt(7);
            int[] ties = ties(random, n);
            double[] ranks = midranks(ties, n);
            double[] values = IntStream.range(0, 1 << n)
                    .mapToDouble(mask -> {
                        double sum = 0;
                        for (int i = 0; i < n; i++) {
                            sum += (mask >> i & 1) * ranks[i];
                        }
                        return sum;
                    })
                    .toArray();
            check(RankSumDistribution.signedRank(ties, n), values, n * (n + 1) / 2.0);
        }
    }

    /** One against n: 2 (n + 1) cells of at most 2^24; with ties 2 (n + 1) (2 n + 1) steps of at most 2^33. */
    @Test
    void lawsAreRefusedFromTheStatedSizeOn() {
        int most = (1 << 23) - 1;
        RankSumDistribution uniform = RankSumDistribution.mannWhitney(new int[most + 1], 1, most);
        assertEquals(1.0 / (most + 1), uniform.below(0), 1e-20);
        assertThrows(
                IllegalArgumentException.class, () -> RankSumDistribution.mannWhitney(new int[most + 2], 1, most + 1));
        IllegalArgumentException slow = assertThrows(
                IllegalArgumentException.class, () -> RankSumDistribution.mannWhitney(new int[1], 46_341, 1));
        assertEquals(
                "the exact distribution for samples of 1 and 46341 values with ties would take too long: use"
                        + " PValueMethod.NORMAL",
                slow.getMessage());
        // n^2 (n + 1) / 2 steps of at most 100 2^24
        assertThrows(IllegalArgumentException.class, () -> RankSumDistribution.signedRank(new int[1497], 1497));
    }

    @Test
    void signedRanksSayHowTheyWereCompared() {
        WilcoxonSignedRankTest test = WilcoxonSignedRankTest.withDefaults();
        double[] zero = new double[3];
        WilcoxonSignedRankTest.Result result = test.test(new double[] {1, -2, 3}, zero);
        assertEquals((4 - 2) / 6.0, result.rankBiserial(), 1e-15);
        assertEquals(PValueMethod.EXACT, result.method());
        assertEquals(
                PValueMethod.NORMAL, test.test(new double[] {1, -1, 3}, zero).method());
        WilcoxonSignedRankTest.Result level =
                test.with(PValueMethod.NORMAL).test(new double[] {1, 2, -3}, zero); // 1 + 2 = 3
        assertEquals(0, level.statistic());
        assertEquals(1, level.pValue());
        assertThrows(IllegalArgumentException.class, () -> test.test(new double[2], zero));
        assertThrows(IllegalArgumentException.class, () -> test.withTieTolerance(Double.POSITIVE_INFINITY));
        // a difference as large as the tolerance is a tie
        assertEquals(
                1.5,
                test.withTieTolerance(0.5)
                        .test(new double[] {1, -1.5, -3}, zero)
                        .v());
        assertEquals(
                1,
                test.withTieTolerance(0).test(new double[] {1, -1.5, -3}, zero).v());
    }
}
