package io.github.spectcad.study.training;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.nn.train.EnsembleTrainer;
import io.github.spectcad.nn.train.LabelledPatient;
import io.github.spectcad.nn.train.TrainingData;
import io.github.spectcad.study.evaluation.BaselineComparison;
import io.github.spectcad.study.evaluation.LabelledPredictions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The baselines fitted to the patients and labels of a training.
 *
 * @since 0.1.0
 */
public final class PlanBaselines {
    private PlanBaselines() {}

    /**
     * Fits a baseline to training patients.
     *
     * @param baseline which
     * @param training the patients; soft labels count as diseased from 0.5
     * @return the fitted baseline
     */
    public static CadClassifier fit(Baseline baseline, TrainingData training) {
        return baseline.fit(patients(training), labels(training));
    }

    /**
     * Compares a trained model with all baselines on its validation patients. With several folds the baselines of each
     * fold predict its validation patients, as the networks do.
     *
     * @param result the trained plan
     * @param reference the reference standard of the validation labels
     * @return the comparison
     * @throws IllegalArgumentException if all validation vessels have one label
     */
    public static BaselineComparison onValidation(PlanResult result, Reference reference) {
        List<VesselLabels> truth = new ArrayList<>();
        Map<Baseline, List<Prediction>> predictions = new EnumMap<>(Baseline.class);
        for (EnsembleTrainer.Fold fold : result.folds()) {
            truth.addAll(labels(fold.validation()));
            for (Baseline baseline : Baseline.values()) {
                try (CadClassifier fitted = fit(baseline, fold.training())) {
                    predictions
                            .computeIfAbsent(baseline, b -> new ArrayList<>())
                            .addAll(fitted.classify(patients(fold.validation()), MapGate.passed()));
                }
            }
        }
        Map<Baseline, LabelledPredictions> baselines = new EnumMap<>(Baseline.class);
        predictions.forEach((b, p) -> baselines.put(b, new LabelledPredictions(reference, p, truth)));
        return BaselineComparison.of(
                new LabelledPredictions(reference, result.training().validation(), truth), baselines);
    }

    private static List<PatientStudy> patients(TrainingData data) {
        return data.patients().stream().map(LabelledPatient::patient).toList();
    }

    private static List<VesselLabels> labels(TrainingData data) {
        return data.patients().stream().map(LabelledPatient::decided).toList();
    }
}
