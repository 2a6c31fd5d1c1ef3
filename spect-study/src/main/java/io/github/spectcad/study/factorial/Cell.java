package io.github.spectcad.study.factorial;

import java.io.Serializable;
import java.util.Objects;

/**
 * One combination of the factors.
 *
 * @param backbone id of the backbone
 * @param input id of the fusion strategy
 * @param augmented whether maps are rotated at random in training
 * @param strategy id of the training strategy
 */
public record Cell(String backbone, String input, boolean augmented, String strategy) implements Serializable {
    /** Checks the values. */
    public Cell {
        Objects.requireNonNull(backbone, "backbone");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(strategy, "strategy");
    }

    /** {@return backbone and input, which pre-trained weights belong to} */
    String network() {
        return backbone + " " + input;
    }

    /** {@return {@code with} or {@code without}, the levels of the factor augmentation} */
    public String augmentation() {
        return augmented ? "with" : "without";
    }

    /** {@return a name that is unique in a study and may be part of a file name} */
    public String id() {
        return String.join("_", strategy, augmented ? "waug" : "woaug", backbone, input)
                .replace(':', '.');
    }

    /** {@return the name for people, in the order of the paper} */
    public String title() {
        return strategy + " " + (augmented ? "WAug " : "WoAug ") + backbone + " " + input;
    }

    /**
     * The cell of another strategy, all else equal.
     *
     * @param other id of the strategy
     * @return the cell
     */
    public Cell withStrategy(String other) {
        return new Cell(backbone, input, augmented, other);
    }
}
