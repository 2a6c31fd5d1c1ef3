package io.github.spectcad.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.AccuracyRule;
import io.github.spectcad.nn.model.ThresholdRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ValidationMetricsTest {
    private static final PatientStudy PATIENT = new PatientStudy(
            "p",
            Optional.empty(),
            Optional.empty(),
            ClinicalFeatures.UNKNOWN,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Rows of label LAD, RCA, LCX and probability LAD, RCA, LCX. */
    private static ValidationMetrics metrics(double[]... rows) {
        List<LabelledPatient> patients = new ArrayList<>();
        List<Prediction> predictions = new ArrayList<>();
        for (double[] row : rows) {
            patients.add(new LabelledPatient(PATIENT, row[0], row[1], row[2]));
            predictions.add(new Prediction("p", row[3], row[4], row[5]));
        }
        return new ValidationMetrics(patients, predictions);
    }

    @Test
    void lossIsTheMeanBinaryCrossEntropy() {
        double expected = -(Math.log(0.9) + Math.log(0.8) + Math.log(0.5)) / 3;
        assertEquals(expected, metrics(new double[] {1, 0, 1, 0.9, 0.2, 0.5}).loss(), 1e-12);
        assertEquals(
                -Math.log(1e-7) / 3, metrics(new double[] {1, 0, 0, 0, 0, 0}).loss(), 1e-6);
    }

    @Test
    void binaryAccuracyCountsVessels() {
        ValidationMetrics metrics =
                metrics(new double[] {1, 0, 1, 0.5, 0.5, 0.4}, new double[] {0, 0, 0, 0.1, 0.1, 0.1});
        assertEquals(4 / 6.0, metrics.accuracy(AccuracyRule.BINARY), 1e-12);
    }

    @Test
    void kerasAccuracyComparesTheLargestVessels() {
        ValidationMetrics metrics = metrics(
                new double[] {0, 1, 1, 0.1, 0.4, 0.3}, // first largest label RCA, largest probability RCA
                new double[] {0, 1, 1, 0.1, 0.3, 0.4}, // LCX
                new double[] {0, 0, 0, 0.1, 0.1, 0.1}, // no disease: LAD, and LAD is the first of equals
                new double[] {0, 0, 0, 0.1, 0.2, 0.1}); // RCA
        assertEquals(0.5, metrics.accuracy(AccuracyRule.KERAS_COMPAT), 1e-12);
    }

    @Test
    void aucIsNaNForOneClass() {
        assertTrue(Double.isNaN(metrics(new double[] {0, 0, 0, 0.1, 0.2, 0.1}).auc()));
        assertTrue(Double.isNaN(metrics(new double[] {1, 0, 0, 0.1, 0.2, 0.1}).auc(VesselTerritory.LAD)));
    }

    @Property(seed = "1", tries = 200)
    void aucIsTheShareOfRightPairsWithTiesHalf(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int n) {
        Random random = new Random(seed);
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[] {random.nextInt(2), 0, 0, random.nextInt(8) / 8.0, 0, 0};
        }
        double pairs = 0;
        double right = 0;
        for (double[] a : rows) {
            for (double[] b : rows) {
                if (a[0] == 1 && b[0] == 0) {
                    pairs++;
                    right += a[3] > b[3] ? 1 : a[3] == b[3] ? 0.5 : 0;
                }
            }
        }
        assertEquals(right / pairs, metrics(rows).auc(VesselTerritory.LAD), 1e-12);
    }

    @Property(seed = "1", tries = 200)
    void youdenThresholdIsBestAmongAll(@ForAll long seed, @ForAll @IntRange(min = 2, max = 30) int n) {
        Random random = new Random(seed);
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[] {random.nextInt(2), 0, 0, random.nextInt(12) / 12.0, 0, 0};
        }
        double chosen = metrics(rows).thresholds(ThresholdRule.YOUDEN).get(0);
        for (int t = 0; t <= 24; t++) {
            double index = youden(rows, t / 24.0);
            assertTrue(index <= Math.max(0, youden(rows, chosen)) + 1e-9, "threshold " + t / 24.0);
        }
    }

    private static double youden(double[][] rows, double threshold) {
        double positives = 0;
        double detected = 0;
        double cleared = 0;
        for (double[] row : rows) {
            positives += row[0];
            detected += row[0] == 1 && row[3] >= threshold ? 1 : 0;
            cleared += row[0] == 0 && row[3] < threshold ? 1 : 0;
        }
        double negatives = rows.length - positives;
        return positives == 0 || negatives == 0 ? 0 : detected / positives + cleared / negatives - 1;
    }

    @Test
    void youdenThresholdLiesHalfWayBetweenTheClasses() {
        ValidationMetrics metrics =
                metrics(new double[] {1, 1, 0, 0.875, 0.25, 0.5}, new double[] {1, 0, 0, 0.5, 0.5, 0.75}, new double[] {
                    0, 0, 0, 0.25, 0.75, 1
                });
        // RCA: its one positive scores lowest, no threshold does better than chance; LCX: one class only
        assertEquals(List.of(0.375, 0.5, 0.5), metrics.thresholds(ThresholdRule.YOUDEN));
        assertEquals(List.of(0.5, 0.5, 0.5), metrics.thresholds(ThresholdRule.HALF));
    }
}
