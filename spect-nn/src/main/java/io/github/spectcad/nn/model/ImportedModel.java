package io.github.spectcad.nn.model;

import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.NnBackend;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.graph.Network;
import java.util.List;

/**
 * Makes a model of weights that were trained elsewhere. Its description says so: there are no training patients and no
 * validation figures, and the training settings stand for nothing.
 *
 * @since 0.1.0
 */
public final class ImportedModel {
    /** What stands for the training strategy in the description. */
    public static final String STRATEGY = "imported";

    private ImportedModel() {}

    /**
     * Makes a model, whose maps enter the network as they are: in [0, 1] with maximum 1 and background 0.
     *
     * @param spec what the network is
     * @param network the network with its weights; belongs to the model from now on and is closed with it
     * @param scaler scales the clinical features, as where the weights were trained
     * @param thresholds decision thresholds
     * @param fingerprint SHA-256 in hex of the file that the weights are from
     * @param origin where the weights are from, one line for people
     * @return the model, to be closed
     * @throws io.github.spectcad.core.spi.ProviderNotFoundException if the fusion strategy is not on the class path
     */
    public static TrainedModel of(
            NetworkSpec spec,
            Network network,
            FeatureScaler scaler,
            Thresholds thresholds,
            String fingerprint,
            String origin) {
        PatientEncoder encoder = new PatientEncoder(
                FusionStrategies.load().require(spec.fusion()).inputs(),
                spec.pixels(),
                MapScaler.IDENTITY,
                spec.head().clinicalFeatures() > 0,
                scaler);
        ModelDescription description = new ModelDescription(
                ModelDescription.FORMAT_VERSION,
                ModelDescription.INTENDED_USE,
                new TrainingConfiguration(spec, STRATEGY, 0, TrainingSettings.PAPER, 0),
                encoder.describeInputs(),
                ModelDescription.vesselIds(),
                encoder.maps(),
                scaler,
                Averaging.NONE,
                List.of(thresholds.lad(), thresholds.rca(), thresholds.lcx()),
                new ModelDescription.Data(0, "", 0, "", fingerprint, SeenPatients.UNKNOWN),
                new ModelDescription.Validation(0, 0, Double.NaN, Double.NaN, Double.NaN, List.of()),
                ImageUse.UNKNOWN,
                Assurance.NONE,
                List.of(origin, "Not trained by this library: settings, epochs and seed stand for nothing."),
                ModelDescription.Versions.current(NnBackend.require().describe()),
                network.parameters().stream()
                        .map(p -> new ModelDescription.Weight(p.name(), p.dimensions()))
                        .toList());
        return new TrainedModel(description, encoder, network);
    }
}
