package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Laws that hold for all samples. */
class RocPropertiesTest {

    /** A sample with ties: labels of both classes and two scores. */
    private static final class Sample {

        private final int[] labels;
        private final double[] first;
        private final double[] second;

        Sample(long seed, int m, int n, int levels) {
            SplittableRandom random = new SplittableRandom(seed);
            labels = new int[m + n];
            Arrays.fill(labels, 0, m, 1);
            for (int i = labels.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swap = labels[i];
                labels[i] = labels[j];
                labels[j] = swap;
            }
            first = random.ints(labels.length, 0, levels).asDoubleStream().toArray();
            second = random.ints(labels.length, 0, levels).asDoubleStream().toArray();
        }
    }

    @Property(seed = "1", tries = 200)
    void areaAndVarianceEqualTheirDefinitionOverAllPairs(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 30) int m,
            @ForAll @IntRange(min = 2, max = 30) int n,
            @ForAll @IntRange(min = 1, max = 40) int levels) {
        Sample s = new Sample(seed, m, n, levels);
        double[] v10 = new double[m];
        double[] v01 = new double[n];
        int p = 0;
        for (int i = 0; i < s.labels.length; i++) {
            if (s.labels[i] == 1) {
                int q = 0;
                for (int j = 0; j < s.labels.length; j++) {
                    if (s.labels[j] == 0) {
                        double psi = s.first[i] > s.first[j] ? 1 : s.first[i] == s.first[j] ? 0.5 : 0;
                        v10[p] += psi / n;
                        v01[q++] += psi / m;
                    }
                }
                p++;
            }
        }
        Auc auc = Auc.of(s.labels, s.first);
        assertEquals(Arrays.stream(v10).average().orElseThrow(), auc.value(), 1e-12);
        assertEquals(variance(v10) / m + variance(v01) / n, auc.variance(), 1e-12);
        assertEquals(auc.value(), RocCurve.of(s.labels, s.first).auc());
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    @Property(seed = "1", tries = 200)
    void swappedLabelsMirrorTheAreaAndMonotoneTransformsKeepIt(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int m, @ForAll @IntRange(min = 1, max = 30) int n) {
        Sample s = new Sample(seed, m, n, 15);
        Auc auc = Auc.of(s.labels, s.first);
        Auc swapped = Auc.of(Arrays.stream(s.labels).map(l -> 1 - l).toArray(), s.first);
        assertEquals(1 - auc.value(), swapped.value(), 1e-15);
        assertEquals(auc.variance(), swapped.variance(), 1e-15);
        assertEquals(
                auc,
                Auc.of(
                        s.labels,
                        Arrays.stream(s.first).map(x -> Math.exp(x / 5) - 3).toArray()));
    }

    @Property(seed = "1", tries = 100)
    void theOrderOfTheSubjectsDoesNotMatter(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 25) int m, @ForAll @IntRange(min = 2, max = 25) int n) {
        Sample s = new Sample(seed, m, n, 9);
        int size = s.labels.length;
        int[] labels = new int[size];
        double[] first = new double[size];
        double[] second = new double[size];
        for (int i = 0; i < size; i++) {
            labels[i] = s.labels[size - 1 - i];
            first[i] = s.first[size - 1 - i];
            second[i] = s.second[size - 1 - i];
        }
        assertEquals(
                DeLongTest.withDefaults().test(s.labels, s.first, s.second),
                DeLongTest.withDefaults().test(labels, first, second));
        assertEquals(
                WilcoxonRankSumTest.withDefaults().test(s.first, s.second),
                WilcoxonRankSumTest.withDefaults().test(first, second));
    }

    @Property(seed = "1", tries = 100)
    void pValuesAreProbabilitiesAndTailsAddUp(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int m, @ForAll @IntRange(min = 2, max = 20) int n) {
        Sample s = new Sample(seed, m, n, 8);
        DeLongTest.Paired two = DeLongTest.withDefaults().test(s.labels, s.first, s.second);
        double less = DeLongTest.withDefaults()
                .with(Alternative.LESS)
                .test(s.labels, s.first, s.second)
                .pValue();
        double greater = DeLongTest.withDefaults()
                .with(Alternative.GREATER)
                .test(s.labels, s.first, s.second)
                .pValue();
        assertEquals(1, less + greater, 1e-12);
        assertEquals(two.pValue(), Math.min(1, 2 * Math.min(less, greater)), 1e-12);
        double exact = WilcoxonRankSumTest.withDefaults()
                .with(PValueMethod.EXACT)
                .test(s.first, s.second)
                .pValue();
        assertTrue(exact > 0 && exact <= 1);
    }

    @Property(seed = "1", tries = 60)
    void radixSortAgreesWithTheLibrary(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5000) int size) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = random.longs(size)
                .mapToDouble(Double::longBitsToDouble)
                .map(v -> Double.isNaN(v) ? Double.POSITIVE_INFINITY : v + 0.0)
                .toArray();
        double[] expected = values.clone();
        Arrays.sort(expected);
        double[] sorted = values.clone();
        Sorting.sort(sorted);
        assertTrue(Arrays.equals(expected, sorted));
        double[] moved = values.clone();
        int[] order = Sorting.sortWithOrder(moved);
        for (int i = 0; i < size; i++) {
            assertEquals(values[order[i]], moved[i]);
        }
    }

    @Test
    @Tag("heavy")
    void intervalsCoverTheTrueArea() {
        SplittableRandom random = new SplittableRandom(11);
        int wald = 0;
        int logit = 0;
        int bca = 0;
        int trials = 400;
        for (int t = 0; t < trials; t++) {
            int[] labels = new int[100];
            Arrays.fill(labels, 0, 35, 1);
            double[] scores = new double[100];
            for (int i = 0; i < 100; i++) {
                double u = random.nextDouble();
                // diseased: maximum of 3 uniforms, so P(X > Y) = 3 / 4
                scores[i] = labels[i] == 1 ? Math.cbrt(u) : u;
            }
            Auc auc = Auc.of(labels, scores);
            wald += auc.interval(Auc.IntervalMethod.WALD, 0.95).contains(0.75) ? 1 : 0;
            logit += auc.interval(Auc.IntervalMethod.LOGIT, 0.95).contains(0.75) ? 1 : 0;
            bca += Bootstrap.of(ResamplingPlan.stratified(labels, 400, t))
                            .auc(labels, scores)
                            .bca(0.95, Influence.auc(labels, scores))
                            .contains(0.75)
                    ? 1
                    : 0;
        }
        for (int covered : new int[] {wald, logit, bca}) {
            assertEquals(0.95, covered / (double) trials, 0.035);
        }
    }
}
