package io.github.spectcad.nn.onnx;

import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.fusion.ImageInput;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What servers want beside an exported model: {@value #TRITON} for NVIDIA's Triton Inference Server, and {@value #MONAI},
 * the {@code metadata.json} of a MONAI bundle.
 *
 * @since 0.1.0
 */
public final class DeploymentFiles {
    /** Name of Triton's file. */
    public static final String TRITON = "config.pbtxt";

    /** Name of MONAI's file. */
    public static final String MONAI = "metadata.json";

    private static final String MONAI_SCHEMA =
            "https://github.com/Project-MONAI/MONAI-extra-test-data/releases/download/0.8.1/meta_schema_20240725.json";
    private static final int MOST_PATIENTS_AT_ONCE = 32;
    private static final int CLINICAL_FEATURES = 4;

    private DeploymentFiles() {}

    /**
     * The files that {@link #write} writes.
     *
     * @param onnx the exported model
     * @return both, in the folder of the model
     */
    public static List<Path> beside(Path onnx) {
        return List.of(onnx.resolveSibling(TRITON), onnx.resolveSibling(MONAI));
    }

    /**
     * Writes both files beside an exported model; they are replaced if they exist.
     *
     * @param model the model
     * @param onnx where it was exported to
     * @throws IOException if a file cannot be written
     */
    public static void write(TrainedModel model, Path onnx) throws IOException {
        byte[] triton = triton(model, onnx.getFileName().toString()).getBytes(StandardCharsets.UTF_8);
        byte[] monai = Json.write(monai(model));
        AtomicFile.write(onnx.resolveSibling(TRITON), out -> out.write(triton));
        AtomicFile.write(onnx.resolveSibling(MONAI), out -> out.write(monai));
    }

    private static boolean clinical(TrainedModel model) {
        return model.description().training().network().head().clinicalFeatures() > 0;
    }

    private static String triton(TrainedModel model, String file) {
        int pixels = model.pixels().orElseThrow();
        StringBuilder inputs = new StringBuilder();
        String comma = "";
        for (ImageInput image : model.encoder().images()) {
            inputs.append(comma).append(tensor(image.name(), image.channels().size() + ", " + pixels + ", " + pixels));
            comma = ",\n";
        }
        if (clinical(model)) {
            inputs.append(comma).append(tensor(NetworkSpec.CLINICAL_INPUT, Integer.toString(CLINICAL_FEATURES)));
        }
        String outputs = tensor(ModelGraph.PROBABILITIES, "3") + ",\n" + tensor(ModelGraph.PATIENT_PROBABILITY, "1")
                + ",\n" + tensor(ModelGraph.LOGITS, "3");
        return "# " + Prediction.RESEARCH_USE_ONLY + "\n"
                + "# The model goes to VERSION/" + printable(file)
                + " of its folder in the repository, this file beside VERSION.\n"
                + "backend: \"onnxruntime\"\n"
                + "default_model_filename: " + quoted(file) + "\n"
                + "max_batch_size: " + MOST_PATIENTS_AT_ONCE + "\n"
                + "input [\n" + inputs + "\n]\n"
                + "output [\n" + outputs + "\n]\n";
    }

    private static String tensor(String name, String extents) {
        return "  { name: " + quoted(name) + ", data_type: TYPE_FP32, dims: [ " + extents + " ] }";
    }

    private static String quoted(String text) {
        return '"' + printable(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static Map<String, Object> monai(TrainedModel model) {
        ModelDescription description = model.description();
        Map<String, Object> inputs = new LinkedHashMap<>();
        int pixels = model.pixels().orElseThrow();
        for (ImageInput image : model.encoder().images()) {
            Map<String, String> channels =
                    numbered(image.channels().stream().map(PerfusionState::id).toList());
            inputs.put(
                    image.name(), tensor("image", "magnitude", "NM", List.of(pixels, pixels), List.of(0, 1), channels));
        }
        if (clinical(model)) {
            Map<String, String> features =
                    numbered(List.of("sex (1 male, 2 female)", "age in years", "weight in kg", "height in cm"));
            inputs.put(
                    NetworkSpec.CLINICAL_INPUT,
                    tensor("tuples", "clinical features", "n/a", List.of(), List.of(), features));
        }
        List<String> vessels =
                VesselTerritory.ORDER.stream().map(VesselTerritory::id).toList();
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put(
                ModelGraph.PROBABILITIES,
                tensor("probabilities", "one per vessel", "n/a", List.of(), List.of(0, 1), numbered(vessels)));
        outputs.put(
                ModelGraph.PATIENT_PROBABILITY,
                tensor(
                        "probabilities",
                        "the largest of the vessels",
                        "n/a",
                        List.of(),
                        List.of(0, 1),
                        numbered(List.of("patient"))));
        outputs.put(
                ModelGraph.LOGITS, tensor("tuples", "one per vessel", "n/a", List.of(), List.of(), numbered(vessels)));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("schema", MONAI_SCHEMA);
        metadata.put("version", description.versions().library());
        metadata.put("changelog", Map.of(description.versions().library(), "exported by spect"));
        metadata.put("monai_version", "1.4.0");
        metadata.put("pytorch_version", "2.4.0");
        metadata.put("numpy_version", "1.26.4");
        metadata.put("required_packages_version", Map.of("onnxruntime", "1.20.0"));
        metadata.put("optional_packages_version", Map.of());
        metadata.put(
                "name",
                description.training().network().backbone() + " "
                        + description.training().network().fusion());
        metadata.put("task", "Coronary artery disease from SPECT myocardial-perfusion polar maps");
        metadata.put(
                "description",
                "Probabilities of disease of the LAD, RCA and LCX from polar maps and clinical features");
        metadata.put("intended_use", description.intendedUse());
        metadata.put("authors", "see the model card");
        metadata.put("copyright", "see the model card");
        metadata.put("data_type", "numpy");
        metadata.put("image_classes", "rest and stress polar maps, 0 outside the disc, which touches the borders");
        metadata.put("pred_classes", String.join(", ", vessels));
        metadata.put("thresholds", description.thresholds());
        Map<String, Object> format = new LinkedHashMap<>();
        format.put("inputs", inputs);
        format.put("outputs", outputs);
        metadata.put("network_data_format", format);
        return metadata;
    }

    /** Channels by their numbers, as MONAI names them. */
    private static Map<String, String> numbered(List<String> channels) {
        Map<String, String> numbered = new LinkedHashMap<>();
        for (int c = 0; c < channels.size(); c++) {
            numbered.put(Integer.toString(c), channels.get(c));
        }
        return numbered;
    }

    /** A tensor as the schema wants it; an empty range is one that is not known. */
    private static Map<String, Object> tensor(
            String type,
            String format,
            String modality,
            List<Integer> extents,
            List<Integer> range,
            Map<String, String> channels) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", type);
        map.put("format", format);
        map.put("modality", modality);
        map.put("num_channels", channels.size());
        map.put("spatial_shape", extents);
        map.put("dtype", "float32");
        map.put("value_range", range);
        map.put("is_patch_data", false);
        map.put("channel_def", channels);
        return map;
    }
}
