package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.stats.Reference.RocInput;
import io.github.spectcad.stats.Reference.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calibration, recalibration, decision curves and sample sizes against base R and pROC. */
class CalibrationTest {

    private static final Map<String, Row> EXPECTED = Reference.rows("calibration.csv").stream()
            .collect(Collectors.toMap(r -> r.text("what"), Function.identity()));

    private final RocInput input = Reference.roc("spect_float32");
    private final int[] labels = input.labels();
    private final double[] p = input.score1();

    private static void check(String what, double actual) {
        EXPECTED.get(what).check("value", actual, 1e-8);
    }

    @Test
    void slopeAndInterceptAgreeWithLogisticRegression() {
        CalibrationSlope calibration = CalibrationSlope.of(labels, p);
        check("slope", calibration.slope());
        check("slope_se", calibration.slopeError());
        check("intercept", calibration.intercept());
        check("intercept_se", calibration.interceptError());
        check("large", calibration.inTheLarge());
        check("large_se", calibration.inTheLargeError());
    }

    @Test
    void recalibrationsAgreeWithTheReference() {
        for (double x : new double[] {0.3, 0.8}) {
            check("platt_" + x, Recalibration.platt(labels, p).apply(x));
            check("temperature_" + x, Recalibration.temperature(labels, p).apply(x));
        }
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        Recalibration isotonic = Recalibration.isotonic(labels, p);
        for (int q : new int[] {1, 50, 150, 250, 300}) {
            check("isotonic_" + q, isotonic.apply(sorted[q - 1]));
        }
    }

    /** By SciPy: the likelihood minimised by L-BFGS-B within the bounds, and by Newton's method where none is reached. */
    @Test
    void betaCalibrationAgreesWithSciPy() {
        Recalibration free = Recalibration.beta(labels, p);
        assertArrayEquals(
                new double[] {0.7694345160135387, 1.0687551078616593, -1.3868481006770417}, free.parameters(), 1e-9);
        assertEquals(0.12652626288606245, free.apply(0.3), 1e-10);
        assertEquals(0.5403005217329977, free.apply(0.8), 1e-10);
        int[] few = {0, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0};
        double[] low = {.02, .05, .1, .15, .3, .35, .5, .6, .7, .72, .9, .98};
        Recalibration bounded = Recalibration.beta(few, low);
        assertArrayEquals(new double[] {1.0536888828284428, 0.0, 1.2424674632241284}, bounded.parameters(), 1e-6);
    }

    @Test
    void betaCalibrationLeavesOutTermsThatWouldFall() {
        // by SciPy as above; the mirror image of the example above swaps a and b
        int[] mirrored = {1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 1, 1};
        double[] high = {.02, .1, .28, .3, .4, .5, .65, .7, .85, .9, .95, .98};
        assertArrayEquals(
                new double[] {0, 1.0536888828284428, -1.2424674632241284},
                Recalibration.beta(mirrored, high).parameters(),
                1e-6);
        int[] weak = {1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1};
        double[] scattered = {.17, .51, .16, .71, .29, .15, .06, .19, .2, .54, .45, .94};
        assertArrayEquals(
                new double[] {0, 0.012401, -0.007751},
                Recalibration.beta(weak, scattered).parameters(),
                2e-6);
        int[] other = {1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1};
        double[] spread = {.85, .72, .6, .3, .77, .26, .09, .94, .54, .76, .53, .61};
        assertArrayEquals(
                new double[] {0.531969, 0, 0.363321},
                Recalibration.beta(other, spread).parameters(),
                2e-6);
        // the wrong way round: the share of the diseased
        int[] wrong = {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1};
        double[] falling = {.95, .76, .78, .75, .59, .9, .68, .5, .09, .49, .22, .55};
        assertArrayEquals(
                new double[] {0, 0, Math.log(3.0 / 9)},
                Recalibration.beta(wrong, falling).parameters(),
                1e-12);
        assertEquals(0.25, Recalibration.beta(wrong, falling).apply(0), 1e-12);
        // two distinct predictions: the shares at them
        Recalibration two =
                Recalibration.beta(new int[] {0, 0, 0, 1, 0, 1, 1}, new double[] {.3, .3, .3, .3, .7, .7, .7});
        assertArrayEquals(new double[] {0.25, 2.0 / 3}, two.apply(new double[] {.3, .7}), 1e-9);
    }

    /** By scikit-learn's isotonic regression. */
    @Test
    void isotonicMapPoolsTiesAndEqualNeighbours() {
        int[] tiedLabels = {0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 1};
        double[] tied = {1, 1, 2, 3, 3, 4, 5, 5, 6, 7, 7, 8};
        Recalibration map = Recalibration.isotonic(tiedLabels, tied);
        assertArrayEquals(
                new double[] {0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 8.0 / 15, 2.0 / 3, 2.0 / 3, 2.0 / 3, 5.0 / 6, 1, 1},
                map.apply(new double[] {0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 7, 7.5, 8, 9}),
                1e-15);
        assertArrayEquals(new double[] {1, 3, 4, 7, 8, 8, 0.4, 0.4, 2.0 / 3, 2.0 / 3, 1, 1}, map.parameters(), 1e-15);
        assertArrayEquals(
                new double[] {1, 2, 0.5, 0.5},
                Recalibration.isotonic(new int[] {0, 1, 1, 0}, new double[] {1, 1, 2, 2})
                        .parameters());
        assertArrayEquals(
                new double[] {3, 3, 1, 1},
                Recalibration.isotonic(new int[] {1}, new double[] {3}).parameters());
        assertThrows(
                IllegalArgumentException.class, () -> Recalibration.isotonic(new int[] {1, 0}, new double[] {1, 2, 3}));
        assertThrows(IllegalArgumentException.class, () -> Recalibration.isotonic(new int[0], new double[0]));
    }

    /** 7 of 10 predictions on the right side, all equally sure: T = logit of the prediction / logit(0.7). */
    @Test
    void predictionsFarTooSureAreCooledDown() {
        int[] truth = {1, 1, 1, 1, 0, 0, 0, 0, 0, 1};
        double sure = 20;
        double[] predicted = new double[10];
        Arrays.setAll(predicted, i -> LogisticFit.logistic((i < 5) == (i % 4 != 3) ? sure : -sure));
        long right = IntStream.range(0, 10)
                .filter(i -> truth[i] == 1 == predicted[i] > 0.5)
                .count();
        assertEquals(
                sure / LogisticFit.logit(right / 10.0),
                Recalibration.temperature(truth, predicted).parameters()[0],
                1e-6);
    }

    @Test
    void predictionsThatSeparateOrDifferInNumberHaveNoMap() {
        int[] three = {0, 1, 1};
        assertThrows(IllegalArgumentException.class, () -> Recalibration.platt(three, new double[] {1, 2}));
        assertThrows(
                IllegalArgumentException.class, () -> Recalibration.platt(new int[] {0, 1}, new double[] {1, 2, 3}));
        assertThrows(IllegalArgumentException.class, () -> Recalibration.temperature(three, new double[] {.6, .4}));
        assertThrows(
                IllegalArgumentException.class,
                () -> Recalibration.temperature(new int[] {0, 1}, new double[] {.6, .4, .3}));
        assertThrows(IllegalArgumentException.class, () -> Recalibration.beta(three, new double[] {.5, .5, .8}));
        assertThrows(IllegalArgumentException.class, () -> Recalibration.beta(three, new double[] {.5, .5, .2}));
        assertThrows(IllegalArgumentException.class, () -> Recalibration.beta(three, new double[] {.5, .5, .5}));
        assertEquals(0.5, Recalibration.of(Recalibration.Method.BETA, 0, 0, 0).apply(0.3));
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> Recalibration.of(Recalibration.Method.BETA, 1, -1, 0))
                .getMessage()
                .contains("parameter 2"));
    }

    @Test
    void scoresWithoutVariationOrLogitAreRefused() {
        int[] both = {0, 1, 0, 1};
        assertThrows(IllegalArgumentException.class, () -> Recalibration.platt(both, new double[] {2, 2, 2, 2}));
        for (double certain : new double[] {0, 1}) {
            double[] values = {.4, .3, .6, certain};
            assertThrows(IllegalArgumentException.class, () -> Recalibration.temperature(both, values));
            assertThrows(IllegalArgumentException.class, () -> Recalibration.beta(both, values));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Recalibration.platt(labels, p).apply(Double.NaN));
    }

    @Test
    void mapsAreRestoredFromTheirParameters() {
        for (Recalibration map : List.of(
                Recalibration.platt(labels, p),
                Recalibration.temperature(labels, p),
                Recalibration.beta(labels, p),
                Recalibration.isotonic(labels, p))) {
            Recalibration again = Recalibration.of(map.method(), map.parameters());
            for (double x = 0; x <= 1; x += 0.05) {
                assertEquals(map.apply(x), again.apply(x), 1e-14);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> Recalibration.of(Recalibration.Method.PLATT, 1));
        assertThrows(IllegalArgumentException.class, () -> Recalibration.of(Recalibration.Method.PLATT, 1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Recalibration.of(Recalibration.Method.BETA, -1, 1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> Recalibration.of(Recalibration.Method.ISOTONIC, 0.1, 0.2, 0.5, 0.4));
    }

    @Test
    void isotonicMapIsMonotoneAndConstantOutside() {
        Recalibration isotonic =
                Recalibration.isotonic(new int[] {0, 1, 0, 1, 1, 0}, new double[] {0.1, 0.2, 0.2, 0.4, 0.5, 0.3});
        double last = 0;
        for (double x = -1; x < 2; x += 0.01) {
            double y = isotonic.apply(x);
            assertTrue(y >= last && y <= 1);
            last = y;
        }
        assertEquals(0, isotonic.apply(-5));
        assertEquals(1, isotonic.apply(5));
    }

    @Test
    void brierScoreDecomposesAndCalibrationErrorsAgree() {
        ReliabilityCurve curve = ReliabilityCurve.equalWidth(labels, p, 10);
        ReliabilityCurve.BrierDecomposition brier = curve.brier();
        check("brier", brier.score());
        check("reliability", brier.reliability());
        check("resolution", brier.resolution());
        check("uncertainty", brier.uncertainty());
        check("ece", curve.expectedCalibrationError());
        check("mce", curve.maximumCalibrationError());
        for (ReliabilityCurve c : new ReliabilityCurve[] {
            curve, ReliabilityCurve.equalCount(labels, p, 7), ReliabilityCurve.distinct(labels, p)
        }) {
            ReliabilityCurve.BrierDecomposition b = c.brier();
            assertEquals(
                    b.score(),
                    b.reliability() - b.resolution() + b.uncertainty() + b.withinVariance() - b.withinCovariance(),
                    1e-14);
        }
        assertEquals(0, ReliabilityCurve.distinct(labels, p).brier().withinVariance(), 1e-30);
    }

    @Test
    void edgesOfEqualBinsBelongToTheLowerBin() {
        ReliabilityCurve curve =
                ReliabilityCurve.equalWidth(new int[] {0, 0, 1, 1}, new double[] {0, 0.55, 0.55, 1}, 20);
        assertEquals(3, curve.bins().size());
        assertEquals(0.55, curve.bins().get(1).meanPrediction());
    }

    @Test
    void netBenefitAgreesWithItsDefinition() {
        for (DecisionCurve.Point point : DecisionCurve.of(labels, p, new double[] {0.2, 0.5})) {
            check("net_" + point.threshold(), point.netBenefit());
            check("all_" + point.threshold(), point.treatAll());
        }
    }

    @Test
    void separatedOrExtremePredictionsAreRefusedWithAReason() {
        int[] two = {0, 0, 1, 1};
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> CalibrationSlope.of(two, new double[] {0.1, 0.2, 0.8, 0.9}))
                .getMessage()
                .contains("separate"));
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> CalibrationSlope.of(two, new double[] {0, 0.2, 0.8, 0.9}))
                .getMessage()
                .contains("clip"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Recalibration.temperature(two, new double[] {0.9, 0.6, 0.7, 0.1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> DecisionCurve.of(two, new double[] {0, 0, 1, 1}, new double[] {1}));
    }

    @Test
    void everyWayOfBinningRefusesTheSame() {
        int[] labels = {0, 1, 1};
        double[] p = {0.1, 0.5, 0.9};
        for (double[] wrong : new double[][] {{0.1, 0.5}, {0.1, 0.5, 1.1}, {0.1, Double.NaN, 0.3}}) {
            assertThrows(IllegalArgumentException.class, () -> ReliabilityCurve.equalWidth(labels, wrong, 3));
            assertThrows(IllegalArgumentException.class, () -> ReliabilityCurve.equalCount(labels, wrong, 3));
            assertThrows(IllegalArgumentException.class, () -> ReliabilityCurve.distinct(labels, wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> ReliabilityCurve.equalWidth(new int[] {0, 2, 1}, p, 3));
        assertThrows(IllegalArgumentException.class, () -> ReliabilityCurve.equalCount(new int[0], new double[0], 1));
        // a value at the edge belongs to the lower bin; zeros of either sign are one prediction
        assertEquals(
                List.of(2, 1),
                ReliabilityCurve.equalWidth(labels, new double[] {0.25, 0.5, 0.75}, 2).bins().stream()
                        .map(ReliabilityCurve.Bin::subjects)
                        .toList());
        assertEquals(
                1,
                ReliabilityCurve.distinct(new int[] {0, 1}, new double[] {0.0, -0.0})
                        .bins()
                        .size());
    }
}
