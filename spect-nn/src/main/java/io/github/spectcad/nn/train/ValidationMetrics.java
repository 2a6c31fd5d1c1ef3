package io.github.spectcad.nn.train;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.AccuracyRule;
import io.github.spectcad.nn.model.ThresholdRule;
import io.github.spectcad.stats.OperatingPoint;
import io.github.spectcad.stats.RocCurve;
import io.github.spectcad.stats.ThresholdCriterion;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Figures of predictions for labelled patients, both in the same order. */
record ValidationMetrics(List<LabelledPatient> patients, List<Prediction> predictions) {
    private static final int VESSELS = VesselTerritory.ORDER.size();

    ValidationMetrics {
        if (patients.size() != predictions.size() || patients.isEmpty()) {
            throw new IllegalArgumentException(
                    predictions.size() + " predictions for " + patients.size() + " patients");
        }
    }

    /** Mean binary cross-entropy over patients and vessels; probabilities are kept 1e-7 away from 0 and 1, as in Keras. */
    double loss() {
        double sum = 0;
        for (int i = 0; i < patients.size(); i++) {
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                double p = Math.min(1 - 1e-7, Math.max(1e-7, predictions.get(i).probability(vessel)));
                double y = patients.get(i).label(vessel);
                sum -= y * Math.log(p) + (1 - y) * Math.log(1 - p);
            }
        }
        return sum / (patients.size() * VESSELS);
    }

    double accuracy(AccuracyRule rule) {
        int right = 0;
        int of = 0;
        for (int i = 0; i < patients.size(); i++) {
            LabelledPatient patient = patients.get(i);
            Prediction prediction = predictions.get(i);
            if (rule == AccuracyRule.KERAS_COMPAT) {
                right += largest(patient::label) == largest(prediction::probability) ? 1 : 0;
                of++;
            } else {
                for (VesselTerritory vessel : VesselTerritory.ORDER) {
                    right += patient.isPositive(vessel) == prediction.probability(vessel) >= 0.5 ? 1 : 0;
                    of++;
                }
            }
        }
        return (double) right / of;
    }

    private interface VesselValue {
        double of(VesselTerritory vessel);
    }

    private static VesselTerritory largest(VesselValue value) {
        VesselTerritory largest = VesselTerritory.LAD;
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            if (value.of(vessel) > value.of(largest)) {
                largest = vessel;
            }
        }
        return largest;
    }

    /** Area under the ROC curve of all vessels together (the paper's per-vessel AUC); NaN where there is one class only. */
    double auc() {
        int n = patients.size() * VESSELS;
        double[] scores = new double[n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            VesselTerritory vessel = VesselTerritory.ORDER.get(i % VESSELS);
            scores[i] = predictions.get(i / VESSELS).probability(vessel);
            labels[i] = patients.get(i / VESSELS).isPositive(vessel) ? 1 : 0;
        }
        return auc(scores, labels);
    }

    /** Area under the ROC curve of one vessel; NaN where there is one class only. */
    double auc(VesselTerritory vessel) {
        return auc(scores(vessel), labels(vessel));
    }

    private double[] scores(VesselTerritory vessel) {
        return predictions.stream().mapToDouble(p -> p.probability(vessel)).toArray();
    }

    private int[] labels(VesselTerritory vessel) {
        return patients.stream().mapToInt(p -> p.isPositive(vessel) ? 1 : 0).toArray();
    }

    private static boolean hasOneClass(int[] labels) {
        return Arrays.stream(labels).distinct().count() < 2;
    }

    private static double auc(double[] scores, int[] labels) {
        return hasOneClass(labels) ? Double.NaN : RocCurve.of(labels, scores).auc();
    }

    /**
     * Decision thresholds for LAD, RCA, LCX. Of Youden's that are equally good, the one nearest to 0.5; 0.5 where none is
     * better than chance or a vessel has one class only.
     */
    List<Double> thresholds(ThresholdRule rule) {
        return VesselTerritory.ORDER.stream()
                .map(vessel -> rule == ThresholdRule.HALF ? 0.5 : youden(scores(vessel), labels(vessel)))
                .toList();
    }

    private static double youden(double[] scores, int[] labels) {
        if (hasOneClass(labels)) {
            return 0.5;
        }
        return RocCurve.of(labels, scores).optimalPoints(ThresholdCriterion.youden()).stream()
                .filter(point -> point.counts().youdenIndex() > 0)
                .map(OperatingPoint::threshold)
                .min(Comparator.comparingDouble(threshold -> Math.abs(threshold - 0.5)))
                .orElse(0.5);
    }
}
