package io.github.spectcad.benchmarks.networks;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The least that a program on ONNX Runtime does with an exported model: load it unchecked and run it on zeros. */
final class OnnxAlone implements Predictor {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxAlone(Path file) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
            session = environment.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void predict() {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
                long[] shape =
                        ((TensorInfo) input.getValue().getInfo()).getShape().clone();
                int size = 1;
                shape[0] = 1;
                for (long extent : shape) {
                    size = Math.multiplyExact(size, (int) extent);
                }
                inputs.put(
                        input.getKey(), OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[size]), shape));
            }
            session.run(inputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
