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
        int positives = Arguments.requireBothClasses(labels);
        Arguments.requireAtLeast(1, scores.length, "number of models");
        Arguments.requireSameLength(plan.subjects(), "subjects of the plan", labels.length, "labels");
        Ranked[] models = new Ranked[scores.length];
        for (int k = 0; k < models.length; k++) {
            models[k] = Ranked.of(labels, Objects.requireNonNull(scores[k], "scores[" + k + "]"));
        }
        ResamplingPlan ordered = plan;
        if (models.length == 1) {
            // with one model the subjects can be kept in the order of its scores, which saves looking them up
            ordered = plan.reordered(models[0].position());
            models[0] = models[0].inOrder();
        }
        return of(ordered, models, positives, threads);
    }

    private static ResampledAucs of(ResamplingPlan plan, Ranked[] models, int positives, int threads) {
        int resamples = plan.resamples();
        int subjects = plan.subjects();
        double[] estimates = new double[models.length];
        double[][] replicates = new double[models.length][resamples];
        int[] once = new int[subjects];
        Arrays.fill(once, 1);
        int[] sums = new int[subjects + 1];
        for (int k = 0; k < models.length; k++) {
            estimates[k] = models[k].auc(once, positives, subjects - positives, sums);
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
                long m = models[0].drawnPositives(counts);
                long n = models[0].drawnNegatives(counts);
                for (int k = 0; k < models.length; k++) {
                    replicates[k][b] = models[k].auc(counts, m, n, cumulative);
                }
            }
        });
        return new ResampledAucs(estimates, replicates);
    }

    /** The subjects of either class in ascending order of a score. */
    private static final class Ranked {

        private final int[] negatives;
        private final int[] positives;
        /** For each positive how many negatives have a lower score. */
        private final int[] below;
        /** For each positive how many negatives have a score that is not higher. */
        private final int[] upTo;

        private Ranked(int[] negatives, int[] positives, int[] below, int[] upTo) {
            this.negatives = negatives;
            this.positives = positives;
            this.below = below;
            this.upTo = upTo;
        }

        static Ranked of(int[] labels, double[] scores) {
            SortedClasses classes = SortedClasses.of(labels, scores);
            int[] negatives = new int[classes.negatives.length];
            int[] positives = new int[classes.positives.length];
            int[] nextNegative = new int[negatives.length];
            int[] nextPositive = new int[positives.length];
            for (int i = 0; i < labels.length; i++) {
                double[] sorted = labels[i] == 1 ? classes.positives : classes.negatives;
                int first = Sorting.countBelow(sorted, scores[i]);
                if (labels[i] == 1) {
                    positives[first + nextPositive[first]++] = i;
                } else {
                    negatives[first + nextNegative[first]++] = i;
                }
            }
            int[] below = new int[positives.length];
            int[] upTo = new int[positives.length];
            for (int p = 0; p < positives.length; p++) {
                below[p] = Sorting.countBelow(classes.negatives, classes.positives[p]);
                upTo[p] = Sorting.countUpTo(classes.negatives, classes.positives[p]);
            }
            return new Ranked(negatives, positives, below, upTo);
        }

        /** The position of each subject when the negatives come first and both classes are in the order of the scores. */
        int[] position() {
            int[] position = new int[negatives.length + positives.length];
            for (int j = 0; j < negatives.length; j++) {
                position[negatives[j]] = j;
            }
            for (int p = 0; p < positives.length; p++) {
                position[positives[p]] = negatives.length + p;
            }
            return position;
        }

        /** The same scores for subjects moved to {@link #position}. */
        Ranked inOrder() {
            int[] first = new int[negatives.length];
            int[] last = new int[positives.length];
            Arrays.setAll(first, j -> j);
            Arrays.setAll(last, p -> negatives.length + p);
            return new Ranked(first, last, below, upTo);
        }

        long drawnPositives(int[] counts) {
            return total(positives, counts);
        }

        long drawnNegatives(int[] counts) {
            return total(negatives, counts);
        }

        private static long total(int[] subjects, int[] counts) {
            long total = 0;
            for (int subject : subjects) {
                total += counts[subject];
            }
            return total;
        }

        /** The area where each subject counts as often as it was drawn. */
        double auc(int[] counts, long m, long n, int[] cumulative) {
            if (m == 0 || n == 0) {
                return Double.NaN;
            }
            int sum = 0;
            for (int j = 0; j < negatives.length; j++) {
                sum += counts[negatives[j]];
                cumulative[j + 1] = sum;
            }
            long total = 0;
            for (int p = 0; p < positives.length; p++) {
                total += (long) counts[positives[p]] * (cumulative[below[p]] + cumulative[upTo[p]]);
            }
            return Placements.auc(total, m, n);
        }
    }
}
