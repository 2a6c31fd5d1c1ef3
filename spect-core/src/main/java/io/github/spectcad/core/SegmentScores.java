package io.github.spectcad.core;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Scores of the 17 segments as readers give them: 0 normal, 1 mild, 2 moderate, 3 severe, 4 absent perfusion.
 *
 * @param scores 17 scores in the order of {@link AhaSegment#ORDER}
 */
public record SegmentScores(List<Integer> scores) {
    /** The score of absent perfusion. */
    public static final int MAX_SCORE = 4;

    /** The sum if all 17 segments had the largest score. */
    public static final int MAX_SUM = MAX_SCORE * AhaSegment.ORDER.size();

    /** Checks the values. */
    public SegmentScores {
        scores = List.copyOf(scores);
        if (scores.size() != AhaSegment.ORDER.size()) {
            throw new IllegalArgumentException("there must be 17 segment scores, got " + scores.size());
        }
        for (int i = 0; i < scores.size(); i++) {
            int score = scores.get(i);
            if (score < 0 || score > MAX_SCORE) {
                throw new IllegalArgumentException("score_" + (i + 1) + " is " + score + ": must lie in 0 to 4");
            }
        }
    }

    /**
     * Scores from an array.
     *
     * @param scores 17 scores in the order of the segment numbers
     * @return the scores
     */
    public static SegmentScores of(int... scores) {
        return new SegmentScores(Arrays.stream(scores).boxed().toList());
    }

    /**
     * The score of one segment.
     *
     * @param segment which segment
     * @return its score
     */
    public int score(AhaSegment segment) {
        return scores.get(segment.ordinal());
    }

    /** {@return the largest score of a segment, 0 to 4} */
    public int maximum() {
        return Collections.max(scores);
    }

    /** {@return the sum over all 17 segments: SSS of a stress map, SRS of a rest map; 0 to 68} */
    public int sum() {
        return scores.stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * The sum over the segments of one vessel.
     *
     * @param vessel which vessel
     * @param territories which segments it supplies
     * @return the sum
     */
    public int sum(VesselTerritory vessel, TerritoryMap territories) {
        return AhaSegment.ORDER.stream()
                .filter(segment -> territories.vesselOf(segment) == vessel)
                .mapToInt(this::score)
                .sum();
    }
}
