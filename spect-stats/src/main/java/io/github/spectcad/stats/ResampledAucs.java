package io.github.spectcad.stats;

import java.util.Arrays;
import java.util.Objects;

/** The areas of K models on the resamples of a plan, as ratios of integers. */
final class ResampledAucs {

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

    /** Computes all areas; threads 0 means as many as pay. */
    static ResampledAucs of(ResamplingPlan plan, int[] labels, double[][] scores, int threads) {
        Arguments.requireBothClasses(labels);
        Arguments.requireAtLeast(1, scores.length, "number of models");
        Arguments.requireSameLength(plan.subjects(), "subjects of the plan", labels.length, "labels");
        RankedScores[] models = new RankedScores[scores.length];
        for (int k = 0; k < models.length; k++) {
            models[k] = RankedScores.of(labels, Objects.requireNonNull(scores[k], "scores[" + k + "]"));
        }
        ResamplingPlan ordered = plan;
        if (models.length == 1) {
            // with one model the subjects can be kept in the order of its scores, which saves looking them up
            ordered = plan.reordered(models[0].position());
            models[0] = models[0].inOrder();
        }
        return of(ordered, models, threads);
    }

    private static ResampledAucs of(ResamplingPlan plan, RankedScores[] models, int threads) {
        int resamples = plan.resamples();
        int subjects = plan.subjects();
        double[] estimates = new double[models.length];
        double[][] replicates = new double[models.length][resamples];
        int[] once = new int[subjects];
        Arrays.fill(once, 1);
        int[] sums = new int[subjects + 1];
        for (int k = 0; k < models.length; k++) {
            estimates[k] = models[k].auc(once, sums);
        }
        double work = resamples * (double) subjects * (2 + models.length);
        int workers = threads > 0 ? threads : Parallel.threadsFor(work);
        int block = Math.max(1, Math.min(64, (resamples + workers - 1) / workers));
        Parallel.run((resamples + block - 1) / block, workers, task -> {
            int[] counts = new int[subjects];
            int[] cumulative = new int[subjects + 1];
            for (int b = task * block; b < Math.min(resamples, (task + 1) * block); b++) {
                Arrays.fill(counts, 0);
                plan.count(b, counts);
                for (int k = 0; k < models.length; k++) {
                    replicates[k][b] = models[k].auc(counts, cumulative);
                }
            }
        });
        return new ResampledAucs(estimates, replicates);
    }
}
