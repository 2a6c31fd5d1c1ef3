package io.github.spectcad.nn.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * Uncalibrated predictions of labelled patients on whom the weights were not trained, without their ids: of the validation
 * patients or, of an ensemble of folds, those each patient got from the networks that did not train on it. Calibration,
 * conformal sets and operating points are learned from these.
 *
 * @param probabilities for LAD, RCA, LCX the probabilities of all patients, in [0, 1]
 * @param labels the same patients' labels, 1 for diseased, 0 for healthy
 * @since 0.1.0
 */
public record OutOfSample(List<List<Double>> probabilities, List<List<Integer>> labels) {
    /** Of files of older versions. */
    public static final OutOfSample NONE = new OutOfSample(List.of(), List.of());

    /** Checks the values; NaN fails. */
    public OutOfSample {
        probabilities = probabilities.stream().map(List::copyOf).toList();
        labels = labels.stream().map(List::copyOf).toList();
        int vessels = probabilities.size();
        if (vessels != labels.size() || (vessels != 0 && vessels != VesselTerritory.ORDER.size())) {
            throw new IllegalArgumentException("out-of-sample predictions are of " + vessels + " vessels and "
                    + labels.size() + " labels: must be of LAD, RCA and LCX");
        }
        for (int v = 0; v < vessels; v++) {
            if (probabilities.get(v).size() != probabilities.get(0).size()
                    || labels.get(v).size() != probabilities.get(0).size()) {
                throw new IllegalArgumentException(
                        "out-of-sample predictions must be as many for each vessel as labels");
            }
            if (!probabilities.get(v).stream().allMatch(p -> p >= 0 && p <= 1)
                    || !labels.get(v).stream().allMatch(label -> label == 0 || label == 1)) {
                throw new IllegalArgumentException(
                        "out-of-sample predictions must lie in [0, 1] and their labels be 0 or 1");
            }
        }
    }

    /**
     * Predictions with labels.
     *
     * @param predictions uncalibrated predictions
     * @param labels labels of the same patients in the same order
     * @return the record
     * @throws IllegalArgumentException if the numbers differ
     */
    public static OutOfSample of(List<Prediction> predictions, List<VesselLabels> labels) {
        if (Objects.requireNonNull(predictions, "predictions").size() != labels.size()) {
            throw new IllegalArgumentException(predictions.size() + " predictions but " + labels.size() + " labels");
        }
        return new OutOfSample(
                VesselTerritory.ORDER.stream()
                        .map(vessel -> predictions.stream()
                                .map(prediction -> prediction.probability(vessel))
                                .toList())
                        .toList(),
                VesselTerritory.ORDER.stream()
                        .map(vessel -> labels.stream()
                                .map(label -> label.isPositive(vessel) ? 1 : 0)
                                .toList())
                        .toList());
    }

    /** {@return number of patients} */
    @JsonIgnore
    public int patients() {
        return probabilities.isEmpty() ? 0 : probabilities.get(0).size();
    }

    /**
     * The probabilities of a vessel.
     *
     * @param vessel the vessel
     * @return one for each patient
     */
    public double[] probabilities(VesselTerritory vessel) {
        return patients() == 0
                ? new double[0]
                : probabilities.get(vessel.ordinal()).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
    }

    /**
     * The labels of a vessel.
     *
     * @param vessel the vessel
     * @return 1 or 0 for each patient
     */
    public int[] labels(VesselTerritory vessel) {
        return patients() == 0
                ? new int[0]
                : labels.get(vessel.ordinal()).stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /**
     * Some of the patients.
     *
     * @param indices which, from 0
     * @return their predictions and labels in the order of the indices
     */
    public OutOfSample subset(List<Integer> indices) {
        return new OutOfSample(
                probabilities.stream().map(values -> pick(values, indices)).toList(),
                labels.stream().map(values -> pick(values, indices)).toList());
    }

    private static <T> List<T> pick(List<T> values, List<Integer> indices) {
        return indices.stream().map(values::get).toList();
    }

    /**
     * The same patients with calibrated probabilities.
     *
     * @param calibration the calibration
     * @return the predictions, now calibrated
     */
    public OutOfSample calibrated(Calibration calibration) {
        List<List<Double>> mapped = new ArrayList<>();
        for (int v = 0; v < probabilities.size(); v++) {
            VesselTerritory vessel = VesselTerritory.ORDER.get(v);
            DoubleUnaryOperator map = calibration.map(vessel);
            mapped.add(probabilities.get(v).stream().map(map::applyAsDouble).toList());
        }
        return new OutOfSample(mapped, labels);
    }
}
