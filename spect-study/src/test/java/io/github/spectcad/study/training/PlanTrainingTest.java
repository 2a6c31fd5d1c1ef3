package io.github.spectcad.study.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Prediction;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.Thresholds;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingPlan.Assignment;
import io.github.spectcad.core.TrainingStrategies;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.model.ModelFile;
import io.github.spectcad.nn.model.TrainedModel;
import io.github.spectcad.nn.model.TrainingConfiguration;
import io.github.spectcad.nn.train.LabelledPatient;
import io.github.spectcad.nn.train.PseudoLabelRule;
import io.github.spectcad.nn.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTrainingTest {
    private static final int PIXELS = 16;
    private static final Cohort COHORT = PhantomCohort.of(80, 3).cohort(PIXELS);
    private static final CohortSplit SPLIT = CohortSplitter.split(COHORT, 7);

    @TempDir
    static Path folder;

    private static Path teacher;

    private static TrainingPlan plan(String strategy) {
        return TrainingStrategies.load().require(strategy).plan(COHORT, SPLIT);
    }

    private static PlanTraining training(String strategy, TrainingPlan plan) {
        return PlanTraining.of(
                plan,
                COHORT,
                TrainingConfiguration.paper("cnn1", "rest", strategy).toBuilder()
                        .network(new NetworkSpec("cnn1", "rest", PIXELS, new HeadSpec(8, 0.3, 0.01, 4)))
                        .settings(s -> s.epochs(2).batchSize(4))
                        .build());
    }

    @BeforeAll
    static void trainTeacher() throws IOException {
        teacher = folder.resolve("teacher.zip");
        try (TrainedModel model = training("strategy-1", plan("strategy-1"))
                .train(TrainingListener.NONE)
                .training()
                .model()) {
            ModelFile.save(model, teacher);
        }
    }

    private static List<LabelledPatient> labels(PlanTraining training) throws IOException {
        PlanResult result = training.withTeacher(ModelSource.file(teacher)).train(TrainingListener.NONE);
        result.training().model().close();
        return COHORT.patients(SPLIT.expertOnly()).stream()
                .flatMap(patient -> result.pseudoLabels().label(patient).stream())
                .toList();
    }

    private static List<LabelledPatient> decisions(Thresholds thresholds) throws IOException {
        List<LabelledPatient> decisions = new ArrayList<>();
        try (TrainedModel model = ModelFile.load(teacher)) {
            for (PatientStudy patient : COHORT.patients(SPLIT.expertOnly())) {
                decisions.add(LabelledPatient.of(patient, thresholds.decide(model.classify(patient))));
            }
        }
        return decisions;
    }

    @Test
    void pseudoLabelsAreTheTeachersDecisions() throws IOException {
        Thresholds own;
        try (TrainedModel model = ModelFile.load(teacher)) {
            own = model.thresholds();
        }
        List<LabelledPatient> labels = labels(training("strategy-5", plan("strategy-5")));
        assertEquals(decisions(own), labels);
        assertTrue(!decisions(Thresholds.HALF).equals(labels), "the thresholds make no difference in this cohort");
    }

    @Test
    void thresholdsOfTheRuleTakeThePlaceOfTheTeachers() throws IOException {
        PseudoLabelRule half = new PseudoLabelRule(Thresholds.HALF.toList(), false, 0.5);
        assertEquals(
                decisions(Thresholds.HALF),
                labels(training("strategy-5", plan("strategy-5")).withPseudoLabels(half)));
    }

    @Test
    void validationPatientsMayBePseudoLabelled() throws IOException {
        TrainingPlan labelled = plan("strategy-1");
        List<Assignment> validation = new ArrayList<>(labelled.validation());
        SPLIT.expertOnly().forEach(id -> validation.add(new Assignment(id, LabelSource.PSEUDO_LABEL)));
        TrainingPlan plan = new TrainingPlan(
                Reference.ICA, labelled.train(), validation, Optional.empty(), Optional.of("strategy-1"));
        PlanResult result = training("vendor:validating", plan)
                .withTeacher(ModelSource.file(teacher))
                .train(TrainingListener.NONE);
        result.training().model().close();
        assertEquals(labelled.train().size(), result.trainingPatients());
        assertEquals(validation.size(), result.validationPatients());
        assertEquals(SPLIT.expertOnly().size(), result.pseudoLabels().candidates());
    }

    @Test
    void patientsTheTeacherIsNotSureOfAreLeftOutAndCounted() throws IOException {
        double sure;
        try (TrainedModel model = ModelFile.load(teacher)) {
            sure = model.classify(COHORT.patients(SPLIT.expertOnly())).stream()
                    .mapToDouble(PlanTrainingTest::sureness)
                    .max()
                    .orElseThrow();
        }
        PlanResult result = training("strategy-5", plan("strategy-5"))
                .withTeacher(ModelSource.file(teacher))
                .withPseudoLabels(new PseudoLabelRule(List.of(), false, sure))
                .train(TrainingListener.NONE);
        result.training().model().close();
        assertEquals(SPLIT.expertOnly().size(), result.pseudoLabels().candidates());
        assertEquals(1, result.pseudoLabels().used());
        assertEquals(SPLIT.train().size() + 1, result.trainingPatients());
    }

    private static double sureness(Prediction p) {
        return Math.min(
                Math.max(p.lad(), 1 - p.lad()),
                Math.min(Math.max(p.rca(), 1 - p.rca()), Math.max(p.lcx(), 1 - p.lcx())));
    }

    @Test
    void modelsThatAPlanNeedsAreAskedFor() {
        assertMessage(
                "strategy-5 needs a teacher, a model trained by strategy-1",
                training("strategy-5", plan("strategy-5")));
        assertMessage("strategy-4 starts from a model trained by task-1", training("strategy-4", plan("strategy-4")));
    }

    @Test
    void teacherThatNobodyNeedsIsRefused() {
        assertMessage(
                "task-1 has no patients for a teacher to label",
                training("task-1", plan("task-1")).withTeacher(ModelSource.file(teacher)));
    }

    private static void assertMessage(String message, PlanTraining training) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> training.train(TrainingListener.NONE));
        assertTrue(e.getMessage().startsWith(message), e.getMessage());
    }

    @Test
    void trainingStartsFromTheInitialModel() throws IOException {
        PlanResult result = training("strategy-4", plan("strategy-4"))
                .withInitialModel(ModelSource.file(teacher))
                .train(TrainingListener.NONE);
        try (TrainedModel model = result.training().model()) {
            assertEquals(List.of(), result.training().transfer().orElseThrow().fresh());
            try (TrainedModel initial = ModelFile.load(teacher)) {
                assertEquals(
                        initial.weightsFingerprint(), model.description().data().initialWeights());
            }
        }
    }
}
