package io.github.spectcad.examples;

import io.github.spectcad.stats.Bootstrap;
import io.github.spectcad.stats.DeLongTest;
import io.github.spectcad.stats.ResamplingPlan;

/** Compares the areas under the ROC curves of two models on the same subjects. */
public final class CompareTwoModels {
    public static void main(String[] args) {
        int[] labels = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1}; // 1 is diseased
        double[] first = {.1, .2, .3, .2, .6, .4, .7, .5, .9, .8}; // higher is more diseased
        double[] second = {.3, .1, .5, .2, .4, .6, .5, .3, .9, .4};

        var test = DeLongTest.withDefaults().test(labels, first, second);
        System.out.println(test.first().value() + " - " + test.second().value() + ": p = " + test.pValue());

        var plan = ResamplingPlan.stratified(labels, 2000, 1); // seed 1: the same resamples, always
        var difference = Bootstrap.of(plan).aucDifference(labels, first, second);
        System.out.println(difference.percentile(0.95));
    }
}
