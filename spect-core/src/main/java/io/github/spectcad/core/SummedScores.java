package io.github.spectcad.core;

import java.util.Objects;

/**
 * Summed scores of a patient whose stress and rest maps were both scored (Cerqueira et al. 2002,
 * doi:10.1161/hc0402.102975).
 *
 * @param stress the segment scores of the stress map
 * @param rest the segment scores of the rest map
 */
public record SummedScores(SegmentScores stress, SegmentScores rest) {
    /** Checks the values. */
    public SummedScores {
        Objects.requireNonNull(stress, "stress");
        Objects.requireNonNull(rest, "rest");
    }

    /** {@return the summed stress score (SSS), 0 to 68: extent and depth of all perfusion defects} */
    public int stressScore() {
        return stress.sum();
    }

    /** {@return the summed rest score (SRS), 0 to 68: the fixed part, scar} */
    public int restScore() {
        return rest.sum();
    }

    /** {@return the summed difference score (SDS), SSS - SRS, -68 to 68: the reversible part, ischaemia} */
    public int differenceScore() {
        return stressScore() - restScore();
    }

    /**
     * A summed score in percent of the myocardium.
     *
     * @param summedScore SSS, SRS or SDS
     * @return the score in percent of {@link SegmentScores#MAX_SUM}
     */
    public static double percent(int summedScore) {
        return 100.0 * summedScore / SegmentScores.MAX_SUM;
    }
}
