package io.github.spectcad.core;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * What a classifier takes of a patient.
 *
 * @param pixels width and height of the maps, at least 1
 * @param states the states whose maps it takes, not empty
 * @param clinical whether it takes the clinical features
 * @since 0.1.0
 */
public record ClassifierInputs(int pixels, Set<PerfusionState> states, boolean clinical) {
    /** Checks the values and copies the set. */
    public ClassifierInputs {
        if (!(pixels >= 1)) {
            throw new IllegalArgumentException("pixels is " + pixels + ": must be at least 1");
        }
        if (Objects.requireNonNull(states, "states").isEmpty()) {
            throw new IllegalArgumentException("states are empty: a classifier takes the maps of at least one");
        }
        states = Collections.unmodifiableSet(EnumSet.copyOf(states));
    }

    /**
     * Checks that a patient has what is taken.
     *
     * @param patient the patient
     * @throws IllegalArgumentException if a map or a clinical feature is missing, or a map has another size; the message
     *     names the patient and what is missing
     */
    public void check(PatientStudy patient) {
        states.forEach(state -> map(patient, state));
        if (clinical && !patient.clinical().missing().isEmpty()) {
            throw new IllegalArgumentException("patient '" + patient.patientId() + "' lacks the clinical features "
                    + String.join(", ", patient.clinical().missing()) + ": the model needs all four");
        }
    }

    /**
     * A map of a patient.
     *
     * @param patient the patient
     * @param state one of the states that are taken
     * @return the map
     * @throws IllegalArgumentException if it is missing or has another size; the message names the patient
     */
    public PolarMap map(PatientStudy patient, PerfusionState state) {
        PolarMap map = patient.map(state)
                .orElseThrow(() -> new IllegalArgumentException("patient '" + patient.patientId() + "' has no "
                        + state.id() + " map: the model needs maps of "
                        + String.join(
                                " and ", states.stream().map(PerfusionState::id).toList())));
        if (map.pixels() != pixels) {
            throw new IllegalArgumentException("the " + state.id() + " map of patient '" + patient.patientId()
                    + "' has " + map.pixels() + " x " + map.pixels() + " pixels (" + map.source()
                    + "): the model takes " + pixels + " x " + pixels + "; resize the map when it is read");
        }
        return map;
    }
}
