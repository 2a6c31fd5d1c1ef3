package io.github.spectcad.nn.train;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.model.AccuracyRule;
import io.github.spectcad.nn.model.ThresholdRule;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
        boolean[] positive = new boolean[n];
        for (int i = 0; i < n; i++) {
            VesselTerritory vessel = VesselTerritory.ORDER.get(i % VESSELS);
            scores[i] = predictions.get(i / VESSELS).probability(vessel);
            positive[i] = patients.get(i / VESSELS).isPositive(vessel);
        }
        return auc(scores, positive);
    }

    /** Area under the ROC curve of one vessel; NaN where there is one class only. */
    double auc(VesselTerritory vessel) {
        return auc(scores(vessel), positive(vessel));
    }

    private double[] scores(VesselTerritory vessel) {
        return predictions.stream().mapToDouble(p -> p.probability(vessel)).toArray();
    }

    private boolean[] positive(VesselTerritory vessel) {
        boolean[] positive = new boolean[patients.size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = patients.get(i).isPositive(vessel);
        }
        return positive;
    }

    /** Mann-Whitney: the share of pairs in which the positive scores higher, ties half. */
    private static double auc(double[] scores, boolean[] positive) {
        int[] order = order(scores);
        double below = 0;
        double sum = 0;
        double positives = 0;
        for (int i = 0; i < order.length; ) {
            int end = i;
            int tiedNegatives = 0;
            while (end < order.length && scores[order[end]] == scores[order[i]]) {
                tiedNegatives += positive[order[end++]] ? 0 : 1;
            }
            int tiedPositives = end - i - tiedNegatives;
            sum += tiedPositives * (below + tiedNegatives / 2.0);
            below += tiedNegatives;
            positives += tiedPositives;
            i = end;
        }
        return sum / (positives * below);
    }

    private static int[] order(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Decision thresholds for LAD, RCA, LCX. */
    List<Double> thresholds(ThresholdRule rule) {
        return VesselTerritory.ORDER.stream()
                .map(vessel -> rule == ThresholdRule.HALF ? 0.5 : youden(scores(vessel), positive(vessel)))
                .toList();
    }

    private static double youden(double[] scores, boolean[] positive) {
        int[] order = order(scores);
        long positives =
                IntStream.range(0, positive.length).filter(i -> positive[i]).count();
        long negatives = positive.length - positives;
        if (positives == 0 || negatives == 0) {
            return 0.5;
        }
        double best = 0;
        double threshold = 0.5;
        long missed = 0;
        long cleared = 0;
        for (int i = 0; i + 1 < order.length; i++) {
            missed += positive[order[i]] ? 1 : 0;
            cleared += positive[order[i]] ? 0 : 1;
            double low = scores[order[i]];
            double high = scores[order[i + 1]];
            double middle = low + (high - low) / 2;
            if (!(low < middle)) {
                continue;
            }
            double index = (double) (positives - missed) / positives + (double) cleared / negatives - 1;
            boolean nearer = Math.abs(middle - 0.5) < Math.abs(threshold - 0.5);
            if (index > best + 1e-12 || (index > best - 1e-12 && best > 0 && nearer)) {
                best = Math.max(best, index);
                threshold = middle;
            }
        }
        return threshold;
    }
}
