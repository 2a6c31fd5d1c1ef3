package io.github.spectcad.core.quantify;

import io.github.spectcad.core.SegmentScores;
import java.util.List;

/**
 * A map against normal limits. Research use only, not for diagnosis. The scores of a stress and a rest map give the summed
 * scores, {@link io.github.spectcad.core.SummedScores}.
 *
 * @param segments the 17 segments in the order of their numbers
 * @param extentPercent the abnormal part of the disc in percent of its area
 * @param totalPerfusionDeficit mean severity over the disc in percent of the most severe
 * @param proposedScores scores of the 17 segments, to be checked by a reader
 * @since 0.1.0
 */
public record Quantification(
        List<SegmentPerfusion> segments,
        double extentPercent,
        double totalPerfusionDeficit,
        SegmentScores proposedScores) {
    /** Copies the list. */
    public Quantification {
        segments = List.copyOf(segments);
    }
}
