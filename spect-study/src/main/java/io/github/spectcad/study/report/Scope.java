package io.github.spectcad.study.report;

import io.github.spectcad.core.Reference;
import io.github.spectcad.study.comparison.AnalysisComparison;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a figure or table is about: the task, what counts as a case, and how many there are. */
record Scope(LabelledPredictions data, Analysis analysis) {
    static Scope of(AnalysisComparison comparison, Analysis analysis) {
        return new Scope(comparison.models().get(0).test(), analysis);
    }

    /** Task and kind of case, for titles inside figures, for example {@code task 2, per vessel, n = 300}. */
    String brief() {
        return (data.reference() == Reference.ICA ? "task 2, " : "task 1, ") + kind() + ", n = " + cases();
    }

    /** The same with the reference standard and the patients, for captions. */
    String title() {
        return (data.reference() == Reference.ICA ? "task 2 (angiography), " : "task 1 (expert readers), ") + kind()
                + ", n = " + number();
    }

    /** How many cases, and how many of them are diseased. */
    String number() {
        String cases = analysis == Analysis.PER_VESSEL
                ? cases() + " vessels of " + data.patients() + " patients"
                : cases() + " patients";
        return cases + ", " + IntStream.of(data.labels(analysis)).sum() + " diseased";
    }

    /** How the interval of an area, and of every other measure, is computed. */
    String intervals() {
        return analysis == Analysis.PER_VESSEL
                ? "95 % intervals: percentile bootstrap of patients with all their vessels"
                : "95 % intervals: AUC by DeLong on the logit scale, proportions by Wilson, balanced accuracy by Zou and"
                        + " Donner";
    }

    /** The method of an area's interval alone, for sentences. */
    String areaInterval() {
        return analysis == Analysis.PER_VESSEL ? "bootstrap of patients" : "DeLong, logit scale";
    }

    private int cases() {
        return data.labels(analysis).length;
    }

    private String kind() {
        return analysis.vessel().isPresent()
                ? analysis.title()
                : analysis.title().toLowerCase(Locale.ROOT);
    }
}
