package io.github.spectcad.cli;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.fusion.FusionStrategies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Reads cohorts as a network needs them. */
final class CohortPatient {
    private CohortPatient() {}

    /** One patient of a cohort, with the maps a network takes at its size. */
    static PatientStudy read(Path cohort, String id, NetworkSpec network, MapGate gate) throws IOException {
        return CohortCsv.read(cohort, options(network, gate).withPatients(Set.of(id)))
                .cohort()
                .patient(id);
    }

    /** The maps a network takes, at its size. */
    static CohortReadOptions options(NetworkSpec network, MapGate gate) {
        return CohortReadOptions.DEFAULT
                .withStates(FusionStrategies.load()
                        .require(network.fusion())
                        .states()
                        .toArray(PerfusionState[]::new))
                .withGate(gate)
                .withPixels(network.pixels());
    }
}
