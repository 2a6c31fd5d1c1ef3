package io.github.spectcad.benchmarks.networks;

import io.github.spectcad.benchmarks.pytorch.TorchBackbone;
import io.github.spectcad.benchmarks.pytorch.TorchModule;
import io.github.spectcad.benchmarks.pytorch.TorchNetwork;
import java.io.IOException;
import java.nio.file.Path;

/** A TorchScript file. */
final class TorchSavedModel implements Predictor {
    private final TorchModule module;
    private final Batch patient;

    TorchSavedModel(int pixels, Path file) throws IOException {
        module = new TorchModule(file, pixels);
        patient = new Batch(1, pixels);
    }

    @Override
    public void predict() {
        module.predict(patient.images(), patient.clinical());
    }

    @Override
    public void close() {
        module.close();
    }

    /** Saves a network of random parameters. */
    static void save(String backbone, int pixels, Path file) throws IOException {
        try (TorchNetwork network = new TorchNetwork(TorchBackbone.of(backbone), pixels, 1)) {
            network.save(file);
        }
    }
}
