package io.github.spectcad.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.nn.backbone.Backbone;
import io.github.spectcad.nn.backbone.Backbones;
import io.github.spectcad.nn.fusion.FusionStrategies;
import io.github.spectcad.nn.fusion.LateFusion;
import io.github.spectcad.nn.graph.NetworkBuilder;
import io.github.spectcad.nn.graph.Tensor;
import io.github.spectcad.nn.layer.Add;
import io.github.spectcad.nn.layer.BatchNorm;
import io.github.spectcad.nn.layer.Binding;
import io.github.spectcad.nn.layer.BoundLayer;
import io.github.spectcad.nn.layer.Conv2d;
import io.github.spectcad.nn.layer.DepthwiseConv2d;
import io.github.spectcad.nn.layer.Layer;
import io.github.spectcad.nn.layer.Padding;
import io.github.spectcad.nn.layer.Pool2d;
import io.github.spectcad.nn.layer.Relu;
import io.github.spectcad.nn.layer.Shape;
import io.github.spectcad.nn.layer.ZeroPadding;
import io.github.spectcad.nn.model.Assurance;
import io.github.spectcad.nn.model.Averaging;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.OutOfSample;
import io.github.spectcad.nn.model.SeenPatients;
import io.github.spectcad.nn.model.TrainedModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exported models predict in ONNX Runtime, with all its optimisations, what they predict here. */
class OnnxExportTest {
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    static Stream<Arguments> backbonesAndInputs() {
        return Backbones.load().ids().stream()
                .flatMap(id -> FusionStrategies.load().ids().stream().map(fusion -> Arguments.of(id, fusion)));
    }

    @ParameterizedTest
    @CsvSource({"cnn1, early-fusion", "resnet50-v2, late-fusion", "efficientnet-b0, stress"})
    void exportedNetworksPredictTheSame(String backbone, String fusion) throws Exception {
        try (TrainedModel model = RandomModel.of(backbone, fusion, RandomModel.STANDARDISED)) {
            compare(model, exported(model));
        }
    }

    @ParameterizedTest
    @MethodSource("backbonesAndInputs")
    @Tag("slow")
    void everyBackboneWithEveryInputPredictsTheSame(String backbone, String fusion) throws Exception {
        for (MapScaler maps : List.of(RandomModel.STANDARDISED, MapScaler.IDENTITY)) {
            try (TrainedModel model = RandomModel.of(backbone, fusion, maps)) {
                compare(model, exported(model));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {23, 24, 29})
    void everyLayerAndPaddingPredictsTheSame(int pixels) throws Exception {
        for (Pool2d.Kind kind : Pool2d.Kind.values()) {
            for (boolean shared : new boolean[] {true, false}) {
                LateFusion fusion = new LateFusion("test:late", shared, kind);
                try (TrainedModel model = RandomModel.of(
                        new Everything(kind), fusion, pixels, RandomModel.STANDARDISED, Averaging.NONE)) {
                    compare(model, exported(model));
                }
            }
        }
    }

    @Test
    void ensemblesAreExportedAsOneGraph() throws Exception {
        try (TrainedModel first = RandomModel.of("cnn1", "late-fusion", RandomModel.STANDARDISED);
                TrainedModel second = RandomModel.of("cnn1", "late-fusion", RandomModel.STANDARDISED)) {
            second.use(network -> network.parameters().stream()
                    .filter(p -> p.name().endsWith("kernel"))
                    .forEach(p -> {
                        float[] values = network.parameterValues(p.name());
                        for (int i = 0; i < values.length; i++) {
                            values[i] *= 0.9f;
                        }
                        network.setParameter(p.name(), values);
                    }));
            ModelDescription d = first.description();
            ModelDescription both = d.ofEnsemble(
                    new Averaging(1, 2, 0),
                    d.training(),
                    d.thresholds(),
                    d.data(),
                    d.validation(),
                    d.imageUse(),
                    d.assurance());
            try (TrainedModel ensemble = TrainedModel.ensemble(List.of(first, second), both)) {
                compare(ensemble, exported(ensemble));
            }
        }
    }

    @Test
    void largeWeightsGoToASecondFile() throws Exception {
        try (TrainedModel model = RandomModel.of("cnn2", "rest", RandomModel.STANDARDISED)) {
            Path file = folder.resolve("two files.onnx");
            List<Path> files = OnnxExport.write(model, file, 10_000);
            Path data = folder.resolve("two files.onnx.data");
            assertEquals(List.of(file, data), files);
            assertTrue(Files.size(data) > 10 * Files.size(file), Files.size(file) + " and " + Files.size(data));
            compare(model, file);
        }
    }

    @Test
    void equalModelsGiveEqualFiles() throws Exception {
        try (TrainedModel model = RandomModel.of("cnn1", "rest", MapScaler.IDENTITY)) {
            byte[] once = Files.readAllBytes(exported(model));
            assertArrayEquals(once, Files.readAllBytes(exported(model)));
        }
    }

    @Test
    void theFileSaysWhatItIs() throws Exception {
        try (TrainedModel model = RandomModel.of("cnn1", "early-fusion", RandomModel.STANDARDISED);
                OnnxSession session = new OnnxSession(exported(model))) {
            Map<String, String> metadata = session.metadata();
            assertEquals(Prediction.RESEARCH_USE_ONLY, metadata.get("notice"));
            assertEquals(
                    model.description().withoutPatients(),
                    Json.read(metadata.get("model.json").getBytes(StandardCharsets.UTF_8), ModelDescription.class));
            assertEquals("rest_stress=rest,stress", metadata.get("spect.images"));
            assertEquals("0.25 0.5 0.75", metadata.get("spect.thresholds"));
            assertEquals(
                    List.of("rest_stress", "clinical"),
                    List.copyOf(session.session().getInputNames()));
            assertEquals(
                    List.of("logits", "probabilities", "patient_probability"),
                    List.copyOf(session.session().getOutputNames()));
            assertEquals(
                    ModelDescription.INTENDED_USE,
                    session.session().getMetadata().getDescription());
        }
    }

    @Test
    void nothingAboutSinglePatientsLeavesWithTheModel() throws Exception {
        SeenPatients seen = SeenPatients.of(List.of("anna", "bert"), List.of("carl"));
        OutOfSample predictions = new OutOfSample(
                List.of(List.of(0.123456), List.of(0.234567), List.of(0.345678)),
                List.of(List.of(1), List.of(0), List.of(1)));
        try (TrainedModel first = RandomModel.of("cnn1", "rest", RandomModel.STANDARDISED);
                TrainedModel second = RandomModel.of("cnn1", "rest", RandomModel.STANDARDISED)) {
            ModelDescription d = first.description();
            ModelDescription known = d.ofEnsemble(
                    new Averaging(1, 2, 0),
                    d.training(),
                    d.thresholds(),
                    new ModelDescription.Data(2, "of-training", 1, "of-validation", "", seen),
                    d.validation(),
                    d.imageUse(),
                    new Assurance(predictions, null, null, null));
            try (TrainedModel model = TrainedModel.ensemble(List.of(first, second), known)) {
                String file = Files.readString(exported(model), StandardCharsets.ISO_8859_1);
                assertTrue(file.contains("of-training") && file.contains("\"trainingPatients\""));
                Stream.concat(seen.training().stream(), seen.validation().stream())
                        .forEach(digest -> assertFalse(file.contains(digest), digest));
                predictions
                        .probabilities()
                        .forEach(vessel ->
                                assertFalse(file.contains(vessel.get(0).toString()), vessel::toString));
            }
        }
    }

    @Test
    void modelsThatTurnMapsAreRefused() {
        Backbone tower = Backbones.load().require("cnn1");
        try (TrainedModel model = RandomModel.of(
                tower, FusionStrategies.load().require("rest"), 32, MapScaler.IDENTITY, new Averaging(1, 1, 10))) {
            Path file = folder.resolve("turned.onnx");
            String message = assertThrows(IllegalArgumentException.class, () -> OnnxExport.write(model, file))
                    .getMessage();
            assertTrue(message.contains("10.0 degrees"), message);
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void layersThatDoNotKnowOnnxAreNamed() {
        Backbone tower = new Backbone() {
            @Override
            public String id() {
                return "test:unknown";
            }

            @Override
            public Tensor build(NetworkBuilder net, Tensor image) {
                return net.add("odd_one", new Unknown(), net.relu("relu", image));
            }

            @Override
            public int minimumPixels() {
                return 1;
            }

            @Override
            public List<String> references() {
                return List.of("none");
            }
        };
        try (TrainedModel model = RandomModel.of(
                tower, FusionStrategies.load().require("rest"), 32, MapScaler.IDENTITY, Averaging.NONE)) {
            Path file = folder.resolve("unknown.onnx");
            String message = assertThrows(IllegalArgumentException.class, () -> OnnxExport.write(model, file))
                    .getMessage();
            assertTrue(message.contains("odd_one") && message.contains("Unknown"), message);
            assertFalse(Files.exists(file));
        }
    }

    private Path exported(TrainedModel model) throws Exception {
        Path file = folder.resolve("model.onnx");
        assertEquals(List.of(file), OnnxExport.write(model, file));
        return file;
    }

    private static void compare(TrainedModel model, Path file) throws Exception {
        List<PatientStudy> patients = RandomModel.patients(3, model.pixels().orElseThrow());
        List<Prediction> expected = model.classify(patients);
        try (OnnxSession session = new OnnxSession(file)) {
            assertClose(expected, session.run(RandomModel.rawInputs(model, patients), 3));
            for (int i = 0; i < 3; i++) {
                assertClose(
                        expected.subList(i, i + 1),
                        session.run(RandomModel.rawInputs(model, patients.subList(i, i + 1)), 1));
            }
        }
    }

    private static void assertClose(List<Prediction> expected, Map<String, float[]> outputs) {
        float[] p = outputs.get("probabilities");
        float[] patient = outputs.get("patient_probability");
        float[] logits = outputs.get("logits");
        assertEquals(3 * expected.size(), p.length);
        assertEquals(expected.size(), patient.length);
        for (int i = 0; i < expected.size(); i++) {
            Prediction e = expected.get(i);
            double[] wanted = {e.lad(), e.rca(), e.lcx()};
            for (int v = 0; v < 3; v++) {
                assertEquals(wanted[v], p[3 * i + v], TOLERANCE, e + " and " + p[3 * i + v]);
                assertEquals(wanted[v], 1 / (1 + Math.exp(-logits[3 * i + v])), TOLERANCE);
            }
            assertEquals(e.patientProbability(), patient[i], TOLERANCE);
        }
    }

    /** The layers and settings that no backbone with a quick export has, paddings before pools among them. */
    private record Everything(Pool2d.Kind kind) implements Backbone {
        @Override
        public String id() {
            return "test:everything";
        }

        @Override
        public Tensor build(NetworkBuilder net, Tensor image) {
            Tensor x = net.conv("stem", image, Conv2d.of(6, 3, 5).padding(Padding.of(1, 1, 2, 2)));
            x = net.batchNorm("shift", x, 1e-3);
            Pool2d pool = new Pool2d(kind, 3, 2, Padding.VALID);
            Tensor zeros = net.add("zeros", new ZeroPadding(1, 2, 0, 1), x);
            Tensor negative = net.add("negative", new Add(-3), zeros, zeros); // below 0, where zeros of a pool win
            Tensor padded = net.add("padded", new ZeroPadding(2, 1, 1, 2), negative);
            Tensor wide = net.add("wide", new ZeroPadding(3, 3, 3, 3), negative);
            Tensor pooled = net.add("pooled", pool, net.dropout("kept", padded, 0.2));
            Tensor own = net.add("own", pool.same(), padded);
            Tensor beyond = net.add("beyond", pool, wide);
            Tensor strided = net.conv("strided", negative, Conv2d.of(5, 4).stride(2));
            Tensor deep = net.add("deep", DepthwiseConv2d.of(3).stride(2), negative);
            Tensor norm = net.add("norm", new BatchNorm(1e-3, 0.9, false, false, false, false), deep);
            Tensor small = net.relu("small_relu", net.conv("small", net.add("s", pool.same(), norm), Conv2d.of(4, 1)));
            List<Tensor> ends = Stream.of(pooled, own, beyond, strided, norm, small)
                    .map(end -> net.conv("to_" + end.name(), end, Conv2d.of(8, 3)))
                    .toList();
            int side = ends.stream()
                    .mapToInt(e -> Math.min(e.shape().height(), e.shape().width()))
                    .min()
                    .orElseThrow();
            return net.concat(
                    "join", ends.stream().map(e -> cropped(net, e, side)).toArray(Tensor[]::new));
        }

        /** Brings a map to the size of the smallest by convolutions without padding. */
        private static Tensor cropped(NetworkBuilder net, Tensor map, int side) {
            int height = map.shape().height() - side + 1;
            int width = map.shape().width() - side + 1;
            return net.add(
                    "relu_" + map.name(),
                    new Relu(),
                    net.conv(
                            "crop_" + map.name(),
                            map,
                            Conv2d.of(4, height, width).padding(Padding.VALID)));
        }

        @Override
        public int minimumPixels() {
            return 8;
        }

        @Override
        public List<String> references() {
            return List.of("none");
        }
    }

    /** A plugin's layer. */
    private record Unknown() implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public BoundLayer bind(Binding binding) {
            return new Relu().bind(binding);
        }
    }
}
