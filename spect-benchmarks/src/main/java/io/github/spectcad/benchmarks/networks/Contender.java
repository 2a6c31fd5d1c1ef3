package io.github.spectcad.benchmarks.networks;

/** A network ready to be timed: early fusion, the paper's head. */
interface Contender extends Predictor {
    /** One step of training on a batch of {@link Batch#TRAINING} patients. */
    void step();
}
