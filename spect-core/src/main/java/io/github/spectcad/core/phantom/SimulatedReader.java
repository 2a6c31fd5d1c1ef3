package io.github.spectcad.core.phantom;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.SegmentScores;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselTerritory;
import java.util.Comparator;
import java.util.List;

/**
 * The expert reader: scores the 17 segments of the stress map, largely seeing through attenuation, then edits the sum of
 * each vessel. The edit is spread over the vessel's segment scores, so scores, sums and labels agree.
 */
final class SimulatedReader {
    private static final double[] EDIT_MEAN = {.3, .6, .5};
    private static final double[] EDIT_DEVIATION = {2.1, 1.5, 1.8};

    private SimulatedReader() {}

    static ExpertReading read(Anatomy anatomy, PhantomRandom random) {
        double[] seen = PolarGrid.smooth(anatomy.disease(PerfusionState.STRESS));
        double[] attenuation = anatomy.attenuation(PerfusionState.STRESS);
        for (int cell = 0; cell < seen.length; cell++) {
            seen[cell] *= Math.sqrt(Math.sqrt(attenuation[cell]));
        }
        double[] severity = PolarGrid.segmentMeans(seen);
        int[] scores = new int[severity.length];
        for (int i = 0; i < scores.length; i++) {
            severity[i] = 11.5 * (1 - severity[i]) - 1 + random.normal(0, .55);
            scores[i] = (int) Math.max(0, Math.min(SegmentScores.MAX_SCORE, Math.rint(severity[i])));
        }
        for (VesselTerritory vessel : VesselTerritory.ORDER) {
            edit(vessel, severity, scores, random);
        }
        return ExpertReading.ofScores(SegmentScores.of(scores), TerritoryMap.standard());
    }

    private static void edit(VesselTerritory vessel, double[] severity, int[] scores, PhantomRandom random) {
        List<Integer> segments = AhaSegment.ORDER.stream()
                .filter(segment -> TerritoryMap.standard().vesselOf(segment) == vessel)
                .map(AhaSegment::ordinal)
                .toList();
        int sum = segments.stream().mapToInt(i -> scores[i]).sum();
        double edited = sum + random.normal(EDIT_MEAN[vessel.ordinal()], EDIT_DEVIATION[vessel.ordinal()]);
        int target = (int) Math.max(0, Math.min(SegmentScores.MAX_SCORE * segments.size(), Math.rint(edited)));
        // one step at a time where the score lies furthest below, or above, the severity seen
        Comparator<Integer> byDoubt = Comparator.comparingDouble(i -> severity[i] - scores[i]);
        for (; sum < target; sum++) {
            scores[
                    segments.stream()
                            .filter(i -> scores[i] < SegmentScores.MAX_SCORE)
                            .max(byDoubt)
                            .orElseThrow()]++;
        }
        for (; sum > target; sum--) {
            scores[segments.stream().filter(i -> scores[i] > 0).min(byDoubt).orElseThrow()]--;
        }
    }
}
