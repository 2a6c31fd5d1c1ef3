package io.github.spectcad.benchmarks.networks;

/** A network that predicts the patient of {@link Batch}. */
interface Predictor extends AutoCloseable {
    /** The prediction of one patient, by the parameters as they were at the first call or later. */
    void predict();

    @Override
    void close();
}
