package io.github.spectcad.study.factorial;

/**
 * What is done with a cell.
 *
 * @since 0.1.0
 */
public enum CellTask {
    /** Trains it and stores the result. */
    TRAIN,
    /** Predicts the test patients with its model, once all cells are trained. */
    PREDICT_TEST
}
