package io.github.spectcad.study.trust;

import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.VesselTerritory;
import io.github.spectcad.stats.ClusteredProportion;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Accuracy against coverage: how many decisions on vessels are right if only the surest are made, those whose logit lies
 * farthest from the logit of the vessel's threshold.
 *
 * <p>El-Yaniv, Wiener: On the foundations of noise-free selective classification. JMLR 11 (2010).
 *
 * @param points from all vessels answered down to a tenth of them
 * @since 0.1.0
 */
public record CoverageCurve(List<Point> points) {
    private static final int STEPS = 10;

    /** Copies the list. */
    public CoverageCurve {
        points = List.copyOf(points);
    }

    /**
     * A point of the curve.
     *
     * @param coverage share of the vessels that are answered
     * @param vessels their number
     * @param accuracy share of right decisions among them
     * @param interval its 95 % interval for vessels clustered in patients ({@link ClusteredProportion}); NaN limits for vessels of one
     *     patient
     */
    public record Point(double coverage, int vessels, double accuracy, ConfidenceInterval interval) {}

    /** A decision. */
    private record Decision(int patient, double sureness, boolean right) {}

    /**
     * The curve.
     *
     * @param data the predictions and labels
     * @param thresholds when a vessel counts as diseased
     * @return the curve
     */
    public static CoverageCurve of(LabelledPredictions data, Thresholds thresholds) {
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < data.patients(); i++) {
            for (VesselTerritory vessel : VesselTerritory.ORDER) {
                double p = data.predictions().get(i).probability(vessel);
                double t = thresholds.of(vessel);
                decisions.add(new Decision(
                        i,
                        Math.abs(logit(p) - logit(t)),
                        p >= t == data.truth().get(i).isPositive(vessel)));
            }
        }
        decisions.sort(Comparator.comparingDouble(Decision::sureness).reversed());
        List<Point> points = new ArrayList<>();
        for (int step = STEPS; step >= 1; step--) {
            int vessels = Math.max(1, decisions.size() * step / STEPS);
            List<Decision> answered = decisions.subList(0, vessels);
            ClusteredProportion accuracy = ClusteredProportion.of(
                    answered.stream().mapToInt(d -> d.right ? 1 : 0).toArray(),
                    answered.stream().mapToInt(Decision::patient).toArray());
            points.add(
                    new Point((double) vessels / decisions.size(), vessels, accuracy.value(), accuracy.interval(0.95)));
        }
        return new CoverageCurve(points);
    }

    private static double logit(double probability) {
        double p = Math.max(1e-7, Math.min(1 - 1e-7, probability));
        return Math.log(p / (1 - p));
    }
}
