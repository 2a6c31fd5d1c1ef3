package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Against the example that Obuchowski published, her formulas written out in floating point, the cases where they are known
 * otherwise, and simulation.
 */
class ClusteredTest {

    /** Patients with three vessels each, whose scores and labels depend on each other. */
    private static final class Vessels {
        private final int[] labels;
        private final int[] patients;
        private final double[] first;
        private final double[] second;

        Vessels(Random random, int n, double separation) {
            labels = new int[3 * n];
            patients = IntStream.range(0, 3 * n).map(i -> 7 * (i / 3) - 11).toArray();
            first = new double[3 * n];
            second = new double[3 * n];
            for (int p = 0; p < n; p++) {
                double disease = random.nextGaussian();
                double score = random.nextGaussian();
                for (int i = 3 * p; i < 3 * p + 3; i++) {
                    labels[i] = Math.sqrt(0.5) * disease + Math.sqrt(0.5) * random.nextGaussian() > 0.4 ? 1 : 0;
                    double shared = Math.sqrt(0.6) * score;
                    first[i] = separation * labels[i] + shared + Math.sqrt(0.4) * random.nextGaussian();
                    second[i] = separation * labels[i] + shared + Math.sqrt(0.4) * random.nextGaussian();
                }
            }
        }
    }

    private static double variance(int[] labels, double[] scores, int[] clusters) {
        int[] ids = Arrays.stream(clusters).distinct().toArray();
        double m = Arrays.stream(labels).sum();
        double n = labels.length - m;
        double area = Auc.of(labels, scores).value();
        double s10 = 0;
        double s01 = 0;
        double s11 = 0;
        int with = 0;
        int without = 0;
        for (int id : ids) {
            double x = 0;
            double y = 0;
            int diseased = 0;
            int healthy = 0;
            for (int i = 0; i < labels.length; i++) {
                if (clusters[i] == id) {
                    double placement = 0;
                    for (int j = 0; j < labels.length; j++) {
                        if (labels[j] != labels[i]) {
                            double d = labels[i] == 1 ? scores[i] - scores[j] : scores[j] - scores[i];
                            placement += d > 0 ? 1 : d == 0 ? 0.5 : 0;
                        }
                    }
                    if (labels[i] == 1) {
                        x += placement / n - area;
                        diseased++;
                    } else {
                        y += placement / m - area;
                        healthy++;
                    }
                }
            }
            s10 += x * x;
            s01 += y * y;
            s11 += x * y;
            with += diseased > 0 ? 1 : 0;
            without += healthy > 0 ? 1 : 0;
        }
        double all = ids.length;
        return with / (with - 1.0) * s10 / (m * m)
                + without / (without - 1.0) * s01 / (n * n)
                + 2 * all / (all - 1) * s11 / (m * n);
    }

    @Test
    void varianceIsObuchowskis() {
        Random random = new Random(5);
        for (int run = 0; run < 20; run++) {
            Vessels data = new Vessels(random, 25, 1);
            double[] rounded = Arrays.stream(data.first).map(Math::rint).toArray();
            Auc auc = Auc.of(data.labels, rounded, data.patients);
            assertEquals(variance(data.labels, rounded, data.patients), auc.variance(), 1e-15);
            assertEquals(Auc.of(data.labels, rounded).value(), auc.value());
            DeLongTest.Paired pair =
                    DeLongTest.withDefaults().test(data.labels, data.first, data.second, data.patients);
            assertEquals(
                    pair.first().variance() + pair.second().variance() - 2 * pair.covariance(),
                    pair.varianceOfDifference(),
                    1e-15);
            assertEquals(
                    pair.covariance(),
                    DeLongCovariance.of(data.labels, new double[][] {data.first, data.second}, data.patients)
                            .covariance(0, 1),
                    1e-18);
            double z = pair.statistic();
            assertEquals(
                    z * z,
                    DeLongCovariance.of(data.labels, new double[][] {data.first, data.second}, data.patients)
                            .omnibusTest()
                            .statistic(),
                    1e-9 * z * z);
        }
    }

    @Test
    void thePublishedExampleIsReproduced() {
        List<Reference.Row> rows = Reference.rows("clustered/mra.csv");
        int[] patients = rows.stream().mapToInt(row -> row.integer("patient")).toArray();
        int[] labels = rows.stream().mapToInt(row -> row.integer("label")).toArray();
        double[] first = Reference.column(rows, "reader1");
        double[] second = Reference.column(rows, "reader2");
        DeLongTest.Paired test = DeLongTest.withDefaults().test(labels, first, second, patients);
        assertEquals(23, test.first().positives()); // patients with a diseased artery
        assertEquals(27, test.first().negatives());
        assertEquals(0.9837, test.first().value(), 5e-5);
        assertEquals(0.9852, test.second().value(), 5e-5);
        // S10 / M + S01 / N + 2 S11 / (M N) of the table's footer, printed with 10 digits
        double m = 29;
        double n = 36;
        double ofFirst = 0.0013151307 / m + 0.0022375873 / n + 2 * 0.0051785478 / (m * n);
        double ofSecond = 0.0009284122 / m + 0.0022598583 / n - 2 * 0.0005015760 / (m * n);
        double covariance = 0.0008484357 / m + 0.0019241250 / n + (0.0028648340 - 0.0015136931) / (m * n);
        assertEquals(ofFirst, test.first().variance(), 5e-12);
        assertEquals(ofSecond, test.second().variance(), 5e-12);
        assertEquals(covariance, test.covariance(), 5e-12);
        assertEquals(ofFirst + ofSecond - 2 * covariance, test.varianceOfDifference(), 2e-11);
        assertEquals(-0.0014, test.difference(), 5e-5);
        assertEquals(0.0066, Math.sqrt(test.varianceOfDifference()), 5e-5);
        assertEquals(-0.0143, test.interval().lower(), 5e-5);
        assertEquals(0.0115, test.interval().upper(), 5e-5);
        assertEquals(0.8271, test.pValue(), 5e-5);
        ConfidenceInterval wald = test.first().interval(Auc.IntervalMethod.WALD, 0.95);
        assertEquals(0.9625, wald.lower(), 5e-5);
        assertEquals(1.005, wald.upper(), 5e-4);
        PairwiseDeLongTest.Result pairs =
                PairwiseDeLongTest.withDefaults().test(labels, new double[][] {first, second}, patients);
        assertEquals(0.8271, pairs.pValue(0, 1), 5e-5);
    }

    @Test
    void allPairsAreThePairedTest() {
        Vessels data = new Vessels(new Random(14), 40, 1);
        double[][] models = {
            data.first,
            data.second,
            Arrays.stream(data.first).map(Math::rint).toArray(),
            Arrays.stream(data.first).map(s -> 3 * s + 1).toArray(),
            Arrays.stream(data.first).map(s -> -s).toArray()
        };
        PairwiseDeLongTest.Result pairs = PairwiseDeLongTest.withDefaults().test(data.labels, models, data.patients);
        for (int i = 0; i < models.length; i++) {
            for (int j = 0; j < models.length; j++) {
                if (i != j) {
                    DeLongTest.Paired pair =
                            DeLongTest.withDefaults().test(data.labels, models[i], models[j], data.patients);
                    assertEquals(pair.difference(), pairs.difference(i, j));
                    assertEquals(pair.varianceOfDifference(), pairs.varianceOfDifference(i, j), 1e-17);
                    assertEquals(pair.pValue(), pairs.pValue(i, j), 1e-12);
                }
            }
        }
        assertEquals(0, pairs.varianceOfDifference(0, 3)); // monotone transforms of each other
        assertEquals(1, pairs.pValue(0, 3));
        int[] one = new int[data.labels.length];
        assertTrue(Double.isNaN(
                PairwiseDeLongTest.withDefaults().test(data.labels, models, one).varianceOfDifference(0, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> PairwiseDeLongTest.withDefaults().test(data.labels, models, new int[3]));
    }

    @Test
    void calibrationOfClustersHasTheSandwichsErrors() {
        Random random = new Random(21);
        int n = 120;
        int[] labels = new int[n];
        double[] p = new double[n];
        for (int i = 0; i < n; i++) {
            double logit = 1.2 * random.nextGaussian() + 0.4;
            p[i] = 1 / (1 + Math.exp(-logit));
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(0.3 - 0.8 * logit)) ? 1 : 0;
        }
        int[] clusters = IntStream.range(0, n).map(i -> i / 3).toArray();
        CalibrationSlope plain = CalibrationSlope.of(labels, p);
        CalibrationSlope clustered = CalibrationSlope.of(labels, p, clusters);
        assertEquals(plain.slope(), clustered.slope());
        assertEquals(plain.inTheLarge(), clustered.inTheLarge());
        // inverse information times the outer products of the clusters' scores, written out
        double[][] information = new double[2][2];
        double[][] scores = new double[n / 3][2];
        double large = 0;
        double largeInformation = 0;
        double[] largeScores = new double[n / 3];
        for (int i = 0; i < n; i++) {
            double[] x = {1, Math.log(p[i] / (1 - p[i]))};
            double fitted = 1 / (1 + Math.exp(-plain.intercept() - plain.slope() * x[1]));
            double shifted = 1 / (1 + Math.exp(-plain.inTheLarge() - x[1]));
            for (int j = 0; j < 2; j++) {
                scores[i / 3][j] += (labels[i] - fitted) * x[j];
                for (int k = 0; k < 2; k++) {
                    information[j][k] += fitted * (1 - fitted) * x[j] * x[k];
                }
            }
            largeScores[i / 3] += labels[i] - shifted;
            largeInformation += shifted * (1 - shifted);
        }
        double determinant = information[0][0] * information[1][1] - information[0][1] * information[1][0];
        double intercept = 0;
        double slope = 0;
        for (int g = 0; g < scores.length; g++) {
            double a = (information[1][1] * scores[g][0] - information[0][1] * scores[g][1]) / determinant;
            double b = (information[0][0] * scores[g][1] - information[0][1] * scores[g][0]) / determinant;
            intercept += a * a * 40 / 39;
            slope += b * b * 40 / 39;
            large += largeScores[g] * largeScores[g] * 40 / 39;
        }
        assertEquals(Math.sqrt(slope), clustered.slopeError(), 1e-10);
        assertEquals(Math.sqrt(intercept), clustered.interceptError(), 1e-10);
        assertEquals(Math.sqrt(large) / largeInformation, clustered.inTheLargeError(), 1e-10);
        assertTrue(Double.isNaN(CalibrationSlope.of(labels, p, new int[n]).slopeError()));
    }

    @Test
    void clustersOfOneGiveDeLongsVariance() {
        Vessels data = new Vessels(new Random(2), 30, 1);
        int[] own = IntStream.range(0, data.labels.length).toArray();
        Auc clustered = Auc.of(data.labels, data.first, own);
        assertEquals(Auc.of(data.labels, data.first).variance(), clustered.variance(), 1e-17);
        assertEquals(
                DeLongTest.withDefaults()
                        .test(data.labels, data.first, data.second)
                        .pValue(),
                DeLongTest.withDefaults()
                        .test(data.labels, data.first, data.second, own)
                        .pValue(),
                1e-12);
    }

    @Test
    void repeatedObservationsCountOnce() {
        Vessels data = new Vessels(new Random(8), 20, 1);
        int n = data.labels.length;
        int[] labels = IntStream.range(0, 2 * n).map(i -> data.labels[i % n]).toArray();
        double[] scores =
                IntStream.range(0, 2 * n).mapToDouble(i -> data.first[i % n]).toArray();
        int[] own = IntStream.range(0, 2 * n).map(i -> i % n).toArray();
        assertEquals(
                Auc.of(data.labels, data.first).variance(),
                Auc.of(labels, scores, own).variance(),
                1e-16);
    }

    @Test
    void oneClusterWithAClassHasNoVarianceAndPerfectScoresHaveNone() {
        int[] labels = {1, 1, 0, 0, 0};
        Auc one = Auc.of(labels, new double[] {5, 4, 1, 2, 6}, new int[] {0, 0, 1, 2, 3});
        assertTrue(Double.isNaN(one.variance()));
        assertEquals(1, one.positives());
        assertEquals(3, one.negatives());
        assertTrue(Double.isNaN(one.interval(0.95).lower()));
        Auc perfect = Auc.of(labels, new double[] {5, 6, 1, 2, 3}, new int[] {0, 1, 0, 2, 3});
        assertEquals(0, perfect.variance());
        assertTrue(perfect.interval(0.95).lower() < 0.7);
        assertThrows(
                IllegalArgumentException.class,
                () -> Auc.of(labels, new double[] {5, 6, 1, 2, 3}, new int[] {0, 1, 2, 3}));
    }

    @Test
    @Tag("heavy")
    void intervalsAndTestsOfVesselsKeepTheirLevel() {
        Random random = new Random(31);
        Vessels many = new Vessels(random, 100_000, 1);
        double truth = Auc.of(many.labels, many.first).value();
        double share = Arrays.stream(many.first).filter(s -> s > 0.5).count() / 300_000.0;
        int runs = 1000;
        int clustered = 0;
        int independent = 0;
        int rejected = 0;
        int shares = 0;
        for (int run = 0; run < runs; run++) {
            Vessels data = new Vessels(random, 60, 1);
            clustered += Auc.of(data.labels, data.first, data.patients)
                            .interval(0.95)
                            .contains(truth)
                    ? 1
                    : 0;
            independent += Auc.of(data.labels, data.first).interval(0.95).contains(truth) ? 1 : 0;
            rejected += DeLongTest.withDefaults()
                            .test(data.labels, data.first, data.second, data.patients)
                            .reject(0.05)
                    ? 1
                    : 0;
            int[] called =
                    Arrays.stream(data.first).mapToInt(s -> s > 0.5 ? 1 : 0).toArray();
            shares +=
                    ClusteredProportion.of(called, data.patients).interval(0.95).contains(share) ? 1 : 0;
        }
        double error = 4 * Math.sqrt(0.95 * 0.05 / runs);
        assertEquals(0.95, clustered / (double) runs, error);
        assertEquals(0.05, rejected / (double) runs, error);
        assertEquals(0.95, shares / (double) runs, error);
        assertTrue(independent < clustered - 10, independent + " of independent, " + clustered + " of clustered");
    }

    @Test
    void closedFormJackknifeIsTheJackknife() {
        Vessels data = new Vessels(new Random(12), 15, 0.5);
        double[] a = Arrays.stream(data.first).map(s -> Math.rint(2 * s)).toArray();
        Statistic first = Statistic.auc(data.labels, a);
        Statistic second = Statistic.auc(data.labels, data.second);
        assertArrayEquals(
                Influence.clusterJackknife(data.patients, first),
                Influence.clusterAuc(data.labels, a, data.patients),
                1e-12);
        assertArrayEquals(
                Influence.clusterJackknife(data.patients, i -> first.evaluate(i) - second.evaluate(i)),
                Influence.clusterAucDifference(data.labels, a, data.second, data.patients),
                1e-12);
        assertTrue(Arrays.stream(Influence.clusterAuc(new int[] {1, 1, 0}, new double[] {1, 2, 3}, new int[] {0, 0, 1}))
                .allMatch(Double::isNaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> Influence.clusterAuc(new int[] {1, 0}, new double[] {1, 2}, new int[] {4, 4}));
    }

    @Test
    void proportionsOfClustersHaveTheVarianceOfARatio() {
        int[] outcomes = {1, 1, 0, 1, 0, 0, 1};
        int[] clusters = {5, 5, 5, 2, 2, 9, 9};
        ClusteredProportion p = ClusteredProportion.of(outcomes, clusters);
        double v = 4.0 / 7;
        double squares = Math.pow(2 - 3 * v, 2) + Math.pow(1 - 2 * v, 2) + Math.pow(1 - 2 * v, 2);
        assertEquals(v, p.value());
        assertEquals(1.5 * squares / 49, p.variance(), 1e-16);
        assertEquals(p.variance() / (v * (1 - v) / 7), p.designEffect(), 1e-15);
        assertEquals(3, p.clusters());
        assertEquals(7, p.observations());
        ConfidenceInterval few =
                ClusteredProportion.of(new int[] {1, 1, 1}, new int[] {1, 1, 2}).interval(0.95);
        assertEquals(ProportionInterval.WILSON.interval(2, 2, 0.95), few);
        assertTrue(Double.isNaN(ClusteredProportion.of(new int[] {1, 0}, new int[] {1, 1})
                .interval(0.95)
                .upper()));
        // negative dependence does not pretend more observations than there are
        ClusteredProportion balanced =
                ClusteredProportion.of(new int[] {1, 0, 1, 0, 1, 0}, new int[] {1, 1, 2, 2, 3, 3});
        assertEquals(ProportionInterval.WILSON.interval(3, 6, 0.9), balanced.interval(0.9));
    }

    @Test
    void publishedProportionsOfClustersAreReproduced() {
        // parathyroid glands of 21 patients called rightly by both, by PET alone, SPECT alone, neither: the data of
        // Obuchowski
        // (1998); the result as the R package clust.bin.pair gives it
        int[] both = {0, 2, 3, 1, 2, 4, 3, 2, 1, 1, 2, 2, 3, 2, 0, 2, 2, 2, 2, 1, 2};
        int[] pet = {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        int[] spect = {2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0};
        int[] neither = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0};
        int[][] cells = {both, pet, spect, neither};
        IntStream.Builder first = IntStream.builder();
        IntStream.Builder second = IntStream.builder();
        IntStream.Builder patients = IntStream.builder();
        for (int patient = 0; patient < 21; patient++) {
            for (int cell = 0; cell < 4; cell++) {
                for (int gland = 0; gland < cells[cell][patient]; gland++) {
                    first.add(cell < 2 ? 1 : 0);
                    second.add(cell % 2 == 0 ? 1 : 0);
                    patients.add(patient);
                }
            }
        }
        ClusteredProportion.Difference test = ClusteredProportion.difference(
                first.build().toArray(),
                second.build().toArray(),
                patients.build().toArray(),
                0.95);
        assertEquals(2.8571, test.statistic() * test.statistic(), 5e-5);
        assertEquals(0.09097, test.pValue(), 5e-6);
        assertEquals(21, test.first().clusters());
    }

    @Test
    void pairedProportionsOfClustersAreCompared() {
        int[] first = {1, 1, 0, 1, 1, 0, 1, 1};
        int[] second = {1, 0, 0, 0, 1, 0, 1, 0};
        int[] own = IntStream.range(0, 8).toArray();
        ClusteredProportion.Difference d = ClusteredProportion.difference(first, second, own, 0.95);
        assertEquals(3.0 / 8, d.difference());
        assertEquals(8.0 / 7 * (3 * 25 / 64.0 + 5 * 9 / 64.0) / 64, d.variance(), 1e-16);
        double mcNemar = McNemarTest.withDefaults().test(3, 0).statistic();
        assertEquals(mcNemar * 7 / 8, d.statistic() * d.statistic(), 1e-14);
        assertEquals(
                1.959963984540054 * Math.sqrt(d.variance()) * 2,
                ClusteredProportion.difference(first, second, own, 0.95)
                        .interval()
                        .width(),
                1e-12);
        assertEquals(ClusteredProportion.of(first, own), d.first());
        assertTrue(d.interval().upper() <= 1 && d.interval().contains(3.0 / 8));
        ClusteredProportion.Difference same = ClusteredProportion.difference(first, first, own, 0.95);
        assertEquals(0, same.statistic());
        assertEquals(1, same.pValue());
        assertThrows(
                IllegalArgumentException.class,
                () -> ClusteredProportion.difference(first, new int[] {2, 0, 0, 0, 0, 0, 0, 0}, own, 0.95));
        assertThrows(IllegalArgumentException.class, () -> ClusteredProportion.of(new int[0], new int[0]));
        assertThrows(
                IllegalArgumentException.class,
                () -> ClusteredProportion.difference(Arrays.copyOf(first, 7), first, own, 0.95));
    }
}
