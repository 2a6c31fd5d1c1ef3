package io.github.spectcad.nn.train;

import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.model.Assurance;
import io.github.spectcad.nn.model.Averaging;
import io.github.spectcad.nn.model.CohortProfile;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.PatientEncoder;
import io.github.spectcad.nn.model.TrainingConfiguration;

/** Describes a network that was trained. */
final class TrainingDescription {
    private TrainingDescription() {}

    static ModelDescription of(
            TrainingConfiguration configuration,
            PatientEncoder encoder,
            Network network,
            ModelDescription.Data data,
            ModelDescription.Validation validation,
            CohortProfile profile,
            MapExchange predictions) {
        ValidationMetrics metrics = new ValidationMetrics(predictions.patients(), predictions.own());
        return new ModelDescription(
                ModelDescription.FORMAT_VERSION,
                ModelDescription.INTENDED_USE,
                configuration,
                encoder.describeInputs(),
                VesselTerritory.ORDER.stream().map(VesselTerritory::id).toList(),
                encoder.maps(),
                encoder.scaler(),
                Averaging.NONE,
                metrics.thresholds(configuration.settings().thresholds()),
                data,
                validation,
                predictions.imageUse(),
                Assurance.of(predictions.outOfSample(), profile),
                configuration.differencesFromPaper(),
                ModelDescription.Versions.current(NnBackend.require().describe()),
                network.parameters().stream()
                        .map(p -> new ModelDescription.Weight(p.name(), p.dimensions()))
                        .toList());
    }
}
