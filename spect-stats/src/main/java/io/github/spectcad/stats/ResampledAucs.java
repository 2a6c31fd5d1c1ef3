package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Objects;

/** The areas of K models on the resamples of a plan, or the difference of two areas, as ratios of integers. */
final class ResampledAucs {

    private static final double NANOSECONDS_FOR_A_SUBJECT = 3;

    private final double[] estimates;
    private final double[][] replicates;

    private ResampledAucs(double[] estimates, double[][] replicates) {
        this.estimates = estimates;
        this.replicates = replicates;
    }

    double estimate(int model) {
        return estimates[model];
    }

    /** One value for each resample, NaN where a class is missing. Not a copy. */
    double[] replicates(int model) {
        return replicates[model];
    }

    /** An area, or a difference of areas, of subjects that count as often as they were drawn. */
    private interface Area {
        double of(int[] counts, int[] cumulative);
    }

    /** Computes the areas of all models; threads 0 means as many as pay. */
    static ResampledAucs of(ResamplingPlan plan, int[] labels, double[][] scores, int threads) {
        RankedScores[] models = rank(plan, labels, scores);
        ResamplingPlan ordered = plan;
        if (models.length == 1) {
            // with one model the subjects can be kept in the order of its scores, which saves looking them up
            ordered = plan.reordered(models[0].position());
            models[0] = models[0].inOrder();
        }
        Area[] areas = new Area[models.length];
        Arrays.setAll(areas, k -> models[k]::auc);
        return of(ordered, areas, threads);
    }

    /** Computes the area of the first model minus that of the second. */
    static ResampledAucs difference(ResamplingPlan plan, int[] labels, double[] first, double[] second, int threads) {
        RankedScores[] models = rank(plan, labels, first, second);
        Area difference = (counts, cumulative) -> models[0].aucDifference(models[1], counts, cumulative);
        return of(plan, new Area[] {difference}, threads);
    }

    private static RankedScores[] rank(ResamplingPlan plan, int[] labels, double[]... scores) {
        Arguments.requireBothClasses(labels);
        Arguments.requireAtLeast(1, scores.length, "number of models");
        Arguments.requireSameLength(plan.subjects(), "subjects of the plan", labels.length, "labels");
        RankedScores[] models = new RankedScores[scores.length];
        for (int k = 0; k < models.length; k++) {
            models[k] = RankedScores.of(labels, Objects.requireNonNull(scores[k], "scores[" + k + "]"));
        }
        return models;
    }

    private static ResampledAucs of(ResamplingPlan plan, Area[] models, int threads) {
        int resamples = plan.resamples();
        int subjects = plan.subjects();
        double[] estimates = new double[models.length];
        double[][] replicates = new double[models.length][resamples];
        int[] once = new int[subjects];
        Arrays.fill(once, 1);
        int[] sums = new int[subjects]; // one more than there are healthy subjects would do
        for (int k = 0; k < models.length; k++) {
            estimates[k] = models[k].of(once, sums);
        }
        double work = NANOSECONDS_FOR_A_SUBJECT * resamples * subjects;
        int workers = threads > 0 ? threads : Parallel.threadsFor(work);
        Parallel.run(workers, workers, worker -> {
            int[] counts = new int[subjects];
            int[] cumulative = new int[subjects];
            for (int b = worker; b < resamples; b += workers) {
                Arrays.fill(counts, 0);
                plan.count(b, counts);
                for (int k = 0; k < models.length; k++) {
                    replicates[k][b] = models[k].of(counts, cumulative);
                }
            }
        });
        return new ResampledAucs(estimates, replicates);
    }
}
