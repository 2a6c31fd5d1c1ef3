package io.github.spectcad.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.io.ModelPredictions;
import io.github.spectcad.nn.model.PretrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model goes out as an ONNX file and predicts as before. */
class ExportCommandTest {
    @TempDir
    private static Path folder;

    private static String model;

    @BeforeAll
    static void copyModel() throws IOException {
        PretrainedModel pretrained = PretrainedModel.onClassPath().stream()
                .filter(m -> m.backbone().equals("cnn1") && m.fusion().equals("early-fusion"))
                .findFirst()
                .orElseThrow();
        Path file = folder.resolve("model.zip");
        try (InputStream in = pretrained.file().openStream()) {
            Files.copy(in, file);
        }
        model = file.toString();
        CommandRun run = CommandRun.of(
                "phantom", "--out", folder.resolve("cohort").toString(), "--patients", "20", "--pixels", "32");
        assertEquals(0, run.exitCode(), run.err());
    }

    private static CommandRun export(Path to, String... more) {
        String[] args = {"export", "--model", model, "--onnx", to.toString()};
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return CommandRun.of(all);
    }

    private static List<Prediction> predict(String from, String... more) throws IOException {
        Path out = folder.resolve("predictions.csv");
        String[] args = {
            "predict",
            "--model",
            from,
            "--cohort",
            folder.resolve("cohort/cohort.csv").toString(),
            "--out",
            out.toString()
        };
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        CommandRun run = CommandRun.of(all);
        assertEquals(0, run.exitCode(), run.err());
        return ModelPredictions.read(out).predictions();
    }

    @Test
    void anExportedModelPredictsTheSame() throws IOException {
        Path onnx = folder.resolve("same/model.onnx");
        CommandRun run = export(onnx, "--json");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(3, new ObjectMapper().readTree(run.out()).get("files").size(), run.out());
        List<Prediction> expected = predict(model);
        for (List<Prediction> actual :
                List.of(predict(onnx.toString(), "--engine", "onnx"), predict(onnx.toString()))) {
            assertEquals(expected.size(), actual.size());
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.get(i).patientId(), actual.get(i).patientId());
                assertEquals(expected.get(i).lad(), actual.get(i).lad(), 1e-5);
                assertEquals(expected.get(i).rca(), actual.get(i).rca(), 1e-5);
                assertEquals(expected.get(i).lcx(), actual.get(i).lcx(), 1e-5);
            }
        }
    }

    @Test
    void filesForServersDescribeTheModel() throws IOException {
        assertEquals(0, export(folder.resolve("served/net \"1\".onnx")).exitCode());
        String triton = Files.readString(folder.resolve("served/config.pbtxt"));
        for (String part : List.of(
                "backend: \"onnxruntime\"",
                "default_model_filename: \"net \\\"1\\\".onnx\"",
                "{ name: \"rest_stress\", data_type: TYPE_FP32, dims: [ 2, 32, 32 ] }",
                "{ name: \"clinical\", data_type: TYPE_FP32, dims: [ 4 ] }",
                "{ name: \"probabilities\", data_type: TYPE_FP32, dims: [ 3 ] }")) {
            assertTrue(triton.contains(part), part + " in " + triton);
        }
        JsonNode monai = new ObjectMapper()
                .readTree(folder.resolve("served/metadata.json").toFile());
        JsonNode image = monai.at("/network_data_format/inputs/rest_stress");
        assertEquals(2, image.get("num_channels").asInt());
        assertEquals("stress", image.at("/channel_def/1").asText());
        assertTrue(monai.get("intended_use").asText().startsWith(Prediction.RESEARCH_USE_ONLY));
        for (String text : List.of(
                "schema",
                "version",
                "monai_version",
                "pytorch_version",
                "numpy_version",
                "task",
                "description",
                "authors",
                "copyright")) {
            assertTrue(monai.path(text).isTextual(), text);
        }
        assertTrue(monai.path("required_packages_version").isObject());
        assertTrue(monai.path("optional_packages_version").isObject());
        for (String side : List.of("inputs", "outputs")) {
            JsonNode tensors = monai.at("/network_data_format/" + side);
            assertEquals(side.equals("inputs") ? 2 : 3, tensors.size());
            tensors.forEach(tensor -> {
                assertTrue(
                        tensor.path("type").isTextual() && tensor.path("format").isTextual(), tensor::toString);
                assertTrue(
                        tensor.path("num_channels").isInt()
                                && tensor.path("dtype").isTextual(),
                        tensor::toString);
                assertTrue(
                        tensor.path("spatial_shape").isArray()
                                && tensor.path("value_range").isArray(),
                        tensor::toString);
                assertEquals(
                        tensor.path("num_channels").asInt(),
                        tensor.path("channel_def").size());
            });
        }
    }

    @Test
    void nothingIsReplacedUnasked() throws IOException {
        CommandRun overItself = CommandRun.of("export", "--model", model, "--onnx", model);
        assertEquals(1, overItself.exitCode());
        assertTrue(overItself.err().contains("is the input"), overItself.err());

        Path other = Files.createDirectories(folder.resolve("other"));
        byte[] theirs = {1, 2, 3};
        Files.write(other.resolve("metadata.json"), theirs);
        CommandRun run = export(other.resolve("model.onnx"));
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("metadata.json") && run.err().contains("--overwrite"), run.err());
        assertArrayEquals(theirs, Files.readAllBytes(other.resolve("metadata.json")));
        assertFalse(Files.exists(other.resolve("model.onnx")));
        assertEquals(0, export(other.resolve("model.onnx"), "--overwrite").exitCode());
    }

    @Test
    void aModelFileIsNoOnnxFile() {
        CommandRun run = CommandRun.of(
                "predict",
                "--engine",
                "onnx",
                "--model",
                model,
                "--cohort",
                folder.resolve("cohort/cohort.csv").toString(),
                "--out",
                folder.resolve("none.csv").toString());
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("model.zip: is no exported model"), run.err());
        assertFalse(Files.exists(folder.resolve("none.csv")));
    }
}
