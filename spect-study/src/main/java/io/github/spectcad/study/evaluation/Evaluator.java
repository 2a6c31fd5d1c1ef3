package io.github.spectcad.study.evaluation;

import io.github.spectcad.core.Thresholds;
import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.Bootstrap;
import io.github.spectcad.stats.BootstrapDistribution;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.ConfusionMatrix;
import io.github.spectcad.stats.ProportionInterval;
import io.github.spectcad.stats.ResamplingPlan;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Compares predictions with a reference standard: for each vessel, per vessel (all together) and per patient.
 *
 * <p>All intervals are at 95 %.
 * <ul>
 *   <li>For each vessel and per patient, where the cases are independent: accuracy, sensitivity, specificity and precision by
 *       Wilson's score interval; balanced accuracy by recovering the variances from the Wilson intervals of sensitivity and
 *       specificity (Zou and Donner 2008, doi:10.1002/sim.3095); AUC by DeLong on the logit scale, and by Newcombe's score
 *       interval where it is 0 or 1 (the default of {@link Auc#interval(double)}); the limits are NaN where a class has one case
 *       only and the area is neither 0 nor 1, as DeLong's variance is undefined there.
 *   <li>Per vessel, where the three vessels of a patient are not independent: percentile intervals of a bootstrap that
 *       resamples patients with all three vessels (type 7; resamples where a measure is undefined are left out of its
 *       interval). {@link Evaluation#clusteredAuc} gives Obuchowski's interval of the area beside it.
 * </ul>
 *
 * <p>Immutable and safe for concurrent use. The same predictions, resamples and seed give the same evaluation.
 */
public final class Evaluator {
    private static final double LEVEL = 0.95;
    private static final Evaluator DEFAULTS = new Evaluator(2000, 1);

    private final int resamples;
    private final long seed;

    private Evaluator(int resamples, long seed) {
        this.resamples = resamples;
        this.seed = seed;
    }

    /** {@return an evaluator with 2,000 resamples of the patients and seed 1} */
    public static Evaluator withDefaults() {
        return DEFAULTS;
    }

    /**
     * An evaluator with another bootstrap.
     *
     * @param resamples number of resamples, at least 100
     * @param seed seed of the resampling
     * @return the evaluator
     */
    public Evaluator withBootstrap(int resamples, long seed) {
        if (resamples < 100) {
            throw new IllegalArgumentException("resamples is " + resamples + ": must be at least 100");
        }
        return new Evaluator(resamples, seed);
    }

    /**
     * Evaluates. Where a vessel, or the patients, have one class only, the measures that need both are NaN and the others
     * are given; see {@link Evaluation#oneClass}.
     *
     * @param data the predictions and labels
     * @param thresholds when a vessel counts as diseased; a patient counts as diseased where any vessel does
     * @return the evaluation
     * @throws IllegalArgumentException if all vessels of all patients are of one class, so that nothing can be evaluated
     */
    public Evaluation evaluate(LabelledPredictions data, Thresholds thresholds) {
        Objects.requireNonNull(thresholds, "thresholds");
        data.requireBothClasses(Analysis.PER_VESSEL);
        return new Evaluation(
                data,
                thresholds,
                Analysis.ORDER.stream()
                        .map(analysis -> metrics(data, thresholds, analysis))
                        .toList());
    }

    /**
     * Evaluates one analysis.
     *
     * @param data the predictions and labels
     * @param thresholds when a vessel counts as diseased; a patient counts as diseased where any vessel does
     * @param analysis what counts as a case
     * @return the measures
     * @throws IllegalArgumentException if the analysis has one class only
     */
    public Metrics evaluate(LabelledPredictions data, Thresholds thresholds, Analysis analysis) {
        data.requireBothClasses(analysis);
        return metrics(data, thresholds, analysis);
    }

    private Metrics metrics(LabelledPredictions data, Thresholds thresholds, Analysis analysis) {
        int[] labels = data.labels(analysis);
        ConfusionMatrix counts = ConfusionMatrix.of(labels, data.decisions(analysis, thresholds));
        if (analysis == Analysis.PER_VESSEL) {
            return perVessel(data, thresholds, counts, Auc.of(labels, data.scores(analysis)));
        }
        return independent(
                analysis,
                counts,
                data.oneClass(analysis).isPresent() ? Estimate.UNDEFINED : area(Auc.of(labels, data.scores(analysis))));
    }

    private static Estimate area(Auc auc) {
        return Estimate.of(auc.value(), auc.interval(LEVEL));
    }

    private static Metrics independent(Analysis analysis, ConfusionMatrix counts, Estimate auc) {
        ConfidenceInterval sensitivity = counts.sensitivityInterval(ProportionInterval.WILSON, LEVEL);
        ConfidenceInterval specificity = counts.specificityInterval(ProportionInterval.WILSON, LEVEL);
        return new Metrics(
                analysis,
                counts,
                Estimate.of(counts.accuracy(), counts.accuracyInterval(ProportionInterval.WILSON, LEVEL)),
                Estimate.of(counts.sensitivity(), sensitivity),
                Estimate.of(counts.specificity(), specificity),
                Estimate.of(counts.precision(), counts.precisionInterval(ProportionInterval.WILSON, LEVEL)),
                balancedAccuracy(counts, sensitivity, specificity),
                auc);
    }

    private static Estimate balancedAccuracy(
            ConfusionMatrix counts, ConfidenceInterval sensitivity, ConfidenceInterval specificity) {
        double value = counts.balancedAccuracy();
        double below =
                Math.hypot(counts.sensitivity() - sensitivity.lower(), counts.specificity() - specificity.lower());
        double above =
                Math.hypot(sensitivity.upper() - counts.sensitivity(), specificity.upper() - counts.specificity());
        return new Estimate(value, value - below / 2, value + above / 2);
    }

    private Metrics perVessel(LabelledPredictions data, Thresholds thresholds, ConfusionMatrix counts, Auc auc) {
        ResamplingPlan plan = ResamplingPlan.cluster(data.patientOfCase(), resamples, seed);
        int[] labels = data.labels(Analysis.PER_VESSEL);
        int[] decisions = data.decisions(Analysis.PER_VESSEL, thresholds);
        List<ConfusionMatrix> resampled = IntStream.range(0, resamples)
                .mapToObj(resample -> count(labels, decisions, plan.indices(resample)))
                .toList();
        return new Metrics(
                Analysis.PER_VESSEL,
                counts,
                percentile(counts, ConfusionMatrix::accuracy, resampled),
                percentile(counts, ConfusionMatrix::sensitivity, resampled),
                percentile(counts, ConfusionMatrix::specificity, resampled),
                percentile(counts, ConfusionMatrix::precision, resampled),
                percentile(counts, ConfusionMatrix::balancedAccuracy, resampled),
                Estimate.of(
                        auc.value(),
                        Bootstrap.of(plan)
                                .auc(labels, data.scores(Analysis.PER_VESSEL))
                                .percentile(LEVEL)));
    }

    private static Estimate percentile(
            ConfusionMatrix counts, ToDoubleFunction<ConfusionMatrix> measure, List<ConfusionMatrix> resampled) {
        double[] replicates = resampled.stream().mapToDouble(measure).toArray();
        double value = measure.applyAsDouble(counts);
        return Estimate.of(value, BootstrapDistribution.of(value, replicates).percentile(LEVEL));
    }

    private static ConfusionMatrix count(int[] labels, int[] decisions, int[] indices) {
        long[] cells = new long[4];
        for (int i : indices) {
            cells[2 * labels[i] + decisions[i]]++;
        }
        return new ConfusionMatrix(cells[3], cells[1], cells[0], cells[2]);
    }
}
