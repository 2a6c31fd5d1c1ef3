package io.github.spectcad.study.report;

import io.github.spectcad.stats.ClusteredProportion;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.ProportionInterval;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.figure.CalibrationFigure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Predictions as calibration curves. */
public final class CalibrationCurves {
    private CalibrationCurves() {}

    /**
     * The curve of one analysis, in groups of equal size by rising probability.
     *
     * @param data the predictions and labels
     * @param analysis what counts as a case
     * @param groups number of groups, at least 1; fewer where there are fewer cases
     * @return the curve, with Wilson intervals at 95 % (per vessel for vessels clustered in patients, {@link ClusteredProportion}),
     *     named by the analysis
     */
    public static CalibrationFigure.Curve of(LabelledPredictions data, Analysis analysis, int groups) {
        int[] labels = data.labels(analysis);
        double[] scores = data.scores(analysis);
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int bins = Math.min(groups, order.length);
        List<CalibrationFigure.Bin> curve = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            int from = (int) ((long) bin * order.length / bins);
            int to = (int) ((long) (bin + 1) * order.length / bins);
            int diseased = 0;
            double sum = 0;
            for (int i = from; i < to; i++) {
                diseased += labels[order[i]];
                sum += scores[order[i]];
            }
            ConfidenceInterval interval = analysis == Analysis.PER_VESSEL
                    ? clustered(labels, data.patientOfCase(), Arrays.copyOfRange(order, from, to))
                    : ProportionInterval.WILSON.interval(diseased, to - from, 0.95);
            curve.add(new CalibrationFigure.Bin(
                    sum / (to - from), (double) diseased / (to - from), interval.lower(), interval.upper()));
        }
        return new CalibrationFigure.Curve(analysis.title(), curve);
    }

    /** From 0 to 1 for vessels of one patient, who says nothing of others. */
    private static ConfidenceInterval clustered(int[] labels, int[] patients, int[] cases) {
        ClusteredProportion diseased = ClusteredProportion.of(
                Arrays.stream(cases).map(i -> labels[i]).toArray(),
                Arrays.stream(cases).map(i -> patients[i]).toArray());
        return diseased.clusters() == 1 ? new ConfidenceInterval(0, 1, 0.95) : diseased.interval(0.95);
    }
}
