package io.github.spectcad.nn.train;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.TrainingMaps;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.fusion.ImageInput;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.model.Averaging;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.PatientEncoder;
import io.github.spectcad.nn.model.TrainingConfiguration;
import java.util.ArrayList;
import java.util.List;

/** Describes a network that was trained. */
final class TrainingDescription {
    private TrainingDescription() {}

    static ModelDescription of(
            TrainingConfiguration configuration,
            PatientEncoder encoder,
            Network network,
            ModelDescription.Data data,
            ModelDescription.Validation validation,
            MapExchange predictions,
            List<PatientStudy> fitted) {
        ValidationMetrics metrics = new ValidationMetrics(predictions.patients(), predictions.own());
        return new ModelDescription(
                ModelDescription.FORMAT_VERSION,
                ModelDescription.INTENDED_USE,
                configuration,
                inputs(configuration.network(), encoder),
                VesselTerritory.ORDER.stream().map(VesselTerritory::id).toList(),
                encoder.maps(),
                encoder.scaler(),
                Averaging.NONE,
                metrics.thresholds(configuration.settings().thresholds()),
                data,
                validation,
                predictions.imageUse(),
                TrainingMaps.fit(fitted, encoder.states()),
                configuration.differencesFromPaper(),
                ModelDescription.Versions.current(NnBackend.require().describe()),
                network.parameters().stream()
                        .map(p -> new ModelDescription.Weight(p.name(), p.dimensions()))
                        .toList());
    }

    private static List<ModelDescription.Input> inputs(NetworkSpec network, PatientEncoder encoder) {
        List<ModelDescription.Input> inputs = new ArrayList<>();
        int pixels = network.pixels();
        for (ImageInput image : encoder.images()) {
            inputs.add(new ModelDescription.Input(
                    image.name(),
                    List.of(image.channels().size(), pixels, pixels),
                    "polar maps, one a channel: "
                            + String.join(
                                    ", ",
                                    image.channels().stream().map(s -> s.id()).toList())
                            + "; [channel, row, column], in [0, 1] with maximum 1, background 0, anterior up, "
                            + "septum left"
                            + (encoder.maps().equals(MapScaler.IDENTITY)
                                    ? ""
                                    : "; then within the disc minus the mean of the state's maps, divided by their"
                                            + " standard deviation, 0 outside")));
        }
        if (network.head().clinicalFeatures() > 0) {
            inputs.add(new ModelDescription.Input(
                    NetworkSpec.CLINICAL_INPUT,
                    List.of(ClinicalFeatures.NAMES.size()),
                    String.join(", ", ClinicalFeatures.NAMES)
                            + "; sex 1 male, 2 female; each minus the scaler's mean, divided by its standard "
                            + "deviation"));
        }
        return inputs;
    }
}
