package io.github.spectcad.core.phantom;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.SummedScores;
import java.util.Objects;

/**
 * One of the {@link SimulatedPatients}.
 *
 * @param study both maps, the clinical features, the angiography that shows the disease the maps were made from, and an
 *     expert reading of the stress map
 * @param scores the segment scores of both maps; those of stress are the expert reading's
 */
public record SimulatedPatient(PatientStudy study, SummedScores scores) {
    /** Checks the values. */
    public SimulatedPatient {
        Objects.requireNonNull(study, "study");
        Objects.requireNonNull(scores, "scores");
    }
}
