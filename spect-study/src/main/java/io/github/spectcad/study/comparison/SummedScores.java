package io.github.spectcad.study.comparison;

import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;

/** Summed scores of the vessels as ratings in [0, 1]: shares of the largest sum there is. */
final class SummedScores {
    /** From which rating a vessel is abnormal. */
    static final Thresholds ABNORMAL = new Thresholds(
            share(ExpertReading.ABNORMAL_SUM), share(ExpertReading.ABNORMAL_SUM), share(ExpertReading.ABNORMAL_SUM));

    private SummedScores() {}

    static Prediction rating(String patientId, int lad, int rca, int lcx) {
        return new Prediction(patientId, share(lad), share(rca), share(lcx));
    }

    static Prediction rating(String patientId, SegmentScores scores) {
        return rating(
                patientId,
                scores.sum(VesselTerritory.LAD, TerritoryMap.standard()),
                scores.sum(VesselTerritory.RCA, TerritoryMap.standard()),
                scores.sum(VesselTerritory.LCX, TerritoryMap.standard()));
    }

    private static double share(int sum) {
        return (double) sum / SegmentScores.MAX_SUM;
    }
}
