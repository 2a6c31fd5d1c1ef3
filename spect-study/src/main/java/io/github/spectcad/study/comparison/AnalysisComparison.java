package io.github.spectcad.study.comparison;

import io.github.spectcad.stats.Auc;
import io.github.spectcad.stats.BestModelBootstrap;
import io.github.spectcad.stats.Bootstrap;
import io.github.spectcad.stats.BootstrapDistribution;
import io.github.spectcad.stats.ConfidenceInterval;
import io.github.spectcad.stats.PValueAdjustment;
import io.github.spectcad.stats.PairwiseDeLongTest;
import io.github.spectcad.stats.ResamplingPlan;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.Estimate;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Models compared in one analysis, by area under the ROC curve. Where the analysis is per vessel, the vessels of a patient are a
 * cluster: DeLong's tests have Obuchowski's variance (1997, doi:10.2307/2533958), and resampling is of patients with all their
 * vessels, the same for every model.
 */
public final class AnalysisComparison {
    private static final double LEVEL = 0.95;
    private static final double SIGNIFICANT = 0.05;
    private static final double CRITICAL_Z = 1.959963984540054;
    private static final double ROUNDING = 1e-9;

    /** Pairs of levels grow with their square. */
    private static final int MOST_LEVELS = 50;

    private final ComparedModels compared;
    private final Analysis analysis;
    private final List<BootstrapDistribution> bootstrap;
    private final PairwiseDeLongTest.Result deLong;
    private final PairwiseDeLongTest.Result holm;
    private final int[] winsResampled;
    private final int[] winsAsPublished;
    private final BestModelBootstrap selection;
    private final OptionalInt bestOnValidation;
    private final List<FactorComparison> factors;

    private AnalysisComparison(ComparedModels compared, Analysis analysis, int resamples, long seed) {
        this.compared = compared;
        this.analysis = analysis;
        LabelledPredictions first = compared.models().get(0).test();
        first.requireBothClasses(analysis);
        int[] labels = first.labels(analysis);
        double[][] scores = compared.models().stream()
                .map(model -> model.test().scores(analysis))
                .toArray(double[][]::new);
        ResamplingPlan plan = analysis == Analysis.PER_VESSEL
                ? ResamplingPlan.cluster(first.patientOfCase(), resamples, seed)
                : ResamplingPlan.ordinary(labels.length, resamples, seed);
        bootstrap = Bootstrap.of(plan).aucs(labels, scores);
        PairwiseDeLongTest.Result independent =
                PairwiseDeLongTest.withDefaults().test(labels, scores);
        winsAsPublished = independent.wins(SIGNIFICANT);
        deLong = analysis == Analysis.PER_VESSEL
                ? PairwiseDeLongTest.withDefaults().test(labels, scores, first.patientOfCase())
                : independent;
        holm = deLong.adjusted(PValueAdjustment.HOLM);
        selection = BestModelBootstrap.of(plan, labels, scores, bootstrap);
        List<BootstrapDistribution> complete =
                bootstrap.stream().map(AnalysisComparison::complete).toList();
        winsResampled = winsResampled(complete);
        factors = compareFactors(complete);
        bestOnValidation = compared.bestOnValidation(analysis);
    }

    /** The areas of the resamples with both classes, which are the same resamples for all models. */
    private static BootstrapDistribution complete(BootstrapDistribution distribution) {
        return distribution.resamplesUsed() == distribution.resamples()
                ? distribution
                : BootstrapDistribution.of(
                        distribution.estimate(),
                        Arrays.stream(distribution.replicates())
                                .filter(area -> !Double.isNaN(area))
                                .toArray());
    }

    /**
     * Compares.
     *
     * @param models the models
     * @param analysis what counts as a case
     * @param resamples number of resamples of the patients, 1,000 in the paper
     * @param seed seed of the resampling
     * @return the comparison, the same for the same arguments
     * @throws IllegalArgumentException if the test patients are of one class only in this analysis
     */
    public static AnalysisComparison of(ComparedModels models, Analysis analysis, int resamples, long seed) {
        return new AnalysisComparison(models, analysis, resamples, seed);
    }

    private static int[] winsResampled(List<BootstrapDistribution> areas) {
        double[][] centred = areas.stream().map(AnalysisComparison::centred).toArray(double[][]::new);
        double[] deviations =
                areas.stream().mapToDouble(BootstrapDistribution::standardError).toArray();
        int[] wins = new int[centred.length];
        for (int i = 0; i < wins.length; i++) {
            for (int j = i + 1; j < wins.length; j++) {
                double difference = areas.get(i).estimate() - areas.get(j).estimate();
                // the deviation of a difference is at most the sum of both
                boolean clear = Math.abs(difference) > CRITICAL_Z * (deviations[i] + deviations[j]) * (1 + ROUNDING);
                if (clear
                        || Math.abs(difference) > CRITICAL_Z * standardDeviationOfDifference(centred[i], centred[j])) {
                    wins[difference > 0 ? i : j]++;
                }
            }
        }
        return wins;
    }

    private static double[] centred(BootstrapDistribution areas) {
        double mean = areas.mean();
        return Arrays.stream(areas.replicates()).map(area -> area - mean).toArray();
    }

    /** Four sums side by side, which the processor adds at the same time. */
    private static double standardDeviationOfDifference(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            double d0 = a[i] - b[i];
            double d1 = a[i + 1] - b[i + 1];
            double d2 = a[i + 2] - b[i + 2];
            double d3 = a[i + 3] - b[i + 3];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; i < a.length; i++) {
            s0 += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt((s0 + s1 + s2 + s3) / (a.length - 1));
    }

    private List<FactorComparison> compareFactors(List<BootstrapDistribution> areas) {
        List<FactorComparison> comparisons = new ArrayList<>();
        for (String factor : compared.models().get(0).factors().keySet()) {
            Set<String> shown = Set.copyOf(levels(factor));
            if (shown.size() > 1) {
                List<String> levels = new ArrayList<>();
                List<BootstrapDistribution> own = new ArrayList<>();
                for (int i = 0; i < areas.size(); i++) {
                    String level = models().get(i).factors().get(factor);
                    if (level != null && shown.contains(level)) {
                        levels.add(level);
                        own.add(areas.get(i));
                    }
                }
                comparisons.add(FactorComparison.of(factor, levels, own));
            }
        }
        return List.copyOf(comparisons);
    }

    /**
     * The levels of a factor that are compared: all, or of more than {@value #MOST_LEVELS} those whose best models have the largest
     * areas, the first in the order of the models where areas are equal.
     *
     * @param factor a factor
     * @return the levels, in the order of the models; none where the models do not have the factor
     */
    public List<String> levels(String factor) {
        Map<String, Double> best = new LinkedHashMap<>();
        for (int i = 0; i < models().size(); i++) {
            String level = models().get(i).factors().get(factor);
            if (level != null) {
                best.merge(level, area(i), Math::max);
            }
        }
        Set<String> largest = best.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(MOST_LEVELS)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return best.keySet().stream().filter(largest::contains).toList();
    }

    /** {@return what counts as a case} */
    public Analysis analysis() {
        return analysis;
    }

    /** {@return what is compared} */
    public ComparedModels compared() {
        return compared;
    }

    /** {@return the models, in the order of all indices here} */
    public List<Model> models() {
        return compared.models();
    }

    /**
     * The area of a model on the test patients.
     *
     * @param model index of the model
     * @return the area with its 95 % interval as {@link io.github.spectcad.study.evaluation.Evaluator} computes it: per
     *     vessel the percentiles of the patient bootstrap, otherwise DeLong's on the logit scale
     */
    public Estimate auc(int model) {
        if (analysis != Analysis.PER_VESSEL) {
            LabelledPredictions test = models().get(model).test();
            Auc auc = Auc.of(test.labels(analysis), test.scores(analysis));
            ConfidenceInterval interval = auc.interval(LEVEL);
            return new Estimate(auc.value(), interval.lower(), interval.upper());
        }
        ConfidenceInterval interval = bootstrap.get(model).percentile(LEVEL);
        return new Estimate(bootstrap.get(model).estimate(), interval.lower(), interval.upper());
    }

    /**
     * The area of a model on the test patients, without its interval.
     *
     * @param model index of the model
     * @return the area
     */
    public double area(int model) {
        return bootstrap.get(model).estimate();
    }

    /** {@return the models by falling area, equal ones in their order} */
    public List<Integer> byAuc() {
        return IntStream.range(0, models().size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -bootstrap.get(i).estimate()))
                .toList();
    }

    /** {@return DeLong's test of all pairs without adjustment, per vessel with vessels clustered in patients} */
    public PairwiseDeLongTest.Result deLong() {
        return deLong;
    }

    /** {@return DeLong's test of all pairs, p-values adjusted by Holm} */
    public PairwiseDeLongTest.Result deLongHolm() {
        return holm;
    }

    /**
     * For each model the number of models it beats by the resampled patients: a larger area by more than 1.96 standard errors,
     * the standard deviation of the difference over the resamples.
     *
     * @return one count for each model
     */
    public int[] winsResampled() {
        return winsResampled.clone();
    }

    /**
     * For each model the number of models it beats at 0.05 by the test of the paper's Table 4: DeLong's, which per vessel takes the
     * vessels of a patient for independent, and so its p-values are too small. For comparison with the paper only.
     *
     * @return one count for each model, per patient that of {@link #deLong()}
     */
    public int[] winsAsPublished() {
        return winsAsPublished.clone();
    }

    /** {@return the best model with its area corrected for having been selected on the test patients} */
    public BestModelBootstrap selection() {
        return selection;
    }

    /** {@return the factors that have at least two levels, by their {@link #levels}} */
    public List<FactorComparison> factors() {
        return factors;
    }

    /**
     * The area of a model on its validation patients.
     *
     * @param model index of the model
     * @return the area; NaN where the predictions are unknown or of one class
     */
    public double validationAuc(int model) {
        return models().get(model).validationAuc(analysis);
    }

    /** {@return the model with the largest area on the validation patients, the first of equals; empty if none is known} */
    public OptionalInt bestOnValidation() {
        return bestOnValidation;
    }
}
