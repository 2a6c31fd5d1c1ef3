package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Expected values: the output of OR-DBM MRMC 2.51 (University of Iowa) for Van Dyke's data, printed with 8 digits, and values of the
 * R package RJafroc 2.1.2 for both data sets; for nested cases the output in the user guide of the R package MRMCaov 0.3;
 * elsewhere recomputation from the definitions.
 */
class ReaderStudyTest {

    private static final double PRINTED = 6e-9;
    private static final double EXACT = 1e-12;

    private final ReaderData vanDyke = ReaderData.vanDyke();
    private final ReaderStudy study = ReaderStudy.of(ReaderMeasure.AUC, vanDyke.labels(), vanDyke.ratings());

    @Test
    void areasOfVanDykesReadersAreThePublishedOnes() {
        double[][] published = {
            {0.91964573, 0.85877617, 0.90386473, 0.97310789, 0.82979066},
            {0.94782609, 0.90531401, 0.92173913, 0.99935588, 0.92995169}
        };
        for (int t = 0; t < 2; t++) {
            for (int r = 0; r < 5; r++) {
                assertEquals(published[t][r], study.value(t, r), PRINTED);
            }
        }
        assertEquals(0.89703704, study.mean(0), PRINTED);
        assertEquals(0.94083736, study.mean(1), PRINTED);
        assertEquals(114, study.cases());
    }

    @Test
    void componentsOfVanDykesStudyAreThePublishedOnes() {
        ReaderComponents c = ReaderComponents.of(study, ReaderCovariance.JACKKNIFE);
        assertEquals(0.00479617, c.testMeanSquare(), PRINTED);
        assertEquals(0.00383620, c.readerMeanSquare(), PRINTED);
        assertEquals(0.00055103, c.interactionMeanSquare(), PRINTED);
        assertEquals(0.00153500, c.readerVariance(), PRINTED);
        assertEquals(0.00020040, c.interactionVariance(), PRINTED);
        assertEquals(0.00080229, c.variance(), PRINTED);
        assertEquals(0.00034661, c.cov1(), PRINTED);
        assertEquals(0.00034407, c.cov2(), PRINTED);
        assertEquals(0.00023903, c.cov3(), PRINTED);
    }

    private static void check(ReaderAnalysis.Mean mean, double estimate, double se, double lower, double upper) {
        check(mean, estimate, se, lower, upper, PRINTED);
    }

    private static void check(
            ReaderAnalysis.Mean mean, double estimate, double se, double lower, double upper, double tolerance) {
        assertEquals(estimate, mean.estimate(), tolerance);
        assertEquals(se, mean.standardError(), tolerance);
        assertEquals(lower, mean.interval().lower(), tolerance);
        assertEquals(upper, mean.interval().upper(), tolerance);
    }

    @Test
    void randomReadersAndCasesAgreeWithThePublishedAnalysis() {
        ReaderAnalysis analysis = ObuchowskiRockette.withDefaults()
                .with(ReaderCovariance.JACKKNIFE)
                .test(study);
        assertEquals(4.46, analysis.statistic(), 5e-3);
        assertEquals(15.26, analysis.errorDegreesOfFreedom(), 5e-3);
        assertEquals(0.0517, analysis.pValue(), 5e-5);
        assertEquals(0.00479617 / 0.00107626, analysis.statistic(), 3e-5);
        ReaderAnalysis.Difference difference = analysis.differences().get(0);
        assertEquals(-0.04380032, difference.estimate(), PRINTED);
        assertEquals(0.02075, difference.standardError(), 5e-6);
        assertEquals(-0.08796, difference.interval().lower(), 5e-6);
        assertEquals(0.00036, difference.interval().upper(), 5e-6);
        assertEquals(analysis.pValue(), difference.pValue(), EXACT);
        check(analysis.means().get(0), 0.89703704, 0.03317360, 0.82522360, 0.96885048);
        check(analysis.means().get(1), 0.94083736, 0.02156637, 0.89413783, 0.98753689);
        assertEquals(12.74, analysis.means().get(0).degreesOfFreedom(), 5e-3);
    }

    @Test
    void fixedReadersAndFixedCasesAgreeWithThePublishedAnalysis() {
        ObuchowskiRockette jackknife = ObuchowskiRockette.withDefaults().with(ReaderCovariance.JACKKNIFE);
        ReaderAnalysis readers = jackknife.with(ReaderPopulation.FIXED_READERS).test(study);
        assertEquals(5.47595, readers.statistic(), 5e-6);
        assertEquals(0.0193, readers.pValue(), 5e-5);
        assertEquals(0.01872, readers.differences().get(0).standardError(), 5e-6);
        assertEquals(-0.08049, readers.differences().get(0).interval().lower(), 5e-6);
        check(readers.means().get(0), 0.89703704, 0.02428971, 0.84943008, 0.94464399);
        check(readers.means().get(1), 0.94083736, 0.01677632, 0.90795637, 0.97371835);
        ReaderAnalysis cases = jackknife.with(ReaderPopulation.FIXED_CASES).test(study);
        assertEquals(8.70, cases.statistic(), 5e-3);
        assertEquals(0.0420, cases.pValue(), 5e-5);
        assertEquals(4, cases.errorDegreesOfFreedom());
        assertEquals(-0.08502, cases.differences().get(0).interval().lower(), 5e-6);
        check(cases.means().get(0), 0.89703704, 0.02482994, 0.82809808, 0.96597599);
        check(cases.means().get(1), 0.94083736, 0.01615303, 0.89598936, 0.98568536);
    }

    @Test
    void oneReaderAloneIsThePublishedSingleReaderAnalysis() {
        double[][][] third = {{vanDyke.ratings()[0][2]}, {vanDyke.ratings()[1][2]}};
        ReaderAnalysis.Difference difference = ObuchowskiRockette.withDefaults()
                .with(ReaderCovariance.JACKKNIFE)
                .with(ReaderPopulation.FIXED_READERS)
                .test(ReaderStudy.of(ReaderMeasure.AUC, vanDyke.labels(), third))
                .differences()
                .get(0);
        assertEquals(0.03121, difference.standardError(), 5e-6);
        assertEquals(-0.07904, difference.interval().lower(), 5e-6);
        assertEquals(0.5668, difference.pValue(), 5e-5);
    }

    @Test
    void meanSquaresOfPseudovaluesAreThoseOfRJafroc() {
        DorfmanBerbaumMetz.MeanSquares ms = DorfmanBerbaumMetz.MeanSquares.of(study);
        assertEquals(0.5467634406092723, ms.test(), EXACT);
        assertEquals(0.4373267987584315, ms.reader(), EXACT);
        assertEquals(0.3968698842388478, ms.cases(), EXACT);
        assertEquals(0.0628174908788225, ms.testReader(), EXACT);
        assertEquals(0.09984808423271535, ms.testCase(), EXACT);
        assertEquals(0.06450106037961237, ms.readerCase(), EXACT);
        assertEquals(0.03997160319053632, ms.residual(), EXACT);
    }

    @Test
    void theTwoMethodsAreOneForTheJackknife() {
        for (ReaderPopulation population : ReaderPopulation.values()) {
            ReaderAnalysis or = ObuchowskiRockette.withDefaults()
                    .with(ReaderCovariance.JACKKNIFE)
                    .with(population)
                    .withConfidence(0.9)
                    .test(study);
            ReaderAnalysis dbm = DorfmanBerbaumMetz.withDefaults()
                    .with(population)
                    .withConfidence(0.9)
                    .test(study);
            assertEquals(or.statistic(), dbm.statistic(), 1e-10);
            assertEquals(
                    or.differences().get(0).standardError(),
                    dbm.differences().get(0).standardError(),
                    EXACT);
            assertEquals(or.means().get(1).standardError(), dbm.means().get(1).standardError(), EXACT);
            if (population == ReaderPopulation.FIXED_READERS) {
                assertEquals(113, dbm.errorDegreesOfFreedom());
                assertTrue(dbm.pValue() > or.pValue() && dbm.pValue() < or.pValue() + 0.003);
            } else {
                assertEquals(or.pValue(), dbm.pValue(), 1e-10);
                assertEquals(
                        or.means().get(0).interval().lower(),
                        dbm.means().get(0).interval().lower(),
                        1e-10);
            }
        }
    }

    @Test
    void powerAgreesWithRJafrocForBothDataSets() {
        ReaderComponents pilot = ReaderComponents.of(study, ReaderCovariance.JACKKNIFE);
        ReaderSampleSize design = ReaderSampleSize.of(pilot, -0.043800322);
        assertEquals(0.805419947001519, design.power(10, 165), 1e-9);
        assertEquals(
                0.80091813050382, design.with(ReaderPopulation.FIXED_READERS).power(10, 131), 1e-9);
        assertEquals(
                0.8049666336825623, design.with(ReaderPopulation.FIXED_CASES).power(10, 53), 1e-9);
        ReaderData franken = ReaderData.franken();
        ReaderSampleSize other = ReaderSampleSize.of(
                ReaderComponents.of(
                        ReaderStudy.of(ReaderMeasure.AUC, franken.labels(), franken.ratings()),
                        ReaderCovariance.JACKKNIFE),
                0.05);
        assertEquals(121, other.cases(6, 0.8));
        assertEquals(0.800446895987886, other.power(6, 121), 1e-9);
        assertTrue(other.power(6, 120) < 0.8);
        assertTrue(other.with(ReaderPopulation.FIXED_CASES).power(6, 121) > 0.8);
        assertTrue(other.withSignificance(0.01).power(6, 121) < 0.8);
        assertThrows(
                IllegalArgumentException.class,
                () -> ReaderSampleSize.of(pilot, 0.005).cases(3, 0.9));
    }

    @Test
    void jackknifeAndDeLongCovariancesAreThoseOfTheirDefinitions() {
        int[] labels = vanDyke.labels();
        double[] a = vanDyke.ratings()[0][1];
        double[] b = vanDyke.ratings()[1][3];
        int n = labels.length;
        double[] withoutA = new double[n];
        double[] withoutB = new double[n];
        for (int k = 0; k < n; k++) {
            int left = k;
            int[] rest = IntStream.range(0, n).filter(i -> i != left).toArray();
            int[] restLabels = Arrays.stream(rest).map(i -> labels[i]).toArray();
            withoutA[k] = Auc.of(
                            restLabels,
                            Arrays.stream(rest).mapToDouble(i -> a[i]).toArray())
                    .value();
            withoutB[k] = Auc.of(
                            restLabels,
                            Arrays.stream(rest).mapToDouble(i -> b[i]).toArray())
                    .value();
        }
        double meanA = Arrays.stream(withoutA).average().orElseThrow();
        double meanB = Arrays.stream(withoutB).average().orElseThrow();
        double sum = 0;
        for (int k = 0; k < n; k++) {
            sum += (withoutA[k] - meanA) * (withoutB[k] - meanB);
        }
        assertEquals(sum * (n - 1) / n, study.covariance(ReaderCovariance.JACKKNIFE, 0, 1, 1, 3), 1e-15);
        assertEquals(
                DeLongTest.withDefaults().test(labels, a, b).covariance(),
                study.covariance(ReaderCovariance.DELONG, 0, 1, 1, 3),
                1e-16);
    }

    @Test
    void sensitivityAndSpecificityAreThoseOfTheirCasesAlone() {
        double[][][] decisions = vanDyke.decisions(3);
        ReaderStudy sensitivity = ReaderStudy.of(ReaderMeasure.SENSITIVITY, vanDyke.labels(), decisions);
        ReaderStudy specificity = ReaderStudy.of(ReaderMeasure.SPECIFICITY, vanDyke.labels(), decisions);
        assertEquals(45, sensitivity.cases());
        assertEquals(69, specificity.cases());
        ConfusionMatrix counts = ConfusionMatrix.at(vanDyke.labels(), vanDyke.ratings()[1][0], 3);
        assertEquals(counts.sensitivity(), sensitivity.value(1, 0), 1e-15);
        assertEquals(counts.specificity(), specificity.value(1, 0), 1e-15);
        for (ReaderStudy binary : new ReaderStudy[] {sensitivity, specificity}) {
            // one reader, two tests: the covariance of two sample means
            double share = binary.value(0, 0);
            assertEquals(
                    share * (1 - share) / (binary.cases() - 1),
                    binary.covariance(ReaderCovariance.DELONG, 0, 0, 0, 0),
                    1e-16);
            ReaderAnalysis deLong = ObuchowskiRockette.withDefaults().test(binary);
            ReaderAnalysis dbm = DorfmanBerbaumMetz.withDefaults().test(binary);
            assertEquals(deLong.pValue(), dbm.pValue(), 1e-10);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> ReaderStudy.of(ReaderMeasure.SENSITIVITY, vanDyke.labels(), vanDyke.ratings()));
    }

    /** Van Dyke's ratings as if each block (a reader or a test) had cases of its own. */
    private ReaderStudy nested(boolean withinReaders) {
        int cases = vanDyke.labels().length;
        int blocks = withinReaders ? 5 : 2;
        int[] labels = IntStream.range(0, blocks * cases)
                .map(k -> vanDyke.labels()[k % cases])
                .toArray();
        double[][][] ratings = new double[2][5][blocks * cases];
        for (int t = 0; t < 2; t++) {
            for (int r = 0; r < 5; r++) {
                Arrays.fill(ratings[t][r], Double.NaN);
                System.arraycopy(vanDyke.ratings()[t][r], 0, ratings[t][r], (withinReaders ? r : t) * cases, cases);
            }
        }
        return ReaderStudy.of(ReaderMeasure.AUC, labels, ratings);
    }

    @Test
    void casesNestedWithinReadersAgreeWithThePublishedAnalysis() {
        ReaderStudy nested = nested(true);
        ReaderComponents c = ReaderComponents.of(nested, ReaderCovariance.JACKKNIFE);
        assertEquals(8.079682e-04, c.variance(), 5e-11);
        assertEquals(3.490676e-04, c.cov1(), 5e-11);
        assertEquals(0, c.cov2(), 1e-18);
        assertEquals(0, c.cov3(), 1e-18);
        assertEquals(1.293517e-03, c.readerVariance(), 5e-10);
        assertEquals(9.213005e-05, c.interactionVariance(), 5e-12);
        ReaderAnalysis analysis = ObuchowskiRockette.withDefaults()
                .with(ReaderCovariance.JACKKNIFE)
                .test(nested);
        assertEquals(8.704, analysis.statistic(), 5e-4);
        assertEquals(4, analysis.errorDegreesOfFreedom(), 1e-9);
        assertEquals(0.04195875, analysis.pValue(), 5e-9);
        ReaderAnalysis.Difference difference = analysis.differences().get(0);
        assertEquals(0.01484629, difference.standardError(), 5e-9);
        assertEquals(-2.950254, difference.statistic(), 5e-7);
        assertEquals(-0.08502022, difference.interval().lower(), 5e-9);
        assertEquals(-0.00258042, difference.interval().upper(), 5e-9);
        ReaderAnalysis.Mean mean = analysis.means().get(1);
        assertEquals(0.01615303, mean.standardError(), 5e-9);
        assertEquals(0.8959894, mean.interval().lower(), 5e-8);
        assertEquals(0.9856854, mean.interval().upper(), 5e-8);
    }

    @Test
    void casesNestedWithinTestsAgreeWithThePublishedAnalysis() {
        ReaderStudy nested = nested(false);
        ReaderComponents c = ReaderComponents.of(nested, ReaderCovariance.JACKKNIFE);
        assertEquals(8.058382e-04, c.variance(), 5e-11);
        assertEquals(0, c.cov1(), 1e-18);
        assertEquals(3.455973e-04, c.cov2(), 5e-11);
        assertEquals(0, c.cov3(), 1e-18);
        assertEquals(1.642585e-03, c.readerVariance(), 5e-10);
        assertEquals(9.078969e-05, c.interactionVariance(), 5e-12);
        ReaderAnalysis analysis = ObuchowskiRockette.withDefaults()
                .with(ReaderCovariance.JACKKNIFE)
                .test(nested);
        assertEquals(2.104491, analysis.statistic(), 5e-7);
        assertEquals(68.42325, analysis.errorDegreesOfFreedom(), 5e-6);
        assertEquals(0.1514363, analysis.pValue(), 5e-8);
        ReaderAnalysis.Difference difference = analysis.differences().get(0);
        assertEquals(0.03019283, difference.standardError(), 5e-9);
        assertEquals(-0.10404242, difference.interval().lower(), 5e-9);
        assertEquals(0.01644178, difference.interval().upper(), 5e-9);
        check(analysis.means().get(0), 0.8970370, 0.03320586, 0.8251827, 0.9688914, 5e-8);
        check(analysis.means().get(1), 0.9408374, 0.02158730, 0.8941114, 0.9875634, 5e-8);
        assertEquals(12.79430, analysis.means().get(0).degreesOfFreedom(), 5e-6);
    }

    @Test
    void readersOfDifferentCasesHaveNoErrorCovariance() {
        double[][][] split = new double[2][5][];
        for (int t = 0; t < 2; t++) {
            for (int r = 0; r < 5; r++) {
                split[t][r] = vanDyke.ratings()[t][r].clone();
                for (int k = 0; k < split[t][r].length; k++) {
                    if (k % 5 != r) {
                        split[t][r][k] = Double.NaN; // each reader reads a fifth
                    }
                }
            }
        }
        ReaderStudy nested = ReaderStudy.of(ReaderMeasure.AUC, vanDyke.labels(), split);
        ReaderComponents c = ReaderComponents.of(nested, ReaderCovariance.DELONG);
        assertEquals(0, c.cov2());
        assertEquals(0, c.cov3());
        assertTrue(c.cov1() != 0);
        ReaderAnalysis analysis = ObuchowskiRockette.withDefaults().test(nested);
        assertEquals(4, analysis.errorDegreesOfFreedom(), EXACT);
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> DorfmanBerbaumMetz.withDefaults().test(nested))
                .getMessage()
                .contains("was not read"));
    }

    @Test
    @Tag("heavy")
    void theTestKeepsItsLevelWithFewReaders() {
        SplittableRandom random = new SplittableRandom(77);
        int rejected = 0;
        int runs = 1000;
        int[] labels = IntStream.range(0, 60).map(i -> i % 2).toArray();
        for (int run = 0; run < runs; run++) {
            double[][][] ratings = new double[2][4][60];
            double[] cases = random.doubles(60).map(Gaussian::quantile).toArray();
            for (int r = 0; r < 4; r++) {
                double skill = 1.5 + 0.3 * Gaussian.quantile(random.nextDouble());
                for (int t = 0; t < 2; t++) {
                    double change = 0.2 * Gaussian.quantile(random.nextDouble());
                    for (int k = 0; k < 60; k++) {
                        ratings[t][r][k] =
                                labels[k] * (skill + change) + cases[k] + 0.8 * Gaussian.quantile(random.nextDouble());
                    }
                }
            }
            rejected += ObuchowskiRockette.withDefaults()
                            .test(ReaderStudy.of(ReaderMeasure.AUC, labels, ratings))
                            .reject(0.05)
                    ? 1
                    : 0;
        }
        assertEquals(0.05, rejected / (double) runs, 4 * Math.sqrt(0.05 * 0.95 / runs));
    }

    @Test
    void equalTestsAndTooFewReadersAreHandled() {
        double[][][] same = {vanDyke.ratings()[0], vanDyke.ratings()[0]};
        ReaderAnalysis analysis =
                ObuchowskiRockette.withDefaults().test(ReaderStudy.of(ReaderMeasure.AUC, vanDyke.labels(), same));
        assertEquals(0, analysis.statistic());
        assertEquals(1, analysis.pValue());
        double[][][] one = {{vanDyke.ratings()[0][0]}};
        ReaderStudy single = ReaderStudy.of(ReaderMeasure.AUC, vanDyke.labels(), one);
        assertThrows(
                IllegalArgumentException.class,
                () -> ObuchowskiRockette.withDefaults().test(single));
        ReaderAnalysis fixed = ObuchowskiRockette.withDefaults()
                .with(ReaderPopulation.FIXED_READERS)
                .test(single);
        assertTrue(Double.isNaN(fixed.pValue()));
        assertEquals(
                Auc.of(vanDyke.labels(), vanDyke.ratings()[0][0]).standardError(),
                fixed.means().get(0).standardError(),
                1e-15);
        assertThrows(
                IllegalArgumentException.class,
                () -> ReaderStudy.of(ReaderMeasure.AUC, new int[] {0, 1, 1}, new double[][][] {{{1, 2, 1, 3, 3}}}));
        assertThrows(
                IllegalArgumentException.class,
                () -> ReaderStudy.of(ReaderMeasure.AUC, new int[] {0, 1}, new double[0][][]));
        assertThrows(IndexOutOfBoundsException.class, () -> study.value(2, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> study.mean(-1));
    }

    @Test
    void studiesOfUnequalRowsAreRefused() {
        int[] labels = {0, 1, 0, 1};
        double[] row = {1, 2, 1, 3};
        assertEquals(
                ReaderMeasure.AUC,
                ReaderStudy.of(ReaderMeasure.AUC, labels, new double[][][] {{row}})
                        .measure());
        assertThrows(
                IllegalArgumentException.class,
                () -> ReaderStudy.of(ReaderMeasure.AUC, labels, new double[][][] {{row}, {row, row}}));
        assertThrows(
                IllegalArgumentException.class,
                () -> ReaderStudy.of(ReaderMeasure.AUC, labels, new double[][][] {{{1, 2, 1, 3, 3}}}));
    }

    @Test
    void classesWithFewerThanTwoReadCasesAreNamed() {
        double[][][] ratings = {{{1, 2, 3, 4}}};
        for (String[] expected : new String[][] {{"0111", "1 healthy"}, {"0001", "1 diseased"}}) {
            int[] labels = expected[0].chars().map(c -> c - '0').toArray();
            String message = assertThrows(
                            IllegalArgumentException.class, () -> ReaderStudy.of(ReaderMeasure.AUC, labels, ratings))
                    .getMessage();
            assertTrue(message.contains(expected[1]), message);
        }
    }
}
