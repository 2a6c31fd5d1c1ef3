package io.github.spectcad.benchmarks.networks;

import io.github.spectcad.benchmarks.pytorch.TorchBackbone;
import io.github.spectcad.benchmarks.pytorch.TorchNetwork;

/** The network in PyTorch. */
final class TorchContender implements Contender {
    private final TorchNetwork network;
    private final Batch training;
    private final Batch patient;

    TorchContender(String backbone, int pixels) {
        network = new TorchNetwork(TorchBackbone.of(backbone), pixels, 1);
        training = new Batch(Batch.TRAINING, pixels);
        patient = new Batch(1, pixels);
    }

    @Override
    public void step() {
        network.step(training.images(), training.clinical(), training.labels());
    }

    @Override
    public void predict() {
        network.predict(patient.images(), patient.clinical());
    }

    @Override
    public void close() {
        network.close();
    }
}
