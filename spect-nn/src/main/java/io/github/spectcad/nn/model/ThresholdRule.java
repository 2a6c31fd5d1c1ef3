package io.github.spectcad.nn.model;

/** How the decision threshold of each vessel is chosen; never on test data. */
public enum ThresholdRule {
    /** 0.5 for every vessel. */
    HALF,
    /**
     * The threshold of the largest Youden index (sensitivity + specificity - 1) on the validation patients, half way
     * between two neighbouring probabilities; among equals the one nearest 0.5. 0.5 where the validation patients have
     * one class only or no threshold does better than chance.
     */
    YOUDEN
}
