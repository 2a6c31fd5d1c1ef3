package io.github.spectcad.benchmarks.networks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The exported network in ONNX Runtime, which does not train. */
final class OnnxContender implements Contender {
    private final OnnxAlone network;

    OnnxContender(String backbone, int pixels) {
        try {
            Path file = Files.createTempFile(backbone, ".onnx");
            try {
                OnnxSavedModel.save(backbone, pixels, file);
                network = new OnnxAlone(pixels, file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void step() {
        throw new IllegalStateException("ONNX Runtime does not train");
    }

    @Override
    public void predict() {
        network.predict();
    }

    @Override
    public void close() {
        network.close();
    }
}
