package io.github.spectcad.benchmarks.networks;

import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.graph.Adam;
import io.github.spectcad.nn.graph.FrozenNetwork;
import io.github.spectcad.nn.graph.Network;
import io.github.spectcad.nn.graph.TrainingSession;
import java.util.List;

/** The network of this library. */
final class SpectContender implements Contender {
    private static final double LEARNING_RATE = 0.001;

    private final Network network;
    private final Batch training;
    private final Batch patient;
    private TrainingSession session;
    private FrozenNetwork frozen;
    private long steps;

    SpectContender(String backbone, int pixels) {
        network = new NetworkSpec(backbone, "early-fusion", pixels, HeadSpec.PAPER).assemble(1);
        training = new Batch(Batch.TRAINING, pixels);
        patient = new Batch(1, pixels);
    }

    @Override
    public void step() {
        if (session == null) {
            session = network.train(Adam.KERAS);
        }
        session.step(List.of(training.images(), training.clinical()), training.labels(), LEARNING_RATE, steps++);
    }

    @Override
    public void predict() {
        if (frozen == null) {
            frozen = network.freeze();
        }
        frozen.probabilities(List.of(patient.images(), patient.clinical()), 1);
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
        if (frozen != null) {
            frozen.close();
        }
        network.close();
    }
}
