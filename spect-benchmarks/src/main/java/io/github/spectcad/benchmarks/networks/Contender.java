package io.github.spectcad.benchmarks.networks;

/** A network ready to be timed: early fusion, the paper's head. */
interface Contender extends AutoCloseable {
    /** One step of training on a batch of {@link Batch#TRAINING} patients. */
    void step();

    /** The prediction of one patient, by the parameters as they were at the first call or later. */
    void predict();

    @Override
    void close();
}
