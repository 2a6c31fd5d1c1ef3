package io.github.spectcad.benchmarks.networks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The exported network in ONNX Runtime, which does not train. */
final class OnnxContender implements Contender {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs;

    OnnxContender(String backbone, int pixels) {
        try {
            Path file = Files.createTempFile(backbone, ".onnx");
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                OnnxSavedModel.save(backbone, pixels, file);
                OrtEnvironment environment = OrtEnvironment.getEnvironment();
                options.setIntraOpNumThreads(threads());
                session = environment.createSession(file.toString(), options);
                Batch patient = new Batch(1, pixels);
                inputs = Map.of(
                        "rest_stress", tensor(environment, patient.images(), 1, 2, pixels, pixels),
                        "clinical", tensor(environment, patient.clinical(), 1, 4));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int threads() {
        String threads = System.getenv("OMP_NUM_THREADS");
        return threads == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(threads);
    }

    private static OnnxTensor tensor(OrtEnvironment environment, float[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    }

    @Override
    public void step() {
        throw new IllegalStateException("ONNX Runtime does not train");
    }

    @Override
    public void predict() {
        try {
            session.run(inputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            inputs.values().forEach(OnnxTensor::close);
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
