package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scores and calibration against scikit-learn 1.2 and numpy (loess by weighted least squares), and by simulation. */
class ProbabilitiesTest {

    private static final int[] LABELS = CurvesTest.LABELS;
    private static final double[] P = CurvesTest.SCORES;

    @Test
    void scoresAgreeWithScikitLearn() {
        ProbabilityScore brier = ProbabilityScore.brier(LABELS, P);
        assertEquals(0.1747916666666667, brier.value(), 1e-15);
        assertEquals(0.05765579875476973, brier.standardError(), 1e-15);
        ProbabilityScore loss = ProbabilityScore.logLoss(LABELS, P);
        assertEquals(0.5186337521390876, loss.value(), 1e-15);
        assertEquals(0.13311816809373284, loss.standardError(), 1e-15);
        assertEquals(
                -0.08218802080747167,
                SpiegelhalterTest.withDefaults().test(LABELS, P).statistic(),
                1e-14);
        assertEquals(
                0.9344971992279071,
                SpiegelhalterTest.withDefaults().test(LABELS, P).pValue(),
                1e-14);
        assertEquals(
                0.1747916666666667 - 1.6448536269514722 * 0.05765579875476973,
                brier.interval(0.9).lower(),
                1e-14);
        assertEquals(
                brier.value(), ReliabilityCurve.equalWidth(LABELS, P, 5).brier().score(), 1e-15);
        assertEquals(
                0.1747916666666667 + 1.959963984540054 * 0.05765579875476973,
                brier.interval(0.95).upper(),
                1e-14);
    }

    @Test
    void certaintiesAreScoredByTheirLimits() {
        int[] labels = {0, 1};
        double[] right = {0, 1};
        double[] wrong = {1, 1};
        assertEquals(0, ProbabilityScore.logLoss(labels, right).value());
        assertEquals(
                Double.POSITIVE_INFINITY,
                ProbabilityScore.logLoss(labels, wrong).value());
        assertTrue(Double.isNaN(
                ProbabilityScore.logLoss(labels, wrong).interval(0.95).lower()));
        assertEquals(1, SpiegelhalterTest.withDefaults().test(labels, right).pValue());
        assertEquals(0, SpiegelhalterTest.withDefaults().test(labels, wrong).pValue());
        assertTrue(Double.isNaN(
                ProbabilityScore.brier(new int[] {1}, new double[] {0.4}).standardError()));
        assertEquals(
                0,
                ProbabilityScore.brier(labels, new double[] {0.1, 0.2})
                        .interval(0.999)
                        .lower());
        assertThrows(IllegalArgumentException.class, () -> ProbabilityScore.brier(new int[0], new double[0]));
        assertThrows(
                IllegalArgumentException.class, () -> ProbabilityScore.brier(labels, new double[] {0.1, 0.2, 0.3}));
        assertThrows(IllegalArgumentException.class, () -> ProbabilityScore.logLoss(labels, new double[] {0, 1.1}));
    }

    @Test
    void calibrationIndicesAgreeWithALocalRegressionInNumpy() {
        CalibrationIndex index = CalibrationIndex.of(LABELS, P);
        assertEquals(0.11089549207202078, index.mean(), 1e-12);
        assertEquals(0.09538894610148925, index.median(), 1e-12);
        assertEquals(0.11034431310129267, index.ninetieth(), 1e-12);
        assertEquals(0.4, index.largest(), 1e-12);
        assertThrows(
                IllegalArgumentException.class,
                () -> CalibrationIndex.of(new int[12], new double[12])); // too few distinct
        assertThrows(
                IllegalArgumentException.class,
                () -> CalibrationIndex.of(Arrays.copyOf(LABELS, 9), Arrays.copyOf(P, 9)));
        assertThrows(IllegalArgumentException.class, () -> CalibrationIndex.of(LABELS, Arrays.copyOf(P, 11)));
    }

    /** Power sums and moments of values with equal weights. */
    @Test
    void localFitsOfOneOrTwoPointsAreTheMeanAndTheLine() {
        assertEquals(0.25, LocalParabola.atZero(new double[] {4, 8, 16, 32, 64}, new double[] {1, 2, 4}), 1e-12);
        // (1, 0) and (2, 1): the line is x - 1
        assertEquals(-1, LocalParabola.atZero(new double[] {2, 3, 5, 9, 17}, new double[] {1, 2, 4}), 1e-12);
        // (1, 1), (2, 4), (3, 9) and a shift of 5: x^2 + 5
        assertEquals(5, LocalParabola.atZero(new double[] {3, 6, 14, 36, 98}, new double[] {29, 66, 168}), 1e-10);
    }

    @Test
    void calibrationIndexFallsWithTheSampleWhereThePredictionsAreRight() {
        SplittableRandom random = new SplittableRandom(2);
        double[] p = random.doubles(2000).map(v -> Math.rint(v * 100) / 100).toArray();
        int[] labels =
                Arrays.stream(p).mapToInt(v -> random.nextDouble() < v ? 1 : 0).toArray();
        CalibrationIndex right = CalibrationIndex.of(labels, p);
        assertTrue(right.mean() < 0.03, "ICI " + right.mean());
        double[] squared = Arrays.stream(p).map(v -> v * v).toArray();
        // the mean of p - p^2 for uniform p is 1/6
        assertEquals(1.0 / 6, CalibrationIndex.of(labels, squared).mean(), 0.03);
        double[] risk = CalibrationIndex.observedRisk(labels, squared);
        for (int i = 0; i < risk.length; i++) {
            assertTrue(risk[i] >= 0 && risk[i] <= 1);
        }
    }

    @Test
    void beltOfDegreeOneIsTheLogisticRecalibration() {
        CalibrationBelt belt = CalibrationBelt.of(LABELS, P, new double[] {0.2, 0.7}, 0.95);
        CalibrationSlope slope = CalibrationSlope.of(LABELS, P);
        assertEquals(1, belt.degree());
        for (CalibrationBelt.Point point : belt.points()) {
            double eta = slope.intercept() + slope.slope() * LogisticFit.logit(point.prediction());
            assertEquals(LogisticFit.logistic(eta), point.observed(), 1e-9);
            assertTrue(point.band().contains(point.observed()));
        }
        // Scheffe's factor at the centre: chi-square on 2 degrees of freedom
        double eta = LogisticFit.logit(belt.points().get(0).observed());
        double half = LogisticFit.logit(belt.points().get(0).band().upper()) - eta;
        assertEquals(half, eta - LogisticFit.logit(belt.points().get(0).band().lower()), 1e-9);
    }

    private static void checkBelt(
            CalibrationBelt belt,
            int degree,
            double statistic,
            double p,
            double[] observed,
            double[] low,
            double[] high) {
        assertEquals(degree, belt.degree());
        assertEquals(statistic, belt.statistic(), 1e-9);
        assertEquals(p, belt.pValue(), 1e-10);
        for (int i = 0; i < observed.length; i++) {
            CalibrationBelt.Point point = belt.points().get(i);
            assertEquals(observed[i], point.observed(), 1e-8);
            assertEquals(low[i], point.band().lower(), 1e-8);
            assertEquals(high[i], point.band().upper(), 1e-8);
        }
    }

    /** By Newton's method in NumPy. */
    @Test
    void beltsAgreeWithNumPyForStraightAndBentMiscalibration() {
        checkBelt(
                CalibrationBelt.of(LABELS, P, new double[] {0.2, 0.7}, 0.9),
                1,
                0.03262516830039175,
                0.9838197455272267,
                new double[] {0.1918043, 0.73274606},
                new double[] {0.02267322, 0.26713173},
                new double[] {0.70826635, 0.9537537});
        double[] p = new double[60];
        Arrays.setAll(p, i -> Math.rint((0.05 + 0.9 * i / 59) * 1000) / 1000);
        int[] bent = "011100110101011000000111000011100001110000111011110111101111"
                .chars()
                .map(c -> c - '0')
                .toArray();
        checkBelt(
                CalibrationBelt.of(bent, p, new double[] {0.1, 0.5, 0.9}, 0.9),
                2,
                14.678779252890962,
                0.0021127847129813887,
                new double[] {0.54974768, 0.43567099, 0.88724801},
                new double[] {0.20606449, 0.24158862, 0.438097},
                new double[] {0.85171497, 0.65169303, 0.98756536});
    }

    @Test
    @Tag("heavy")
    void beltFindsACurvedMiscalibrationAndLeavesGoodPredictionsAlone() {
        SplittableRandom random = new SplittableRandom(21);
        int runs = 300;
        int rejected = 0;
        int covered = 0;
        for (int run = 0; run < runs; run++) {
            double[] p = random.doubles(400).map(v -> 0.05 + 0.9 * v).toArray();
            int[] labels = Arrays.stream(p)
                    .mapToInt(v -> random.nextDouble() < v ? 1 : 0)
                    .toArray();
            CalibrationBelt belt = CalibrationBelt.of(labels, p, new double[] {0.1, 0.3, 0.5, 0.7, 0.9}, 0.95);
            rejected += belt.reject(0.05) ? 1 : 0;
            covered += belt.points().stream().allMatch(q -> q.band().contains(q.prediction())) ? 1 : 0;
        }
        // the choice of the degree is not counted, so a little above the level
        assertTrue(rejected / (double) runs < 0.12, rejected + " rejected");
        assertTrue(covered / (double) runs > 0.9, covered + " covered");
        double[] p = random.doubles(3000).map(v -> 0.05 + 0.9 * v).toArray();
        int[] labels = Arrays.stream(p)
                .mapToInt(v -> {
                    double l = LogisticFit.logit(v);
                    return random.nextDouble() < LogisticFit.logistic(0.4 * l * l - 0.5) ? 1 : 0;
                })
                .toArray();
        CalibrationBelt bent = CalibrationBelt.of(labels, p, new double[] {0.1, 0.5, 0.9}, 0.95);
        assertTrue(bent.degree() >= 2);
        assertTrue(bent.reject(1e-6));
        double l = LogisticFit.logit(0.9);
        assertTrue(bent.points().get(2).band().contains(LogisticFit.logistic(0.4 * l * l - 0.5)));
        assertTrue(bent.points().get(1).band().contains(LogisticFit.logistic(-0.5)));
        assertThrows(IllegalArgumentException.class, () -> CalibrationBelt.of(LABELS, P, new double[] {1}, 0.95));
    }

    @Test
    void netBenefitHasTheStandardErrorOfAMean() {
        DecisionCurve.Point point =
                DecisionCurve.of(LABELS, P, new double[] {0.3}).get(0);
        double odds = 0.3 / 0.7;
        double[] parts = IntStream.range(0, 12)
                .mapToDouble(i -> P[i] >= 0.3 ? (LABELS[i] == 1 ? 1 : -odds) : 0)
                .toArray();
        ProbabilityScore mean = ProbabilityScore.mean(parts);
        assertEquals(mean.value(), point.netBenefit(), 1e-15);
        assertEquals(mean.standardError(), point.standardError(), 1e-15);
        double half = 1.6448536269514722 * point.standardError();
        assertEquals(point.netBenefit() - half, point.interval(0.9).lower(), 1e-15);
        assertEquals(point.netBenefit() + half, point.interval(0.9).upper(), 1e-15);
        assertEquals(point.netBenefit() / 0.5, point.standardized(), 1e-15);
        assertEquals(0.5 - 0.5 * odds, point.treatAll(), 1e-15);
        assertTrue(Double.isNaN(DecisionCurve.of(new int[] {1}, new double[] {.5}, new double[] {.3})
                .get(0)
                .standardError()));
        assertThrows(
                IllegalArgumentException.class, () -> DecisionCurve.of(new int[0], new double[0], new double[] {.3}));
    }

    @Test
    void reclassificationIsCountedByClass() {
        int[] labels = {1, 1, 1, 1, 0, 0, 0, 0, 0};
        double[] old = {0.1, 0.3, 0.3, 0.8, 0.1, 0.3, 0.3, 0.6, 0.8};
        double[] fresh = {0.3, 0.6, 0.1, 0.9, 0.05, 0.1, 0.35, 0.3, 0.85};
        Reclassification categories = Reclassification.byCategory(labels, fresh, old, 0.2, 0.5);
        assertEquals((2 - 1) / 4.0, categories.diseased());
        assertEquals((2 - 0) / 5.0, categories.healthy());
        assertEquals(0.65, categories.value(), 1e-15);
        double diseased = (3 / 4.0 - 1 / 16.0) * 4 / 3 / 4;
        double healthy = (2 / 5.0 - 4 / 25.0) * 5 / 4 / 5;
        assertEquals(Math.sqrt(diseased + healthy), categories.standardError(), 1e-15);
        Reclassification continuous = Reclassification.continuous(labels, fresh, old);
        assertEquals(0.5, continuous.diseased());
        assertEquals((3 - 2) / 5.0, continuous.healthy());
        Reclassification idi = Reclassification.discrimination(labels, fresh, old);
        assertEquals((0.2 + 0.3 - 0.2 + 0.1) / 4, idi.diseased(), 1e-15);
        assertEquals((0.05 + 0.2 - 0.05 + 0.3 - 0.05) / 5, idi.healthy(), 1e-15);
        assertEquals(idi.value() / idi.standardError(), idi.statistic(), 1e-12);
        assertEquals(
                idi.value() - 1.6448536269514722 * idi.standardError(),
                idi.interval(0.9).lower(),
                1e-15);
        assertEquals(
                idi.value() + 1.6448536269514722 * idi.standardError(),
                idi.interval(0.9).upper(),
                1e-15);
        assertEquals(Gaussian.pValue(idi.statistic(), Alternative.TWO_SIDED), idi.pValue(), 1e-16);
        assertThrows(IllegalArgumentException.class, () -> Reclassification.byCategory(labels, fresh, old, 0.2, 0.2));
        assertEquals(1, Reclassification.discrimination(labels, old, old).pValue());
        assertThrows(IllegalArgumentException.class, () -> Reclassification.byCategory(labels, fresh, old, 0.5, 0.2));
        assertThrows(IllegalArgumentException.class, () -> Reclassification.byCategory(labels, fresh, old));
        assertThrows(
                IllegalArgumentException.class, () -> Reclassification.continuous(labels, fresh, new double[] {2}));
    }

    @Test
    void theDefaultIntervalOfAnAreaHasWidthAtOneAndNewcombesEqualsItsDefinition() {
        Auc perfect = Auc.of(new int[] {0, 0, 0, 0, 1, 1, 1}, new double[] {1, 2, 3, 4, 5, 6, 7});
        ConfidenceInterval interval = perfect.interval(0.95);
        assertEquals(1, interval.upper());
        assertTrue(interval.lower() > 0.4 && interval.lower() < 0.8);
        assertEquals(perfect.interval(Auc.IntervalMethod.NEWCOMBE, 0.95), interval);
        assertTrue(Double.isNaN(perfect.interval(Auc.IntervalMethod.LOGIT, 0.95).lower()));
        Auc worst = Auc.of(new int[] {1, 1, 1, 1, 0, 0, 0}, new double[] {1, 2, 3, 4, 5, 6, 7});
        assertEquals(0, worst.interval(0.95).lower());
        Auc some = Auc.of(LABELS, P);
        assertEquals(some.interval(Auc.IntervalMethod.LOGIT, 0.9), some.interval(0.9));
        ConfidenceInterval newcombe = some.interval(Auc.IntervalMethod.NEWCOMBE, 0.95);
        for (double limit : new double[] {newcombe.lower(), newcombe.upper()}) {
            double star = (6 + 6) / 2.0 - 1;
            double variance =
                    limit * (1 - limit) * (1 + star * (1 - limit) / (2 - limit) + star * limit / (1 + limit)) / 36;
            assertEquals(1.959963984540054, Math.abs(some.value() - limit) / Math.sqrt(variance), 1e-9);
        }
    }
}
