package io.github.spectcad.core.baseline;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.MapGate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** A classifier of one logistic regression for each vessel, each on features of its own. */
final class VesselRegressions implements CadClassifier {
    /** The features of a patient: {@code [vessel][feature]}. */
    interface Features {
        double[][] of(PatientStudy patient);
    }

    private final Set<PerfusionState> states;
    private final Features features;
    private final List<ToDoubleFunction<double[]>> models;

    private VesselRegressions(
            Collection<PerfusionState> states, Features features, List<ToDoubleFunction<double[]>> models) {
        this.states = Collections.unmodifiableSet(EnumSet.copyOf(states));
        this.features = features;
        this.models = List.copyOf(models);
    }

    /** Fits the regressions; the features of a patient are made of the maps of these states. */
    static VesselRegressions fit(
            List<PatientStudy> patients,
            List<VesselLabels> labels,
            Collection<PerfusionState> states,
            Features features) {
        List<double[][]> all = patients.stream().map(features::of).toList();
        List<ToDoubleFunction<double[]>> models = new ArrayList<>();
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            double[][] rows = all.stream().map(f -> f[vessel.ordinal()]).toArray(double[][]::new);
            boolean[] positive = new boolean[rows.length];
            int positives = 0;
            for (int i = 0; i < positive.length; i++) {
                positive[i] = labels.get(i).isPositive(vessel);
                positives += positive[i] ? 1 : 0;
            }
            models.add(model(rows, positive, positives));
        }
        return new VesselRegressions(states, features, models);
    }

    private static ToDoubleFunction<double[]> model(double[][] rows, boolean[] positive, int positives) {
        if (positives == 0 || positives == rows.length) {
            double rate = (positives + 0.5) / (rows.length + 1);
            return row -> rate;
        }
        return LogisticRegression.fit(rows, positive, RidgeSelection.select(rows, positive))::probability;
    }

    /** The states of which every patient has a map. */
    static List<PerfusionState> commonStates(List<PatientStudy> patients) {
        List<PerfusionState> states = new ArrayList<>();
        for (PerfusionState state : PerfusionState.values()) {
            if (patients.stream().allMatch(p -> p.map(state).isPresent())) {
                states.add(state);
            }
        }
        if (states.isEmpty()) {
            throw new IllegalArgumentException("not all " + patients.size()
                    + " training patients have a rest map, nor have all a stress map: a baseline needs one of the two");
        }
        return states;
    }

    /** The map of a state, which the patient must have. */
    static PolarMap map(PatientStudy patient, PerfusionState state) {
        return patient.map(state)
                .orElseThrow(() -> new IllegalArgumentException(
                        "patient '" + patient.patientId() + "' has no " + state.id() + " map: the baseline takes one"));
    }

    /** Any: segments are found in maps of any size. */
    @Override
    public OptionalInt pixels() {
        return OptionalInt.empty();
    }

    @Override
    public Set<PerfusionState> states() {
        return states;
    }

    @Override
    public List<Prediction> classify(List<PatientStudy> patients, MapGate gate) {
        patients.forEach(patient -> states.forEach(state -> map(patient, state)));
        patients.forEach(patient -> gate.check(patient, states));
        List<Prediction> predictions = new ArrayList<>();
        for (PatientStudy patient : patients) {
            double[][] of = features.of(patient);
            predictions.add(new Prediction(
                    patient.patientId(),
                    models.get(0).applyAsDouble(of[0]),
                    models.get(1).applyAsDouble(of[1]),
                    models.get(2).applyAsDouble(of[2])));
        }
        return List.copyOf(predictions);
    }

    @Override
    public Thresholds thresholds() {
        return Thresholds.HALF;
    }

    /** Nothing to release. */
    @Override
    public void close() {}
}
