package io.github.spectcad.core;

import java.util.Objects;
import java.util.Optional;

/**
 * Ground truth from invasive coronary angiography.
 *
 * @param labels which vessels have obstructive disease
 * @param stenoses the narrowings the labels follow from, if known
 */
public record Angiography(VesselLabels labels, Optional<Stenoses> stenoses) implements GroundTruth {
    /** Checks the values. */
    public Angiography {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(stenoses, "stenoses");
    }

    /**
     * Truth where only the labels are known.
     *
     * @param labels which vessels have obstructive disease
     * @return the truth
     */
    public static Angiography ofLabels(VesselLabels labels) {
        return new Angiography(labels, Optional.empty());
    }

    /**
     * Truth from narrowings by a rule.
     *
     * @param stenoses the narrowings; the three vessels must be known, an unknown left main counts as not narrowed
     * @param rule the cut-offs
     * @return the truth
     * @throws IllegalArgumentException if the narrowing of a vessel is unknown and the left main does not decide it
     */
    public static Angiography ofStenoses(Stenoses stenoses, AngiographyRule rule) {
        return new Angiography(rule.labels(stenoses), Optional.of(stenoses));
    }

    @Override
    public Reference reference() {
        return Reference.ICA;
    }
}
