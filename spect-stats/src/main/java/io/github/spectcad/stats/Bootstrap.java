package io.github.spectcad.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Runs a bootstrap: any statistic on the resamples of a plan, with a fast path for areas under ROC curves.
 *
 * <p>The numbers are the same for any number of threads. A resample without a diseased or without a healthy subject has no
 * area: its value is NaN, which the distribution drops and counts; a stratified plan never meets it.
 *
 * <p>The fast path sorts the scores once. For each resample it counts how often each subject was drawn, sums the counts of the
 * healthy subjects in the order of their scores, and takes the area as a ratio of two integers: no resample is sorted.
 *
 * <p>Reference: Efron and Tibshirani (1993), An Introduction to the Bootstrap,
 * <a href="https://doi.org/10.1201/9780429246593">doi:10.1201/9780429246593</a>. Instances are immutable.
 *
 * <p>Cost: a statistic is evaluated once for each resample; areas take one pass over the subjects for each resample and model, without
 * sorting. Replicates take 8 bytes each.
 *
 * @since 0.1.0
 */
public final class Bootstrap {

    private static final int AUTOMATIC = 0;

    private final ResamplingPlan plan;
    private final int threads;

    private Bootstrap(ResamplingPlan plan, int threads) {
        this.plan = plan;
        this.threads = threads;
    }

    /**
     * A bootstrap with the resamples of a plan. Own statistics run on one thread, the fast paths on as many as pay.
     *
     * @param plan the resamples
     * @return the bootstrap
     * @throws NullPointerException if the plan is null
     */
    public static Bootstrap of(ResamplingPlan plan) {
        return new Bootstrap(Objects.requireNonNull(plan, "plan"), AUTOMATIC);
    }

    /**
     * The same bootstrap on a given number of threads. Statistics given to {@link #run(Statistic)} must then be thread-safe.
     *
     * @param count number of threads, at least 1
     * @return a bootstrap with the same results
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Bootstrap withThreads(int count) {
        return new Bootstrap(plan, Arguments.requireAtLeast(1, count, "number of threads"));
    }

    /**
     * Computes a statistic on every resample.
     *
     * @param statistic the statistic
     * @return its distribution; the estimate is its value for every subject taken once
     * @throws NullPointerException if the statistic is null
     */
    public BootstrapDistribution run(Statistic statistic) {
        Objects.requireNonNull(statistic, "statistic");
        return new BootstrapDistribution(statistic.evaluate(everySubject()), replicates(statistic));
    }

    /**
     * Computes a statistic and its variance on every resample, for {@link BootstrapDistribution#studentized}.
     *
     * @param statistic the statistic
     * @param variance an estimate of its variance from the same resample
     * @return the distribution of the statistic
     * @throws NullPointerException if an argument is null
     */
    public BootstrapDistribution run(Statistic statistic, Statistic variance) {
        Objects.requireNonNull(statistic, "statistic");
        Objects.requireNonNull(variance, "variance");
        int[] every = everySubject();
        return new BootstrapDistribution(
                statistic.evaluate(every), replicates(statistic), variance.evaluate(every), replicates(variance));
    }

    private int[] everySubject() {
        int[] every = new int[plan.subjects()];
        Arrays.setAll(every, i -> i);
        return every;
    }

    private double[] replicates(Statistic statistic) {
        double[] values = new double[plan.resamples()];
        Parallel.run(values.length, Math.max(1, threads), b -> values[b] = statistic.evaluate(plan.indices(b)));
        return values;
    }

    /**
     * The area under the ROC curve on every resample.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject of the plan
     * @param scores one score for each subject, higher for more diseased
     * @return the distribution of the area
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    public BootstrapDistribution auc(int[] labels, double[] scores) {
        Objects.requireNonNull(scores, "scores");
        return aucs(labels, new double[][] {scores}).get(0);
    }

    /**
     * The difference of the areas of two models on every resample (the same subjects for both). Each difference is one ratio of
     * integers, rounded once: equal differences are equal numbers, and the estimate is that of {@link DeLongTest}.
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject of the plan
     * @param first scores of the first model
     * @param second scores of the second model
     * @return the distribution of the area of the first minus that of the second
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the lengths differ, a label is neither 0 nor 1, a class is missing or a score is NaN
     */
    public BootstrapDistribution aucDifference(int[] labels, double[] first, double[] second) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        ResampledAucs difference = ResampledAucs.difference(plan, labels, first, second, threads);
        return new BootstrapDistribution(difference.estimate(0), difference.replicates(0));
    }

    /**
     * The areas of K models on every resample (the same subjects for all).
     *
     * @param labels 1 for diseased, 0 for healthy, one for each subject of the plan
     * @param scores one row for each model, one score for each subject
     * @return one distribution for each model
     * @throws NullPointerException if an argument or a row is null
     * @throws IllegalArgumentException if there is no model, the lengths differ, a label is neither 0 nor 1, a class is missing
     *     or a score is NaN
     */
    public List<BootstrapDistribution> aucs(int[] labels, double[][] scores) {
        Objects.requireNonNull(scores, "scores");
        ResampledAucs aucs = ResampledAucs.of(plan, labels, scores, threads);
        List<BootstrapDistribution> distributions = new ArrayList<>(scores.length);
        for (int k = 0; k < scores.length; k++) {
            distributions.add(new BootstrapDistribution(aucs.estimate(k), aucs.replicates(k)));
        }
        return List.copyOf(distributions);
    }
}
