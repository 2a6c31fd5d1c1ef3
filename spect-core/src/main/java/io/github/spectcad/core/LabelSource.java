package io.github.spectcad.core;

/** Where the label of a training or validation patient comes from. */
public enum LabelSource {
    /** Invasive coronary angiography. */
    ANGIOGRAPHY,
    /** Expert readers. */
    EXPERT_READING,
    /** Predicted by the model of the plan's teacher strategy. */
    PSEUDO_LABEL
}
