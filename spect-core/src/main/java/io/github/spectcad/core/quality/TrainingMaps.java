package io.github.spectcad.core.quality;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.quality.MapFinding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How the maps look that a model was trained on, so that others can be told from them: a model gives every picture a
 * probability, but knows nothing about pictures that are unlike those.
 *
 * <pre>{@code
 * double distance = model.description().trainingMaps().distance(patient);   // NaN where it is not known
 * if (distance > 1) {
 *     // no answer: only 2 % of patients like those of the training lie that far
 * }
 * }</pre>
 *
 * @param rest how the rest maps look; null where the model does not take them or this is not known
 * @param stress how the stress maps look; null likewise
 * @since 0.1.0
 */
public record TrainingMaps(MapPopulation rest, MapPopulation stress) {
    /** Of models that were trained before this was measured, or on fewer than {@link MapPopulation#FEWEST_MAPS} patients. */
    public static final TrainingMaps UNKNOWN = new TrainingMaps(null, null);

    /** The share of patients like those of the training that lie beyond a distance of 1. */
    public static final double FALSE_ALARMS = 0.02;

    /**
     * Describes the maps of a training.
     *
     * @param patients the training patients; the order matters for the last digits
     * @param states the states the model takes, of which each patient must have a map
     * @return how the maps look; {@link #UNKNOWN} for fewer than {@link MapPopulation#FEWEST_MAPS} patients
     * @throws IllegalArgumentException if a patient lacks a map
     */
    public static TrainingMaps fit(List<PatientStudy> patients, Set<PerfusionState> states) {
        if (patients.size() < MapPopulation.FEWEST_MAPS) {
            return UNKNOWN;
        }
        return new TrainingMaps(
                states.contains(PerfusionState.REST) ? fit(patients, PerfusionState.REST, states.size()) : null,
                states.contains(PerfusionState.STRESS) ? fit(patients, PerfusionState.STRESS, states.size()) : null);
    }

    private static MapPopulation fit(List<PatientStudy> patients, PerfusionState state, int states) {
        List<PolarMap> maps = patients.stream()
                .map(patient -> patient.map(state)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "patient '" + patient.patientId() + "' has no " + state.id() + " map")))
                .toList();
        return MapPopulation.fit(maps, FALSE_ALARMS / states);
    }

    /**
     * The maps of a state.
     *
     * @param state the state
     * @return how they look; empty if that is not known
     */
    public Optional<MapPopulation> of(PerfusionState state) {
        return Optional.ofNullable(state == PerfusionState.REST ? rest : stress);
    }

    /**
     * How far a patient is from those of the training.
     *
     * @param patient the patient, whose maps have the size of the training's
     * @return the distance of the map that is farther, see {@link MapPopulation#distance}; above 1 lie
     *     {@link #FALSE_ALARMS} of patients like those of the training; NaN if nothing is known
     */
    public double distance(PatientStudy patient) {
        double farthest = Double.NaN;
        for (PerfusionState state : PerfusionState.values()) {
            if (of(state).isPresent() && patient.map(state).isPresent()) {
                double distance = of(state).get().distance(patient.map(state).get());
                farthest = farthest >= distance ? farthest : distance;
            }
        }
        return farthest;
    }

    /**
     * The maps of a patient that are unlike those of the training.
     *
     * @param patient the patient, whose maps have the size of the training's
     * @return a finding of kind {@link Kind#UNLIKE_TRAINING} for each map farther than 1
     */
    public List<MapFinding> findings(PatientStudy patient) {
        List<MapFinding> findings = new ArrayList<>();
        for (PerfusionState state : PerfusionState.values()) {
            if (of(state).isEmpty() || patient.map(state).isEmpty()) {
                continue;
            }
            MapPopulation population = of(state).get();
            PolarMap map = patient.map(state).get();
            double distance = population.distance(map);
            if (distance > 1) {
                findings.add(new MapFinding(
                        Kind.UNLIKE_TRAINING,
                        state.id() + " map of patient '" + patient.patientId() + "'",
                        String.format(
                                Locale.ROOT,
                                "the map is unlike those the model was trained on (distance %.3g, usual is at most 1):"
                                        + " %s",
                                distance,
                                population.difference(map)),
                        "see that it is upright, whole and made as the training maps were, or do not rely on the"
                                + " prediction"));
            }
        }
        return findings;
    }
}
