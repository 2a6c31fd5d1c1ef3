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
