package io.github.spectcad.study.evaluation;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.GroundTruth;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.stats.Auc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Predictions side by side with what a reference standard says of the same patients.
 *
 * @param reference the reference standard
 * @param predictions the predictions, one a patient
 * @param truth the labels of the same patients, in the same order
 */
public record LabelledPredictions(Reference reference, List<Prediction> predictions, List<VesselLabels> truth) {
    private static final int NAMED = 5;

    /** Checks that each patient occurs once. */
    public LabelledPredictions {
        Objects.requireNonNull(reference, "reference");
        predictions = List.copyOf(predictions);
        truth = List.copyOf(truth);
        if (predictions.isEmpty()) {
            throw new IllegalArgumentException("there are no predictions to evaluate");
        }
        if (predictions.size() != truth.size()) {
            throw new IllegalArgumentException(
                    predictions.size() + " predictions but " + truth.size() + " labels: there must be one each");
        }
        Set<String> seen = new HashSet<>();
        for (Prediction prediction : predictions) {
            if (!seen.add(prediction.patientId())) {
                throw new IllegalArgumentException("patient '" + prediction.patientId() + "' is predicted twice");
            }
        }
    }

    /**
     * Looks up the truth of each predicted patient.
     *
     * @param predictions predictions for some or all patients of the cohort
     * @param cohort the patients
     * @param reference the reference standard
     * @return predictions and labels in the order of the predictions
     * @throws IllegalArgumentException if a prediction is for a patient whom the cohort lacks or who has no truth of this
     *     standard, naming the patients, if a patient occurs twice, or if there is no prediction
     */
    public static LabelledPredictions of(List<Prediction> predictions, Cohort cohort, Reference reference) {
        Set<String> known = new HashSet<>();
        cohort.patients().forEach(patient -> known.add(patient.patientId()));
        List<String> unknown = predictions.stream()
                .map(Prediction::patientId)
                .filter(id -> !known.contains(id))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("predictions for " + named(unknown)
                    + " whom the cohort does not have: evaluate with the cohort that was predicted");
        }
        List<VesselLabels> truth = new ArrayList<>();
        List<String> withoutTruth = new ArrayList<>();
        for (Prediction prediction : predictions) {
            Optional<GroundTruth> patientTruth =
                    cohort.patient(prediction.patientId()).truth(reference);
            patientTruth.ifPresentOrElse(t -> truth.add(t.labels()), () -> withoutTruth.add(prediction.patientId()));
        }
        if (!withoutTruth.isEmpty()) {
            throw new IllegalArgumentException(withoutTruth.size() + " of " + predictions.size()
                    + " predicted patients have no truth by " + reference.id() + " (" + named(withoutTruth)
                    + "): leave them out of the predictions or evaluate against the other reference");
        }
        return new LabelledPredictions(reference, predictions, truth);
    }

    private static String named(List<String> ids) {
        String names = "'" + String.join("', '", ids.subList(0, Math.min(NAMED, ids.size()))) + "'";
        return "patient" + (ids.size() == 1 ? " " : "s ") + names
                + (ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "");
    }

    /** {@return how many patients there are} */
    public int patients() {
        return predictions.size();
    }

    /**
     * The truth of each case.
     *
     * @param analysis what counts as a case
     * @return 1 for diseased, 0 for healthy; per vessel first LAD of all patients, then RCA, then LCX
     */
    public int[] labels(Analysis analysis) {
        return switch (analysis) {
            case LAD, RCA, LCX -> labels(analysis.vessel().orElseThrow());
            case PER_PATIENT -> ints(truth, labels -> labels.anyVessel() ? 1 : 0);
            case PER_VESSEL -> {
                int n = patients();
                int[] all = new int[3 * n];
                for (VesselTerritory vessel : VesselTerritory.ORDER) {
                    System.arraycopy(labels(vessel), 0, all, vessel.ordinal() * n, n);
                }
                yield all;
            }
        };
    }

    /**
     * The predicted probability of each case.
     *
     * @param analysis what counts as a case
     * @return probabilities in the order of {@link #labels}
     */
    public double[] scores(Analysis analysis) {
        return switch (analysis) {
            case LAD, RCA, LCX -> scores(analysis.vessel().orElseThrow());
            case PER_PATIENT -> doubles(predictions, Prediction::patientProbability);
            case PER_VESSEL -> {
                int n = patients();
                double[] all = new double[3 * n];
                for (VesselTerritory vessel : VesselTerritory.ORDER) {
                    System.arraycopy(scores(vessel), 0, all, vessel.ordinal() * n, n);
                }
                yield all;
            }
        };
    }

    /** {@return the index of the patient of each per-vessel case, for resampling patients with all three vessels} */
    public int[] patientOfCase() {
        int[] patient = new int[3 * patients()];
        Arrays.setAll(patient, i -> i % patients());
        return patient;
    }

    /**
     * The decision for each case.
     *
     * @param analysis what counts as a case
     * @param thresholds when a vessel counts as diseased; a patient counts as diseased where any vessel does
     * @return 1 for diseased, 0 for healthy, in the order of {@link #labels}
     */
    public int[] decisions(Analysis analysis, Thresholds thresholds) {
        List<Prediction> decided = predictions.stream()
                .map(p -> new Prediction(
                        p.patientId(),
                        p.lad() >= thresholds.lad() ? 1 : 0,
                        p.rca() >= thresholds.rca() ? 1 : 0,
                        p.lcx() >= thresholds.lcx() ? 1 : 0))
                .toList();
        double[] scores = new LabelledPredictions(reference, decided, truth).scores(analysis);
        int[] decisions = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            decisions[i] = (int) scores[i];
        }
        return decisions;
    }

    /**
     * Checks that both classes occur.
     *
     * @param analysis what counts as a case
     * @throws IllegalArgumentException if all cases are diseased, or none is, saying which
     */
    public void requireBothClasses(Analysis analysis) {
        oneClass(analysis).ifPresent(reason -> {
            throw new IllegalArgumentException(reason + ", so evaluate on more patients");
        });
    }

    /**
     * Why measures of an analysis are undefined.
     *
     * @param analysis what counts as a case
     * @return the reason, where all cases are diseased or none is; empty where both classes occur
     */
    public Optional<String> oneClass(Analysis analysis) {
        int[] labels = labels(analysis);
        int positives = 0;
        for (int label : labels) {
            positives += label;
        }
        if (positives > 0 && positives < labels.length) {
            return Optional.empty();
        }
        return Optional.of("by " + reference.id() + (positives == 0 ? " none" : " all") + " of the " + labels.length
                + " cases (" + analysis.title() + ") " + (positives == 0 ? "is" : "are")
                + " diseased: sensitivity, specificity and AUC need both classes");
    }

    /**
     * The area under the ROC curve.
     *
     * @param analysis what counts as a case
     * @return the area; NaN where all cases are diseased or none is
     * @since 0.1.0
     */
    public double auc(Analysis analysis) {
        return oneClass(analysis).isPresent()
                ? Double.NaN
                : Auc.of(labels(analysis), scores(analysis)).value();
    }

    private int[] labels(VesselTerritory vessel) {
        return ints(truth, labels -> labels.isPositive(vessel) ? 1 : 0);
    }

    private double[] scores(VesselTerritory vessel) {
        return doubles(predictions, prediction -> prediction.probability(vessel));
    }

    private static <T> int[] ints(List<T> values, ToIntFunction<T> map) {
        return values.stream().mapToInt(map).toArray();
    }

    private static <T> double[] doubles(List<T> values, ToDoubleFunction<T> map) {
        return values.stream().mapToDouble(map).toArray();
    }
}
