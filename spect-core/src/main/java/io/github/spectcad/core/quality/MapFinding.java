package io.github.spectcad.core.quality;

import java.util.Objects;

/**
 * Something that speaks against a polar map, with its reason and what to do about it.
 *
 * @param kind what kind of finding
 * @param subject the map or patient it is about, as the caller named it
 * @param reason what was seen, with the figure and the limit
 * @param cure what to do
 * @since 0.1.0
 */
public record MapFinding(Kind kind, String subject, String reason, String cure) {
    /** The kinds of findings. */
    public enum Kind {
        /** Colours that are not grey, which have no order of their own. */
        COLOUR(true),
        /** The disc does not fill the square. */
        DISC_NOT_FILLED(true),
        /** The disc is larger than the square. */
        DISC_CROPPED(true),
        /** High uptake is dark. */
        INVERTED(true),
        /** All pixels of the disc are alike. */
        CONSTANT(true),
        /** Fewer than {@link MapQuality#SMALLEST_SIDE} pixels a side. */
        TOO_SMALL(true),
        /** The largest value stands far above nearly all others, which the division by the maximum makes dark. */
        OUTLYING_MAXIMUM(true),
        /** Rest and stress of a patient are one picture. */
        SAME_MAP(true),
        /** Two patients share a picture. */
        SHARED_MAP(true),
        /** Patients of two partitions share a picture: the test would be on training data. */
        LEAKAGE(true),
        /** Part of the rim is empty: the disc may lie off the centre. */
        RIM_PARTLY_EMPTY(false),
        /** Lines or letters are drawn over the map. */
        OVERLAY(false),
        /** So few different values that a stepped palette or a lack of counts is likely. */
        FEW_LEVELS(false),
        /** The names of the files say that rest and stress are exchanged. */
        STATES_EXCHANGED(false),
        /** The map is unlike those the model was trained on. */
        UNLIKE_TRAINING(false);

        private final boolean fault;

        Kind(boolean fault) {
            this.fault = fault;
        }

        /** {@return whether the map cannot be meant so and is refused; otherwise it is suspicious and only warned of} */
        public boolean isFault() {
            return fault;
        }
    }

    /** Checks the values. */
    public MapFinding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(cure, "cure");
    }

    /** {@return reason and cure in one line, without the subject} */
    public String explanation() {
        return reason + "; " + cure;
    }

    @Override
    public String toString() {
        return subject + ": " + explanation();
    }
}
