package io.github.spectcad.study.factorial;

import io.github.spectcad.core.CadClassifier;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.baseline.Baseline;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.PredictionCsv;
import io.github.spectcad.nn.train.PseudoLabels;
import io.github.spectcad.nn.train.TrainingData;
import io.github.spectcad.study.training.PlanBaselines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lets the baselines predict the test patients of a study. */
final class StudyBaselines {
    private StudyBaselines() {}

    /** Fits them to the patients of each strategy without a teacher, whose labels would be a network's. */
    static void predict(ResultFolder folder, CellGraph graph, Cohort cohort) throws IOException {
        List<PatientStudy> test = cohort.patients(folder.study().split().test());
        Map<String, TrainingPlan> plans = new TreeMap<>();
        graph.inOrder().forEach(cell -> plans.computeIfAbsent(cell.strategy(), strategy -> graph.plan(cell)));
        plans.values().removeIf(plan -> plan.teacher().isPresent());
        for (Map.Entry<String, TrainingPlan> plan : plans.entrySet()) {
            TrainingData training = TrainingData.of(plan.getValue().train(), cohort, PseudoLabels.NONE);
            for (Baseline baseline : Baseline.values()) {
                List<Prediction> predictions;
                try (CadClassifier fitted = PlanBaselines.fit(baseline, training)) {
                    predictions = fitted.classify(test, MapGate.passed());
                } catch (IllegalArgumentException e) {
                    continue; // maps too small for segments, or none of a common state: the report has no such row
                }
                store(folder, ResultFolder.baselineFile(baseline, plan.getKey()), predictions);
            }
        }
    }

    private static void store(ResultFolder folder, String name, List<Prediction> predictions) throws IOException {
        Path csv = Files.createTempFile("spect-baseline", ".csv");
        try {
            PredictionCsv.write(csv, predictions);
            byte[] content = Files.readAllBytes(csv);
            folder.store().write(name, out -> out.write(content));
        } finally {
            Files.delete(csv);
        }
    }
}
