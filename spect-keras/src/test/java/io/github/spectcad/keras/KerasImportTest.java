package io.github.spectcad.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.FeatureScaler;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Sex;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.SaliencySession;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.model.ImportedModel;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/** A model of {@code import.h5} predicts what {@code keras_import_golden.py} computed by Keras' definitions. */
class KerasImportTest {
    private static final int PIXELS = 16;
    private static final int UNITS = 16;

    /** The figures of the paper's authors. */
    private static final FeatureScaler SCALER = new FeatureScaler(
            List.of(1.16312, 59.98582, 81.81560, 169.61702), List.of(.369476, 10.564886, 13.931241, 10.859946));

    private static final Thresholds THRESHOLDS = new Thresholds(.52371, .53946, .48933);

    @TempDir
    private Path folder;

    private record Golden(PatientStudy patient, List<Double> probabilities) {}

    private static List<Golden> golden() throws IOException {
        List<Golden> golden = new ArrayList<>();
        for (String line : Files.readAllLines(KerasWeightsTest.file("import.csv"))) {
            double[] cells = Arrays.stream(line.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            int area = PIXELS * PIXELS;
            double[] clinical = Arrays.copyOfRange(cells, 2 * area, 2 * area + 4);
            golden.add(new Golden(
                    PatientStudy.of(
                            "p" + golden.size(),
                            map(PerfusionState.REST, Arrays.copyOf(cells, area)),
                            map(PerfusionState.STRESS, Arrays.copyOfRange(cells, area, 2 * area)),
                            ClinicalFeatures.of(
                                    clinical[0] == 1 ? Sex.MALE : Sex.FEMALE, clinical[1], clinical[2], clinical[3])),
                    Arrays.stream(cells).skip(2L * area + 4).boxed().toList()));
        }
        return golden;
    }

    private static PolarMap map(PerfusionState state, double[] pixels) {
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (pixels[i] / 255);
        }
        return PolarMap.of(state, PIXELS, values, Disc.inscribed(PIXELS), "golden");
    }

    private static KerasImport wanted() {
        return KerasImport.of(KerasWeightsTest.file("import.h5"), "cnn1", "early-fusion", PIXELS)
                .scaler(SCALER)
                .thresholds(THRESHOLDS);
    }

    @Test
    void theModelPredictsWhatKerasDoesAlsoFromItsFile() throws IOException {
        Path file = folder.resolve("model.zip");
        try (KerasImport.Imported imported = wanted().read()) {
            assertTrue(imported.report().isComplete());
            assertEquals("dense_4", imported.report().loaded().get("head_dense2"));
            ModelFile.save(imported.model(), file);
        }
        try (TrainedModel model = ModelFile.load(file)) {
            for (Golden golden : golden()) {
                Prediction p = model.classify(List.of(golden.patient())).get(0);
                for (int i = 0; i < 3; i++) {
                    double own = List.of(p.lad(), p.rca(), p.lcx()).get(i);
                    assertEquals(golden.probabilities().get(i), own, 2e-6);
                }
            }
            ModelDescription description = model.description();
            assertEquals(THRESHOLDS, model.thresholds());
            assertEquals(UNITS, description.training().network().head().units());
            assertEquals(ImportedModel.STRATEGY, description.training().strategy());
            assertEquals(
                    KerasInitialWeights.of(KerasWeightsTest.file("import.h5")).weightsFingerprint(),
                    description.data().initialWeights());
        }
    }

    @Test
    void inDoublePrecisionTheLogitsAreThoseOfKeras() throws IOException {
        HeadSpec head = new HeadSpec(UNITS, 0, 0, 4);
        NetworkSpec spec = new NetworkSpec("cnn1", "early-fusion", PIXELS, head);
        NetworkBuilder net = new NetworkBuilder();
        Tensor logits = spec.build(
                net, Backbones.load().require("cnn1"), FusionStrategies.load().require("early-fusion"));
        try (KerasImport.Imported imported = wanted().read();
                Network network = net.allocate(logits, DataType.DOUBLE)) {
            assertTrue(KerasWeights.load(KerasWeightsTest.file("import.h5"), network)
                    .isComplete());
            try (SaliencySession session = network.saliency()) {
                for (Golden golden : golden()) {
                    List<float[]> inputs = imported.model().encoder().allocate(1);
                    imported.model().encoder().encode(List.of(golden.patient()), inputs);
                    session.logits(inputs);
                    for (int i = 0; i < 3; i++) {
                        double p = golden.probabilities().get(i);
                        // inputs are floats: pixels and z-scores are off by up to 6e-8
                        assertEquals(Math.log(p / (1 - p)), session.output().getDouble(i), 1e-6);
                    }
                }
            }
        }
    }

    @Test
    void namesOfTheHeadCanBeGiven() throws IOException {
        try (KerasImport.Imported imported =
                wanted().head(List.of("dense_3", "dense_4", "dense_5")).read()) {
            assertTrue(imported.report().isComplete());
        }
        assertThrows(IllegalArgumentException.class, () -> wanted().head(List.of("dense_3")));
        KerasFileException e = assertThrows(
                KerasFileException.class,
                () -> wanted().head(List.of("dense_3", "dense_4", "last")).read());
        assertTrue(e.getMessage().contains("the file has no layer last"), e.getMessage());
    }

    @Test
    void whatIsMissingOrOfOtherSizeIsNamed() {
        KerasFileException body = assertThrows(
                KerasFileException.class,
                () -> KerasImport.of(KerasWeightsTest.file("import.h5"), "cnn2", "early-fusion", PIXELS)
                        .read());
        assertTrue(body.getMessage().contains("not loaded: block1_conv1=the file has 2 weights"), body.getMessage());
        KerasFileException pixels = assertThrows(
                KerasFileException.class,
                () -> KerasImport.of(KerasWeightsTest.file("import.h5"), "cnn1", "early-fusion", 32)
                        .read());
        assertTrue(
                pixels.getMessage()
                        .contains(
                                "head_dense1=the file's dense_3 has a kernel of extents [512, 16] instead of [2048, 16]"),
                pixels.getMessage());
    }
}
