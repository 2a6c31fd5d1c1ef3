package io.github.spectcad.benchmarks.stats;

import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.Bootstrap;
import io.github.spectcad.stats.BootstrapDistribution;
import io.github.spectcad.stats.DeLongTest;
import io.github.spectcad.stats.ObuchowskiRockette;
import io.github.spectcad.stats.PValueMethod;
import io.github.spectcad.stats.PairwiseDeLongTest;
import io.github.spectcad.stats.PairwiseWilcoxonTest;
import io.github.spectcad.stats.ReaderAnalysis;
import io.github.spectcad.stats.ReaderMeasure;
import io.github.spectcad.stats.ReaderStudy;
import io.github.spectcad.stats.ResamplingPlan;
import io.github.spectcad.stats.WilcoxonRankSumTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The tasks that {@code compare-stats.sh} times against R; the data have the same distributions there. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StatsBenchmark {

    private static final double PREVALENCE = 0.35;

    private static int[] labels(int n) {
        int[] labels = new int[n];
        int positives = (int) Math.round(n * PREVALENCE);
        for (int i = 0; i < n; i++) {
            // spread evenly, so that the order of the subjects says nothing
            labels[i] = (long) (i + 1) * positives / n > (long) i * positives / n ? 1 : 0;
        }
        return labels;
    }

    private static double[] scores(int[] labels, long seed) {
        Random random = new Random(seed);
        double[] scores = new double[labels.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = labels[i] + random.nextGaussian();
        }
        return scores;
    }

    /** One score of n subjects. */
    @State(Scope.Benchmark)
    public static class OneScore {

        @Param({"300", "10000", "1000000"})
        private int n;

        private int[] labels;
        private double[] scores;

        /** Draws the score. */
        @Setup
        public void draw() {
            labels = StatsBenchmark.labels(n);
            scores = StatsBenchmark.scores(labels, 1);
        }
    }

    /** One score of n subjects to draw resamples of. */
    @State(Scope.Benchmark)
    public static class ResampledScore {

        @Param({"300", "10000"})
        private int n;

        private int[] labels;
        private double[] scores;

        /** Draws the score. */
        @Setup
        public void draw() {
            labels = StatsBenchmark.labels(n);
            scores = StatsBenchmark.scores(labels, 1);
        }
    }

    /** 624 correlated models of n subjects. */
    @State(Scope.Benchmark)
    public static class Models {

        @Param({"100", "300"})
        private int n;

        private int[] labels;
        private double[][] scores;

        /** Draws the scores. */
        @Setup
        public void draw() {
            labels = StatsBenchmark.labels(n);
            scores = new double[624][];
            double[] common = StatsBenchmark.scores(labels, 2);
            for (int k = 0; k < scores.length; k++) {
                scores[k] = StatsBenchmark.scores(labels, 3L + k);
                for (int i = 0; i < n; i++) {
                    scores[k][i] += common[i];
                }
            }
        }
    }

    /** 13 groups of values, continuous or areas of stratified resamples. */
    @State(Scope.Benchmark)
    public static class Groups {

        @Param({"continuous", "tied"})
        private String values;

        private Map<String, double[]> groups;
        private double[] x;
        private double[] y;

        /** Draws the groups. */
        @Setup
        public void draw() {
            groups = new LinkedHashMap<>();
            for (int g = 0; g < 13; g++) {
                groups.put("model" + g, sample(48_000, 0.80 + 0.005 * g, g));
            }
            x = sample(104_000, 0.80, 100);
            y = sample(104_000, 0.81, 101);
        }

        private double[] sample(int size, double mean, long seed) {
            Random random = new Random(seed);
            double[] sample = new double[size];
            double steps = 2.0 * 35 * 65;
            for (int i = 0; i < size; i++) {
                double value = mean + 0.035 * random.nextGaussian();
                sample[i] = values.equals("tied") ? Math.rint(value * steps) / steps : value;
            }
            return sample;
        }
    }

    /**
     * AUC and DeLong variance.
     *
     * @param data the data
     * @return the area
     */
    @Benchmark
    public Auc aucAndVariance(OneScore data) {
        return Auc.of(data.labels, data.scores);
    }

    /**
     * All 194,376 pairs of 624 models with the ranking.
     *
     * @param data the data
     * @return the ranking
     */
    @Benchmark
    public int[] allPairs(Models data) {
        return PairwiseDeLongTest.withDefaults().test(data.labels, data.scores).ranking(0.05);
    }

    /**
     * The same with three vessels of each patient as a cluster.
     *
     * @param data the data
     * @return the ranking
     */
    @Benchmark
    public int[] allPairsOfVessels(Models data) {
        int[] patients = new int[data.labels.length];
        for (int i = 0; i < patients.length; i++) {
            patients[i] = i / 3;
        }
        return PairwiseDeLongTest.withDefaults()
                .test(data.labels, data.scores, patients)
                .ranking(0.05);
    }

    /**
     * 1000 stratified resamples of an area.
     *
     * @param data the data
     * @return the distribution
     */
    @Benchmark
    public BootstrapDistribution bootstrap(ResampledScore data) {
        return Bootstrap.of(ResamplingPlan.stratified(data.labels, 1000, 7)).auc(data.labels, data.scores);
    }

    /**
     * 1000 stratified resamples of the areas of 624 models.
     *
     * @param data the data
     * @return the distributions
     */
    @Benchmark
    public List<BootstrapDistribution> bootstrapOfAllModels(Models data) {
        return Bootstrap.of(ResamplingPlan.stratified(data.labels, 1000, 7)).aucs(data.labels, data.scores);
    }

    /**
     * Rank sum test of 104,000 against 104,000 values.
     *
     * @param data the data
     * @return the test
     */
    @Benchmark
    public WilcoxonRankSumTest.Result rankSum(Groups data) {
        return WilcoxonRankSumTest.withDefaults().with(PValueMethod.NORMAL).test(data.x, data.y);
    }

    /**
     * Pairwise rank sum tests of 13 groups of 48,000 values.
     *
     * @param data the data
     * @return the tests
     */
    @Benchmark
    public List<PairwiseWilcoxonTest.Pair> pairwise(Groups data) {
        return PairwiseWilcoxonTest.withDefaults().test(data.groups);
    }

    /** Two models of 300 patients with three vessels each. */
    @State(Scope.Benchmark)
    public static class Vessels {

        private int[] labels;
        private int[] patients;
        private double[] first;
        private double[] second;

        /** Draws the scores. */
        @Setup
        public void draw() {
            labels = StatsBenchmark.labels(900);
            first = StatsBenchmark.scores(labels, 1);
            second = StatsBenchmark.scores(labels, 2);
            patients = new int[900];
            for (int i = 0; i < 900; i++) {
                patients[i] = i / 3;
            }
        }
    }

    /** Ten readers of 500 cases with two tests. */
    @State(Scope.Benchmark)
    public static class Readers {

        private int[] labels;
        private double[][][] ratings;

        /** Draws the ratings. */
        @Setup
        public void draw() {
            labels = StatsBenchmark.labels(500);
            ratings = new double[2][10][];
            for (int i = 0; i < 20; i++) {
                ratings[i / 10][i % 10] = StatsBenchmark.scores(labels, i);
            }
        }
    }

    /**
     * DeLong's test of two models with vessels clustered in patients.
     *
     * @param data the data
     * @return the test
     */
    @Benchmark
    public DeLongTest.Paired clusteredDeLong(Vessels data) {
        return DeLongTest.withDefaults().test(data.labels, data.first, data.second, data.patients);
    }

    /**
     * Multi-reader analysis by Obuchowski and Rockette.
     *
     * @param data the data
     * @return the analysis
     */
    @Benchmark
    public ReaderAnalysis readerStudy(Readers data) {
        return ObuchowskiRockette.withDefaults().test(ReaderStudy.of(ReaderMeasure.AUC, data.labels, data.ratings));
    }
}
