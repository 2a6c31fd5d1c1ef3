package io.github.spectcad.nn.model;

/** What counts as right in the accuracy that decides about the learning rate and the best epoch. */
public enum AccuracyRule {
    /** Each vessel by itself: right where probability and label lie on the same side of 0.5. */
    BINARY,
    /**
     * What Keras' {@code metrics=['accuracy']} computes for three sigmoid outputs: the patient is right where the vessel
     * of the largest probability is the vessel of the largest label, the first of equals; a patient without disease is
     * right where LAD is the largest.
     */
    KERAS_COMPAT
}
