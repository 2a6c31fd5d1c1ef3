package io.github.spectcad.nn.onnx;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.quality.TrainingMaps;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.FusionStrategy;
import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.TrainingSession;
import io.github.spectcad.nn.layer.BatchNormStatistics;
import io.github.spectcad.nn.model.Assurance;
import io.github.spectcad.nn.model.Averaging;
import io.github.spectcad.nn.model.Calibration;
import io.github.spectcad.nn.model.ImageUse;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.PatientEncoder;
import io.github.spectcad.nn.model.SeenPatients;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Models of random parameters whose running statistics fit them, and patients for them. */
final class RandomModel {
    static final MapScaler STANDARDISED =
            new MapScaler(new MapScaler.Moments(0.55, 0.2), new MapScaler.Moments(0.5, 0.25));
    private static final FeatureScaler SCALER =
            new FeatureScaler(List.of(1.4, 61.5, 78.25, 168.5), List.of(0.49, 11.2, 15.1, 9.7));
    private static final HeadSpec HEAD = new HeadSpec(16, 0.3, 0.01, 4);

    private RandomModel() {}

    static TrainedModel of(String backbone, String fusion, MapScaler maps) {
        Backbone tower = Backbones.load().require(backbone);
        return of(
                tower,
                FusionStrategies.load().require(fusion),
                Math.max(32, tower.minimumPixels()),
                maps,
                Averaging.NONE);
    }

    static TrainedModel of(Backbone tower, FusionStrategy fusion, int pixels, MapScaler maps, Averaging averaging) {
        return of(tower, fusion, pixels, maps, averaging, Calibration.NONE);
    }

    static TrainedModel of(
            Backbone tower,
            FusionStrategy fusion,
            int pixels,
            MapScaler maps,
            Averaging averaging,
            Calibration calibration) {
        NetworkSpec spec = new NetworkSpec(tower.id(), fusion.id(), pixels, HEAD);
        Network network = spec.assemble(tower, fusion, 1);
        Random random = new Random(2);
        List<float[]> inputs = network.inputShapes().stream()
                .map(shape -> values(4 * Math.toIntExact(shape.size()), random))
                .toList();
        try (TrainingSession session = network.train(Adam.KERAS, new BatchNormStatistics(0.3, false))) {
            session.differentiate(inputs, new float[12], 1); // moves the running statistics
        }
        ModelDescription description = new ModelDescription(
                ModelDescription.FORMAT_VERSION,
                ModelDescription.INTENDED_USE,
                TrainingConfiguration.paper(tower.id(), fusion.id(), "task-1").toBuilder()
                        .network(spec)
                        .build(),
                List.of(),
                VesselTerritory.ORDER.stream().map(VesselTerritory::id).toList(),
                maps,
                SCALER,
                averaging,
                List.of(0.25, 0.5, 0.75),
                new ModelDescription.Data(0, "", 0, "", "", SeenPatients.UNKNOWN),
                new ModelDescription.Validation(0, 0, 0, 0, 0, List.of()),
                ImageUse.UNKNOWN,
                TrainingMaps.UNKNOWN,
                new Assurance(null, calibration, null, null),
                List.of(),
                ModelDescription.Versions.current(""),
                List.of());
        return new TrainedModel(description, new PatientEncoder(fusion.inputs(), pixels, maps, true, SCALER), network);
    }

    private static float[] values(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static List<PatientStudy> patients(int count, int pixels) {
        Random random = new Random(3);
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> PatientStudy.of(
                        "p" + i,
                        map(PerfusionState.REST, pixels, random),
                        map(PerfusionState.STRESS, pixels, random),
                        ClinicalFeatures.of(
                                random.nextBoolean() ? Sex.MALE : Sex.FEMALE,
                                40 + 40 * random.nextDouble(),
                                50 + 50 * random.nextDouble(),
                                150 + 40 * random.nextDouble())))
                .toList();
    }

    private static PolarMap map(PerfusionState state, int pixels, Random random) {
        Disc disc = Disc.inscribed(pixels);
        float[] values = new float[pixels * pixels];
        float phase = random.nextFloat();
        for (int i = 0; i < values.length; i++) {
            int row = i / pixels;
            int column = i % pixels;
            if (disc.relativeRadius(column, row) <= 1) {
                values[i] = 0.5f
                        + 0.5f
                                * (float) Math.abs(Math.sin(phase + row * 9.0 / pixels)
                                        * Math.cos(column * 7.0 / pixels - 3 * phase));
            }
        }
        values[pixels / 2 * pixels + pixels / 2] = 1;
        return PolarMap.of(state, pixels, values, disc, "waves");
    }

    /** What an exported model takes: maps and clinical features as they are. */
    static Map<String, float[]> rawInputs(TrainedModel model, List<PatientStudy> patients) {
        int pixels = model.pixels().orElseThrow();
        int area = pixels * pixels;
        Map<String, float[]> inputs = new LinkedHashMap<>();
        model.encoder().images().forEach(image -> {
            int channels = image.channels().size();
            float[] values = new float[patients.size() * channels * area];
            for (int p = 0; p < patients.size(); p++) {
                for (int c = 0; c < channels; c++) {
                    patients.get(p)
                            .map(image.channels().get(c))
                            .orElseThrow()
                            .copyTo(values, (p * channels + c) * area);
                }
            }
            inputs.put(image.name(), values);
        });
        float[] clinical = new float[4 * patients.size()];
        for (int p = 0; p < patients.size(); p++) {
            double[] features = patients.get(p).clinical().vector();
            for (int f = 0; f < 4; f++) {
                clinical[4 * p + f] = (float) features[f];
            }
        }
        inputs.put(NetworkSpec.CLINICAL_INPUT, clinical);
        return inputs;
    }
}
