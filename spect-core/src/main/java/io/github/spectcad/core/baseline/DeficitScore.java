package io.github.spectcad.core.baseline;

import io.github.spectcad.core.AhaSegment;
import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.PerfusionState;
import io.github.spectcad.core.PolarMap;
import io.github.spectcad.core.SegmentGrid;
import io.github.spectcad.core.TerritoryMap;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.VesselTerritory;
import java.util.ArrayList;
import java.util.List;

/**
 * Extent and severity of the pixels below normal limits. The limits are mean and standard deviation of each segment over
 * the training patients without a diseased vessel (all training patients where fewer than {@value #FEWEST_NORMALS} are
 * without). A pixel that lies {@code z} standard deviations below the mean of its segment has the severity
 * {@code max(0, z - 1)}, at most {@value #SEVEREST}; a vessel's score is the mean severity over its territory, and its
 * probability a logistic regression on that score alone.
 *
 * <p>It differs from the total perfusion deficit of Slomka et al. in that the limits are those of segments, come from
 * the training patients rather than from a database of normals, and are not divided by sex.
 */
final class DeficitScore {
    private static final int FEWEST_NORMALS = 5;
    private static final double SEVEREST = 4;

    private final LastGrid grids = new LastGrid();
    private final PerfusionState state;
    private final double[] means;
    private final double[] deviations;

    private DeficitScore(PerfusionState state, List<PatientStudy> normals) {
        this.state = state;
        List<double[]> segments = normals.stream()
                .map(p -> grids.means(VesselRegressions.map(p, state)))
                .toList();
        int size = segments.get(0).length;
        means = new double[size];
        deviations = new double[size];
        for (int s = 0; s < size; s++) {
            int segment = s;
            means[s] = segments.stream().mapToDouble(m -> m[segment]).average().orElseThrow();
            double variance = segments.stream()
                    .mapToDouble(m -> (m[segment] - means[segment]) * (m[segment] - means[segment]))
                    .average()
                    .orElseThrow();
            deviations[s] = Math.max(Math.sqrt(variance), 1e-3); // of maps whose maximum is 1
        }
    }

    static CadClassifier fit(List<PatientStudy> patients, List<VesselLabels> labels) {
        List<PerfusionState> states = VesselRegressions.commonStates(patients);
        List<PatientStudy> normals = new ArrayList<>();
        for (int i = 0; i < patients.size(); i++) {
            VesselLabels of = labels.get(i);
            if (VesselTerritory.ORDER.stream().noneMatch(of::isPositive)) {
                normals.add(patients.get(i));
            }
        }
        DeficitScore score =
                new DeficitScore(states.get(states.size() - 1), normals.size() < FEWEST_NORMALS ? patients : normals);
        return VesselRegressions.fit(patients, labels, List.of(score.state), score::of);
    }

    /** {@code [vessel][0]}: the score of each vessel's territory. */
    private double[][] of(PatientStudy patient) {
        PolarMap map = VesselRegressions.map(patient, state);
        SegmentGrid grid = grids.of(map);
        double[][] scores = new double[VesselTerritory.ORDER.size()][1];
        int[] pixels = new int[scores.length];
        for (int row = 0; row < map.pixels(); row++) {
            for (int column = 0; column < map.pixels(); column++) {
                int s = grid.indexAt(row, column);
                if (s >= 0) {
                    int vessel = TerritoryMap.standard()
                            .vesselOf(AhaSegment.ORDER.get(s))
                            .ordinal();
                    double z = (means[s] - map.valueAt(row, column)) / deviations[s];
                    scores[vessel][0] += Math.min(SEVEREST, Math.max(0, z - 1));
                    pixels[vessel]++;
                }
            }
        }
        for (int v = 0; v < pixels.length; v++) {
            scores[v][0] /= Math.max(1, pixels[v]);
        }
        return scores;
    }
}
