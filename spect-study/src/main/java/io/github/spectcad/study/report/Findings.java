package io.github.spectcad.study.report;

import io.github.spectcad.stats.BestModelBootstrap;
import io.github.spectcad.study.comparison.AnalysisComparison;
import io.github.spectcad.study.evaluation.Estimate;
import java.util.Locale;
import java.util.OptionalInt;

/** What came out of a comparison of models, and what may not be concluded from it, in words. */
final class Findings {
    private Findings() {}

    static void add(HtmlReport report, AnalysisComparison comparison) {
        Scope scope = Scope.of(comparison, comparison.analysis());
        int models = comparison.models().size();
        OptionalInt chosen = comparison.bestOnValidation();
        if (chosen.isPresent()) {
            Estimate auc = comparison.auc(chosen.getAsInt());
            report.finding(String.format(
                    Locale.ROOT,
                    "%s: the best of %d models on the validation patients, %s, has an AUC of %.2f on the test patients (95 %%"
                            + " interval %.2f to %.2f, %s).",
                    capital(scope.title()),
                    models,
                    comparison.models().get(chosen.getAsInt()).name(),
                    auc.value(),
                    auc.lower(),
                    auc.upper(),
                    scope.areaInterval()));
        } else {
            report.finding(capital(scope.title()) + ": none of " + models
                    + " models could be selected on validation patients, whose predictions are not known.");
        }
        BestModelBootstrap best = comparison.selection();
        report.caution(String.format(
                Locale.ROOT,
                "%s: the largest AUC on the test patients, %.2f of %s, is not what new patients would show: it is the best"
                        + " of %d looked at on the same patients. Corrected for that it is %.2f.",
                capital(scope.brief()),
                best.apparentAuc(),
                comparison.models().get(best.best()).name(),
                models,
                best.correctedAuc()));
        report.generalCaution(
                "Nothing is known of patients, cameras and readers of other hospitals: no external patients were"
                        + " evaluated.");
        report.generalCaution(
                "An interval says how much chance in the choice of patients may matter. It does not cover errors of"
                        + " the reference standard, nor another training of the same network.");
    }

    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
