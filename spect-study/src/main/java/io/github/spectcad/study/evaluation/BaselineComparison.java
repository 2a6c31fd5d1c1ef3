package io.github.spectcad.study.evaluation;

import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.stats.DeLongTest;
import io.github.spectcad.study.text.NumberText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model beside the baselines, on the same patients. AUCs are per vessel and per patient; the difference per vessel is
 * tested by DeLong's paired test with the vessels of a patient as a cluster (Obuchowski 1997, doi:10.2307/2533958).
 *
 * @param auc the model's AUC per vessel
 * @param patientAuc the model's AUC per patient; NaN where all patients have one label
 * @param baselines the baselines, the best per vessel first
 * @since 0.1.0
 */
public record BaselineComparison(double auc, double patientAuc, List<Row> baselines) {
    private static final double SIGNIFICANT = 0.05;

    /** Copies the list. */
    public BaselineComparison {
        baselines = List.copyOf(baselines);
        if (baselines.isEmpty()) {
            throw new IllegalArgumentException("there is no baseline to compare with");
        }
    }

    /**
     * A baseline.
     *
     * @param baseline which
     * @param auc its AUC per vessel
     * @param patientAuc its AUC per patient; NaN where all patients have one label
     * @param pValue of the model's AUC per vessel being equal to its, two-sided
     */
    public record Row(Baseline baseline, double auc, double patientAuc, double pValue) {}

    /**
     * Compares.
     *
     * @param model the model's predictions
     * @param baselines the baselines' predictions for the same patients in the same order
     * @return the comparison
     * @throws IllegalArgumentException if all vessels have one label
     */
    public static BaselineComparison of(LabelledPredictions model, Map<Baseline, LabelledPredictions> baselines) {
        model.requireBothClasses(Analysis.PER_VESSEL);
        int[] labels = model.labels(Analysis.PER_VESSEL);
        List<Row> rows = new ArrayList<>();
        double auc = Double.NaN;
        for (Map.Entry<Baseline, LabelledPredictions> entry : baselines.entrySet()) {
            DeLongTest.Paired test = DeLongTest.withDefaults()
                    .test(
                            labels,
                            model.scores(Analysis.PER_VESSEL),
                            entry.getValue().scores(Analysis.PER_VESSEL),
                            model.patientOfCase());
            auc = test.first().value();
            rows.add(new Row(
                    entry.getKey(), test.second().value(), entry.getValue().auc(Analysis.PER_PATIENT), test.pValue()));
        }
        rows.sort(Comparator.comparingDouble(Row::auc).reversed());
        return new BaselineComparison(auc, model.auc(Analysis.PER_PATIENT), rows);
    }

    /** {@return whether the model's AUC per vessel is above that of every baseline} */
    public boolean isBetter() {
        return auc > baselines.get(0).auc();
    }

    /** {@return the comparison with the best baseline as one sentence; "better" only where DeLong's p is below 0.05} */
    public String describe() {
        Row best = baselines.get(0);
        String figures = String.format(
                Locale.ROOT,
                "AUC per vessel %.3f against %.3f of the %s (%s), DeLong's p %s",
                auc,
                best.auc(),
                best.baseline().title(),
                best.baseline().id(),
                NumberText.pValue(best.pValue()));
        if (!isBetter()) {
            return "NOT BETTER than the best baseline: " + figures;
        }
        return (best.pValue() < SIGNIFICANT
                        ? "better than the best baseline: "
                        : "above the best baseline, though chance may explain the difference: ")
                + figures;
    }
}
