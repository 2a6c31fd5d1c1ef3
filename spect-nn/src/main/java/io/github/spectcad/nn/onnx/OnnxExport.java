package io.github.spectcad.nn.onnx;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.file.AtomicFile;
import io.github.spectcad.nn.fusion.ImageInput;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.model.Json;
import io.github.spectcad.nn.model.MapScaler;
import io.github.spectcad.nn.model.ModelDescription;
import io.github.spectcad.nn.model.PatientEncoder;
import io.github.spectcad.nn.model.TrainedModel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes a trained model as an ONNX file (operator set {@value #OPERATOR_SET}) that other runtimes predict with.
 *
 * <p>Inputs, named as the model's, with a symbolic batch: each image input {@code [batch, channels, pixels, pixels]}, maps
 * in [0, 1] with 0 outside the disc, which is the one that touches the borders; {@code clinical [batch, 4]}, where the model
 * takes it: sex (1 male, 2 female), age in years, weight in kg, height in cm. The scalers of both are part of the graph.
 * Outputs: {@code probabilities [batch, 3]} of LAD, RCA and LCX, calibrated if the model is,
 * {@code patient_probability [batch, 1]}, the largest of them, and {@code logits [batch, 3]}, what the network gives.
 *
 * <p>Metadata: the description of the model as {@code model.json}, without what is about single patients
 * ({@link ModelDescription#withoutPatients}), the notice that it is for research use only, and what
 * {@code spect-onnx} needs to predict patients. Weights of more than {@value #MOST_EMBEDDED} bytes go to a second file beside
 * the first, called as it with {@code .data} after its name; the two belong together. Equal models give equal files.
 *
 * @since 0.1.0
 */
public final class OnnxExport {
    /** The version of ONNX' operators. */
    public static final int OPERATOR_SET = 13;

    /** The most bytes of weights that a file holds: messages of Protocol Buffers end at 2 GiB. */
    static final long MOST_EMBEDDED = 2_000_000_000L;

    private static final int IR_VERSION = 7; // the one of operator set 13
    private static final int EXTERNAL_FROM = 1024; // bytes; shapes and the like stay in the graph
    private static final int PAGE = 4096;

    private final Network network;
    private final ModelDescription description;
    private final PatientEncoder encoder;
    private final Path file;

    private OnnxExport(Network network, TrainedModel model, Path file) {
        this.network = network;
        this.description = model.description();
        this.encoder = model.encoder();
        this.file = file;
    }

    /**
     * Writes a model, each file whole or not at all.
     *
     * @param model the model
     * @param file where to; replaced if it exists
     * @return the files written: the file, and the one of its weights if there is one
     * @throws IllegalArgumentException if the model cannot be written so: it averages over rotations, is
     *     calibrated by isotonic regression, or has a layer of a plugin that is not known in ONNX, naming it
     * @throws IOException if a file cannot be written
     * @throws IllegalStateException if the model is closed
     */
    public static List<Path> write(TrainedModel model, Path file) throws IOException {
        return write(model, file, MOST_EMBEDDED);
    }

    static List<Path> write(TrainedModel model, Path file, long mostEmbedded) throws IOException {
        double rotation = model.description().averaging().rotationDegrees();
        if (rotation != 0) {
            throw new IllegalArgumentException("the model predicts by the mean over maps turned by " + rotation
                    + " degrees to either side, which is not written as ONNX: train it without --test-rotation");
        }
        if (!CalibratedLogits.canWrite(model.description().assurance().calibration())) {
            throw new IllegalArgumentException(
                    "the model is calibrated by isotonic regression, whose steps are not written"
                            + " as ONNX: calibrate it by platt, temperature or beta");
        }
        List<Path> written = new ArrayList<>();
        model.use(network -> written.addAll(new OnnxExport(network, model, file).write(mostEmbedded)));
        return written;
    }

    private List<Path> write(long mostEmbedded) throws IOException {
        ModelGraph model =
                new ModelGraph(network, encoder, description.assurance().calibration());
        List<Constant> constants = model.nodes().constants();
        ProtoMessage graph = model.write("spect");
        Map<String, String> metadata = metadata();
        List<Path> files = new ArrayList<>();
        if (constants.stream().mapToLong(Constant::bytes).sum() > mostEmbedded) {
            Path data = file.resolveSibling(file.getFileName() + ".data");
            metadata.put("spect.data_crc32c", writeData(data, constants, graph));
            files.add(data);
        } else {
            constants.forEach(constant -> graph.message(5, constant.embedded()));
        }
        ProtoMessage message = message(graph, metadata);
        AtomicFile.write(file, out -> {
            CRC32C checksum = new CRC32C();
            message.writeTo(new CheckedOutputStream(out, checksum));
            // a message may end with any of its fields: the last is the checksum of all before it
            new ProtoMessage()
                    .message(14, Constant.entry("spect.crc32c", hex(checksum)))
                    .writeTo(out);
        });
        files.add(0, file);
        return files;
    }

    /** Writes the large constants to a file of their own, each from the beginning of a page; the graph points there. */
    private static String writeData(Path data, List<Constant> constants, ProtoMessage graph) throws IOException {
        CRC32C checksum = new CRC32C();
        AtomicFile.write(data, out -> {
            OutputStream checked = new CheckedOutputStream(out, checksum);
            long offset = 0;
            for (Constant constant : constants) {
                if (constant.bytes() < EXTERNAL_FROM) {
                    graph.message(5, constant.embedded());
                } else {
                    graph.message(5, constant.external(data.getFileName().toString(), offset));
                    constant.writeTo(checked);
                    int gap = (int) (-constant.bytes() & (PAGE - 1));
                    checked.write(new byte[gap]);
                    offset += constant.bytes() + gap;
                }
            }
        });
        return hex(checksum);
    }

    /** The {@code ModelProto}, without the checksum. */
    private ProtoMessage message(ProtoMessage graph, Map<String, String> metadata) {
        ProtoMessage message = new ProtoMessage()
                .integer(1, IR_VERSION)
                .text(2, "spect")
                .text(3, description.versions().library())
                .text(6, description.intendedUse())
                .message(8, new ProtoMessage().text(1, "").integer(2, OPERATOR_SET));
        metadata.forEach((key, value) -> message.message(14, Constant.entry(key, value)));
        return message.message(7, graph);
    }

    private static String hex(CRC32C checksum) {
        return String.format(Locale.ROOT, "%08x", checksum.getValue());
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("notice", Prediction.RESEARCH_USE_ONLY);
        metadata.put("model.json", new String(Json.write(description.withoutPatients()), StandardCharsets.UTF_8));
        metadata.put("spect.format", "1");
        metadata.put(
                "spect.pixels",
                Integer.toString(description.training().network().pixels()));
        metadata.put(
                "spect.images",
                encoder.images().stream().map(OnnxExport::channels).collect(Collectors.joining(" ")));
        boolean clinical = description.training().network().head().clinicalFeatures() > 0;
        metadata.put("spect.clinical", Boolean.toString(clinical));
        metadata.put("spect.within_disc", Boolean.toString(!encoder.maps().equals(MapScaler.IDENTITY)));
        metadata.put(
                "spect.thresholds",
                description.thresholds().stream().map(Object::toString).collect(Collectors.joining(" ")));
        return metadata;
    }

    /** An input, percent-encoded, and the state of each of its channels: {@code rest_stress=rest,stress}. */
    private static String channels(ImageInput image) {
        return URLEncoder.encode(image.name(), StandardCharsets.UTF_8) + "="
                + image.channels().stream().map(state -> state.id()).collect(Collectors.joining(","));
    }
}
