package io.github.spectcad.nn.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An exported model in ONNX Runtime with all its optimisations. */
final class OnnxSession implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;

    OnnxSession(Path file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(2);
            session = ENVIRONMENT.createSession(file.toString(), options);
        }
    }

    Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    OrtSession session() {
        return session;
    }

    /** All outputs of a batch, row-major. */
    Map<String, float[]> run(Map<String, float[]> inputs, int batch) throws OrtException {
        List<OnnxTensor> tensors = new ArrayList<>();
        Map<String, OnnxTensor> feed = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, float[]> input : inputs.entrySet()) {
                long[] shape = ((ai.onnxruntime.TensorInfo)
                                session.getInputInfo().get(input.getKey()).getInfo())
                        .getShape();
                shape[0] = batch;
                OnnxTensor tensor = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(input.getValue()), shape);
                tensors.add(tensor);
                feed.put(input.getKey(), tensor);
            }
            Map<String, float[]> outputs = new LinkedHashMap<>();
            try (OrtSession.Result result = session.run(feed)) {
                for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
                    FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
                    float[] values = new float[buffer.remaining()];
                    buffer.get(values);
                    outputs.put(output.getKey(), values);
                }
            }
            return outputs;
        } finally {
            tensors.forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
