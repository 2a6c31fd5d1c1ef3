package io.github.spectcad.study.report;

import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.stats.DeLongTest;
import io.github.spectcad.study.comparison.ComparedModels;
import io.github.spectcad.study.comparison.ComparedModels.Model;
import io.github.spectcad.study.evaluation.Analysis;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import io.github.spectcad.study.factorial.ResultFolder;
import io.github.spectcad.study.text.NumberText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The model that is best per vessel on the validation patients beside the best baseline, which was fitted to the same
 * patients and labels. The test treats the vessels of a patient as a cluster (Obuchowski 1997, doi:10.2307/2533958).
 */
record BaselineFinding(Model model, Baseline baseline, DeLongTest.Paired areas, Scope scope) {
    private static final double SIGNIFICANT = 0.05;

    /** The finding; empty where no model was selected or its strategy has no baselines. */
    static Optional<BaselineFinding> of(ResultFolder folder, ComparedModels models) throws IOException {
        OptionalInt chosen = models.bestOnValidation(Analysis.PER_VESSEL);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Model model = models.models().get(chosen.getAsInt());
        LabelledPredictions test = model.test();
        BaselineFinding best = null;
        for (Baseline baseline : Baseline.values()) {
            Optional<List<Prediction>> predictions =
                    folder.baselinePredictions(baseline, model.factors().get("strategy"));
            if (predictions.isPresent()) {
                LabelledPredictions other = new LabelledPredictions(test.reference(), predictions.get(), test.truth());
                DeLongTest.Paired areas = DeLongTest.withDefaults()
                        .test(
                                test.labels(Analysis.PER_VESSEL),
                                test.scores(Analysis.PER_VESSEL),
                                other.scores(Analysis.PER_VESSEL),
                                test.patientOfCase());
                if (best == null || areas.second().value() > best.areas.second().value()) {
                    best = new BaselineFinding(model, baseline, areas, new Scope(test, Analysis.PER_VESSEL));
                }
            }
        }
        return Optional.ofNullable(best);
    }

    void addTo(HtmlReport report) {
        boolean chance = areas.pValue() >= SIGNIFICANT;
        report.finding(NumberText.of(
                "%s: against the best baseline, %s (AUC %.2f), the difference of %s is %+.2f (95 %% interval %+.2f to %+.2f, DeLong's"
                        + " test with the vessels of a patient as a cluster, p %s).",
                Findings.capital(scope.brief()),
                baseline.title(),
                areas.second().value(),
                model.name(),
                areas.difference(),
                areas.interval().lower(),
                areas.interval().upper(),
                NumberText.pValue(areas.pValue())));
        if (chance) {
            report.caution(Findings.capital(scope.brief()) + ": that " + model.name() + " differs from the baseline, "
                    + baseline.title() + ": chance may explain the difference.");
        } else if (areas.difference() < 0) {
            report.caution(Findings.capital(scope.brief()) + ": that a network is needed. The baseline, "
                    + baseline.title() + ", is better than the selected network.");
        }
    }
}
