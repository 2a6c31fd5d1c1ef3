package io.github.spectcad.nn.train;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.SummedScores;

/**
 * What the auxiliary outputs of a network are to answer of a patient whose maps were both scored: the 17 segment scores of
 * stress, the 17 of rest, then SSS, SRS and SDS, all brought to [0, 1]. They tell the hidden layers where perfusion falls,
 * which the three labels of the vessels tell only after many patients.
 */
final class AuxiliaryTargets {
    private static final int SEGMENTS = AhaSegment.ORDER.size();

    /** Number of targets. */
    static final int COUNT = 2 * SEGMENTS + 3;

    /** A summed score of half the maximum, or more, is 1: few patients have more. */
    private static final float LARGE_SUM = SegmentScores.MAX_SUM / 2f;

    private AuxiliaryTargets() {}

    /** Writes the targets of a patient. */
    static void put(SummedScores scores, float[] targets, int offset) {
        for (AhaSegment segment : AhaSegment.ORDER) {
            int i = offset + segment.ordinal();
            targets[i] = scores.stress().score(segment) / (float) SegmentScores.MAX_SCORE;
            targets[i + SEGMENTS] = scores.rest().score(segment) / (float) SegmentScores.MAX_SCORE;
        }
        targets[offset + 2 * SEGMENTS] = share(scores.stressScore());
        targets[offset + 2 * SEGMENTS + 1] = share(scores.restScore());
        targets[offset + 2 * SEGMENTS + 2] = share(scores.differenceScore());
    }

    private static float share(int sum) {
        return Math.max(0, Math.min(1, sum / LARGE_SUM));
    }
}
