package io.github.spectcad.benchmarks.networks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** The least that a program on ONNX Runtime does with an exported model of early fusion: load it unchecked and run it. */
final class OnnxAlone implements Predictor {
    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs;

    OnnxAlone(int pixels, Path file) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads());
            session = environment.createSession(file.toString(), options);
            Batch patient = new Batch(1, pixels);
            inputs = Map.of(
                    "rest_stress", tensor(environment, patient.images(), 1, 2, pixels, pixels),
                    "clinical", tensor(environment, patient.clinical(), 1, 4));
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
