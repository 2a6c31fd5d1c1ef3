package io.github.spectcad.core;

import java.util.Objects;
import java.util.Optional;

/**
 * Ground truth from expert readers.
 *
 * @param labels which vessels the readers finally call abnormal
 * @param stressScores the stress segment scores after the readers' edits, if known
 */
public record ExpertReading(VesselLabels labels, Optional<SegmentScores> stressScores) implements GroundTruth {
    /** Summed score of a vessel's segments from which the vessel is abnormal, as in the paper. */
    public static final int ABNORMAL_SUM = 4;

    /** Checks the values. */
    public ExpertReading {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(stressScores, "stressScores");
    }

    /**
     * Truth where only the readers' final labels are known.
     *
     * @param labels which vessels are abnormal
     * @return the truth
     */
    public static ExpertReading ofLabels(VesselLabels labels) {
        return new ExpertReading(labels, Optional.empty());
    }

    /**
     * Truth from segment scores: a vessel is abnormal where its segments sum to at least {@link #ABNORMAL_SUM}.
     *
     * @param stressScores the stress segment scores
     * @param territories which vessel supplies which segment
     * @return the truth
     */
    public static ExpertReading ofScores(SegmentScores stressScores, TerritoryMap territories) {
        return new ExpertReading(
                new VesselLabels(
                        stressScores.sum(VesselTerritory.LAD, territories) >= ABNORMAL_SUM,
                        stressScores.sum(VesselTerritory.RCA, territories) >= ABNORMAL_SUM,
                        stressScores.sum(VesselTerritory.LCX, territories) >= ABNORMAL_SUM),
                Optional.of(stressScores));
    }

    @Override
    public Reference reference() {
        return Reference.ER;
    }
}
