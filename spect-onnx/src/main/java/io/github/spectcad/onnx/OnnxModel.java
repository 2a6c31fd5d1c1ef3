package io.github.spectcad.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.Disc;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.core.spi.Lifetime;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A trained model that was exported as an ONNX file and predicts through ONNX Runtime. Research use only, not for diagnosis.
 *
 * <p>Safe for concurrent use, closing included: calls under way end normally, later ones throw
 * {@link IllegalStateException}, and the native memory is released when the last call has ended. A patient's prediction is
 * the same whoever else is predicted with it, and agrees with that of the model that was exported within 1e-5. Each
 * prediction uses as many threads as there are processors. The file is read while it is loaded only.
 *
 * <pre>{@code
 * try (CadClassifier model = OnnxModel.load(path)) {
 *     Prediction prediction = model.classify(patient);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class OnnxModel implements CadClassifier {
    private static final String CLINICAL = "clinical";
    private static final String PROBABILITIES = "probabilities";

    private final OnnxMetadata metadata;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Lifetime lifetime;

    private OnnxModel(OnnxMetadata metadata, OrtEnvironment environment, OrtSession session) {
        this.metadata = metadata;
        this.environment = environment;
        this.session = session;
        this.lifetime = new Lifetime("model", this::release);
    }

    /**
     * Loads an exported model. The whole file is checked before ONNX Runtime reads it.
     *
     * @param file the file; one with weights of their own needs these beside it
     * @return the model, to be closed
     * @throws OnnxFileException if the file is refused, saying why
     * @throws IOException if reading fails
     * @throws IllegalStateException if ONNX Runtime has no native library for this platform or it cannot be loaded
     */
    public static OnnxModel load(Path file) throws IOException {
        // the native library takes as long to load as the file to check
        CompletableFuture<OrtEnvironment> runtime =
                CompletableFuture.supplyAsync(OnnxModel::environment, OnnxModel::beside);
        OnnxMetadata metadata = OnnxFile.check(file);
        OrtEnvironment environment = await(runtime);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
            OrtSession session = environment.createSession(file.toString(), options);
            try {
                requireInterface(session, metadata);
                return new OnnxModel(metadata, environment, session);
            } catch (OrtException | IllegalArgumentException e) {
                session.close();
                throw e;
            }
        } catch (OrtException | IllegalArgumentException e) {
            throw new OnnxFileException(file, "ONNX Runtime refuses the model: " + e.getMessage(), e);
        }
    }

    private static OrtEnvironment environment() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw new IllegalStateException("telemetry of ONNX Runtime cannot be switched off", e);
        }
        return environment;
    }

    private static void beside(Runnable task) {
        Thread thread = new Thread(task, "spect-onnx-runtime");
        thread.setDaemon(true);
        thread.start();
    }

    private static OrtEnvironment await(CompletableFuture<OrtEnvironment> runtime) {
        try {
            return runtime.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "ONNX Runtime cannot be loaded on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + e.getCause(),
                    e.getCause());
        }
    }

    private static void requireInterface(OrtSession session, OnnxMetadata metadata) throws OrtException {
        Map<String, long[]> wanted = new LinkedHashMap<>();
        int pixels = metadata.inputs().pixels();
        metadata.images()
                .forEach((name, channels) -> wanted.put(name, new long[] {-1, channels.size(), pixels, pixels}));
        if (metadata.inputs().clinical()) {
            wanted.put(CLINICAL, new long[] {-1, 4});
        }
        Map<String, NodeInfo> inputs = session.getInputInfo();
        if (!inputs.keySet().equals(wanted.keySet())) {
            throw new IllegalArgumentException("inputs are " + inputs.keySet() + ": described are " + wanted.keySet());
        }
        for (Map.Entry<String, long[]> input : wanted.entrySet()) {
            requireShape(inputs.get(input.getKey()), input.getValue());
        }
        NodeInfo output = session.getOutputInfo().get(PROBABILITIES);
        if (output == null) {
            throw new IllegalArgumentException("there is no output " + PROBABILITIES);
        }
        requireShape(output, new long[] {-1, 3});
    }

    private static void requireShape(NodeInfo node, long[] shape) {
        if (!(node.getInfo() instanceof TensorInfo info)
                || info.type != ai.onnxruntime.OnnxJavaType.FLOAT
                || !Arrays.equals(info.getShape(), shape)) {
            throw new IllegalArgumentException(
                    node.getName() + " is " + node.getInfo() + ": must be floats of shape " + Arrays.toString(shape));
        }
    }

    @Override
    public OptionalInt pixels() {
        return OptionalInt.of(metadata.inputs().pixels());
    }

    @Override
    public Set<PerfusionState> states() {
        return metadata.inputs().states();
    }

    @Override
    public Thresholds thresholds() {
        return metadata.thresholds();
    }

    /** {@return the description of the model, the JSON that model files hold as {@code model.json}} */
    public String description() {
        return metadata.description();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if a patient lacks what the model needs, naming patient and what is missing, or the
     *     disc of a map does not touch its borders and the model standardises maps within it
     * @throws IllegalStateException if the model is closed, or ONNX Runtime fails
     * @throws ArithmeticException if the model gives NaN
     */
    @Override
    public List<Prediction> classify(List<PatientStudy> patients, MapGate gate) {
        return lifetime.use(() -> {
            patients.forEach(this::check);
            patients.forEach(patient -> gate.check(patient, states()));
            List<Prediction> predictions = new ArrayList<>();
            for (PatientStudy patient : patients) {
                predictions.add(predict(patient));
            }
            return predictions;
        });
    }

    private void check(PatientStudy patient) {
        metadata.inputs().check(patient);
        for (PerfusionState state : states()) {
            PolarMap map = metadata.inputs().map(patient, state);
            if (metadata.withinDisc() && !map.disc().equals(Disc.inscribed(map.pixels()))) {
                throw new IllegalArgumentException("the " + state.id() + " map of patient '" + patient.patientId()
                        + "' has its disc at " + map.disc() + ": the exported model takes maps whose disc touches the"
                        + " borders, as those that are read from files");
            }
        }
    }

    private Prediction predict(PatientStudy patient) {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            int pixels = metadata.inputs().pixels();
            for (Map.Entry<String, List<PerfusionState>> image :
                    metadata.images().entrySet()) {
                int channels = image.getValue().size();
                float[] values = new float[channels * pixels * pixels];
                for (int c = 0; c < channels; c++) {
                    metadata.inputs().map(patient, image.getValue().get(c)).copyTo(values, c * pixels * pixels);
                }
                inputs.put(image.getKey(), tensor(values, 1, channels, pixels, pixels));
            }
            if (metadata.inputs().clinical()) {
                double[] features = patient.clinical().vector();
                float[] values = new float[features.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) features[i];
                }
                inputs.put(CLINICAL, tensor(values, 1, values.length));
            }
            try (OrtSession.Result result = session.run(inputs, Set.of(PROBABILITIES))) {
                float[] p = ((float[][]) result.get(0).getValue())[0];
                if (Float.isNaN(p[0] + p[1] + p[2])) {
                    throw new ArithmeticException("the network gives NaN for patient '" + patient.patientId() + "'");
                }
                return new Prediction(patient.patientId(), p[0], p[1], p[2]);
            }
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime cannot predict patient '" + patient.patientId() + "': " + e.getMessage(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(float[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    }

    /** Ends the model without waiting for calls under way. Does nothing the second time. */
    @Override
    public void close() {
        lifetime.close();
    }

    private void release() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot release the model: " + e.getMessage(), e);
        }
    }
}
