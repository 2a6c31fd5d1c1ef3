package io.github.spectcad.core.quantify;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.SummedScores;
import java.util.Objects;
import java.util.Optional;

/**
 * The maps of a patient against normal limits. Research use only, not for diagnosis.
 *
 * @param patientId the patient
 * @param rest the rest map; empty where there is none
 * @param stress the stress map; empty where there is none
 * @since 0.1.0
 */
public record QuantifiedPatient(String patientId, Optional<Quantification> rest, Optional<Quantification> stress) {
    /** Checks the values. */
    public QuantifiedPatient {
        Objects.requireNonNull(patientId, "patientId");
        Objects.requireNonNull(rest, "rest");
        Objects.requireNonNull(stress, "stress");
    }

    /**
     * One of the maps.
     *
     * @param state which
     * @return its quantification; empty where there is no such map
     */
    public Optional<Quantification> of(PerfusionState state) {
        return state == PerfusionState.REST ? rest : stress;
    }

    /** {@return SSS, SRS and SDS of the proposed scores; empty unless both maps are there} */
    public Optional<SummedScores> summedScores() {
        return stress.flatMap(s -> rest.map(r -> new SummedScores(s.proposedScores(), r.proposedScores())));
    }
}
