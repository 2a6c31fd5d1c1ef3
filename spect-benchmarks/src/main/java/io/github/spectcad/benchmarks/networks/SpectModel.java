package io.github.spectcad.benchmarks.networks;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.TrainingMaps;
import io.github.spectcad.nn.fusion.EarlyFusion;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.model.Assurance;
import io.github.spectcad.nn.model.Averaging;
import io.github.spectcad.nn.model.ImageUse;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.PatientEncoder;
import io.github.spectcad.nn.model.SeenPatients;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A model file of this library. */
final class SpectModel implements Predictor {
    private final TrainedModel model;
    private final PatientStudy patient;

    SpectModel(int pixels, Path file) throws IOException {
        model = ModelFile.load(file);
        patient = patient(pixels);
    }

    /** The patient of {@link Batch}, within the disc. */
    static PatientStudy patient(int pixels) {
        return PatientStudy.of(
                "patient",
                map(PerfusionState.REST, 0, pixels),
                map(PerfusionState.STRESS, 1, pixels),
                ClinicalFeatures.of(Sex.MALE, 60, 80, 170));
    }

    private static PolarMap map(PerfusionState state, int channel, int pixels) {
        int area = pixels * pixels;
        float[] values = Arrays.copyOfRange(new Batch(1, pixels).images(), channel * area, (channel + 1) * area);
        Disc disc = Disc.inscribed(pixels);
        for (int i = 0; i < area; i++) {
            int row = i / pixels;
            int column = i % pixels;
            if (disc.relativeRadius(column, row) > 1) {
                values[i] = 0;
            }
        }
        return PolarMap.of(state, pixels, values, disc, "waves");
    }

    @Override
    public void predict() {
        model.classify(patient);
    }

    @Override
    public void close() {
        model.close();
    }

    /** Saves a network of random parameters as a trained one. */
    static void save(String backbone, int pixels, Path file) throws IOException {
        TrainingConfiguration configuration = TrainingConfiguration.paper(backbone, "early-fusion", "none").toBuilder()
                .pixels(pixels)
                .build();
        Network network = configuration.network().assemble(1);
        ModelDescription description = new ModelDescription(
                ModelDescription.FORMAT_VERSION,
                ModelDescription.INTENDED_USE,
                configuration,
                List.of(
                        new ModelDescription.Input("rest_stress", List.of(2, pixels, pixels), "random maps"),
                        new ModelDescription.Input("clinical", List.of(4), "random features")),
                VesselTerritory.ORDER.stream().map(VesselTerritory::id).toList(),
                MapScaler.IDENTITY,
                FeatureScaler.IDENTITY,
                Averaging.NONE,
                List.of(0.5, 0.5, 0.5),
                new ModelDescription.Data(0, "", 0, "", "", SeenPatients.UNKNOWN),
                new ModelDescription.Validation(0, 0, 0, 0, 0, List.of()),
                ImageUse.UNKNOWN,
                TrainingMaps.UNKNOWN,
                Assurance.NONE,
                List.of(),
                ModelDescription.Versions.current(""),
                network.parameters().stream()
                        .map(p -> new ModelDescription.Weight(p.name(), p.dimensions()))
                        .toList());
        PatientEncoder encoder = new PatientEncoder(
                new EarlyFusion().inputs(), pixels, MapScaler.IDENTITY, true, FeatureScaler.IDENTITY);
        try (TrainedModel model = new TrainedModel(description, encoder, network)) {
            ModelFile.save(model, file);
        }
    }
}
