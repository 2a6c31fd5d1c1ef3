package io.github.spectcad.core.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.Partition;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Patients;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingPlan.Assignment;
import io.github.spectcad.core.TrainingStrategies;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategyPlansTest {
    private static final Cohort PAPER = Patients.paper();
    private static final CohortSplit SPLIT = CohortSplitter.split(PAPER, 11);

    private static TrainingPlan plan(String id) {
        return plan(id, PAPER, SPLIT);
    }

    private static TrainingPlan plan(String id, Cohort cohort, CohortSplit split) {
        return TrainingStrategies.load().require(id).plan(cohort, split);
    }

    private static Map<LabelSource, Long> sources(List<Assignment> assignments) {
        return assignments.stream().collect(Collectors.groupingBy(Assignment::labels, Collectors.counting()));
    }

    private static List<String> ids(List<Assignment> assignments) {
        return assignments.stream().map(Assignment::patientId).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "task-1, ER, 800, 40, , ",
        "strategy-1, ICA, 141, 40, , ",
        "strategy-2, ICA, 800, 40, , ",
        "strategy-3, ICA, 655, 185, , ",
        "strategy-4, ICA, 141, 40, task-1, ",
        "strategy-5, ICA, 800, 40, , strategy-1",
        "strategy-6, ICA, 800, 40, , strategy-4"
    })
    void eachStrategyHasThePapersSizesAndDependencies(
            String id, Reference reference, int train, int validation, String initial, String teacher) {
        TrainingPlan plan = plan(id);
        assertEquals(reference, plan.reference());
        assertEquals(train, plan.train().size());
        assertEquals(validation, plan.validation().size());
        assertEquals(Optional.ofNullable(initial), plan.initialWeights());
        assertEquals(Optional.ofNullable(teacher), plan.teacher());
    }

    @Test
    void eachStrategyLabelsPatientsAsThePaperDoes() {
        assertEquals(
                Map.of(LabelSource.EXPERT_READING, 800L), sources(plan("task-1").train()));
        assertEquals(
                Map.of(LabelSource.EXPERT_READING, 40L), sources(plan("task-1").validation()));
        for (String id : List.of("strategy-1", "strategy-4")) {
            assertEquals(Map.of(LabelSource.ANGIOGRAPHY, 141L), sources(plan(id).train()));
        }
        assertEquals(
                Map.of(LabelSource.ANGIOGRAPHY, 141L, LabelSource.EXPERT_READING, 659L),
                sources(plan("strategy-2").train()));
        assertEquals(
                Map.of(LabelSource.ANGIOGRAPHY, 141L, LabelSource.EXPERT_READING, 514L),
                sources(plan("strategy-3").train()));
        assertEquals(
                Map.of(LabelSource.ANGIOGRAPHY, 40L, LabelSource.EXPERT_READING, 145L),
                sources(plan("strategy-3").validation()));
        for (String id : List.of("strategy-5", "strategy-6")) {
            assertEquals(
                    Map.of(LabelSource.ANGIOGRAPHY, 141L, LabelSource.PSEUDO_LABEL, 659L), sources(plan(id).train()));
        }
        for (int i = 1; i <= 6; i++) {
            if (i != 3) {
                assertEquals(
                        Map.of(LabelSource.ANGIOGRAPHY, 40L),
                        sources(plan("strategy-" + i).validation()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"task-1", "strategy-1", "strategy-2", "strategy-3", "strategy-4", "strategy-5", "strategy-6"})
    void noTestPatientTrainsOrValidatesAndNoPatientIsInBothParts(String id) {
        TrainingPlan plan = plan(id);
        Set<String> seen = new HashSet<>(SPLIT.test());
        for (Assignment assignment : plan.train()) {
            assertTrue(seen.add(assignment.patientId()), assignment.patientId());
        }
        for (Assignment assignment : plan.validation()) {
            assertTrue(seen.add(assignment.patientId()), assignment.patientId());
        }
        assertTrue(ids(plan.validation()).containsAll(SPLIT.validation()));
        assertEquals(plan, plan(id));
    }

    @Test
    void strategy3DividesTheReadPatientsByPattern() {
        Map<String, Long> validating = plan("strategy-3").validation().stream()
                .filter(assignment -> assignment.labels() == LabelSource.EXPERT_READING)
                .collect(Collectors.groupingBy(
                        assignment -> Patients.pattern(PAPER.patient(assignment.patientId())
                                .expertReading()
                                .orElseThrow()
                                .labels()),
                        Collectors.counting()));
        Patients.ER.forEach((pattern, count) ->
                assertEquals(count * 145 / 659.0, validating.getOrDefault(pattern, 0L), 1, pattern));
    }

    @Test
    void trainingOnOneClassIsRefused() {
        List<PatientStudy> patients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            patients.add(Patients.patient("n" + i, "000", "111", null));
        }
        Cohort cohort = Cohort.of(patients);
        CohortSplit split = CohortSplitter.split(cohort, 1);
        String normal = assertThrows(IllegalArgumentException.class, () -> plan("strategy-1", cohort, split))
                .getMessage();
        assertEquals(
                "strategy-1 needs normal and diseased vessels to train on: all of its 5 training patients have"
                        + " no diseased vessels",
                normal);
        String diseased = assertThrows(IllegalArgumentException.class, () -> plan("task-1", cohort, split))
                .getMessage();
        assertTrue(diseased.endsWith("have only diseased vessels"), diseased);
    }

    @Test
    void aCohortWithoutReadingsCannotBeUsedWhereTheyAreNeeded() {
        List<PatientStudy> patients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            patients.add(Patients.patient("n" + i, i % 2 == 0 ? "000" : "110", null, null));
        }
        Cohort cohort = Cohort.of(patients);
        CohortSplit split = CohortSplitter.split(cohort, 1);
        for (String id : List.of("task-1", "strategy-2", "strategy-3")) {
            String message = assertThrows(IllegalArgumentException.class, () -> plan(id, cohort, split))
                    .getMessage();
            assertTrue(message.startsWith(id + " needs expert readings"), message);
        }
        for (String id : List.of("strategy-5", "strategy-6")) {
            String message = assertThrows(IllegalArgumentException.class, () -> plan(id, cohort, split))
                    .getMessage();
            assertEquals(id + " needs patients without angiography, there are none", message);
        }
        assertEquals(5, plan("strategy-1", cohort, split).train().size());
    }

    @Test
    void withoutAngiographyOnlyTask1CanBePlanned() {
        List<PatientStudy> patients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            patients.add(Patients.patient("n" + i, null, i % 2 == 0 ? "000" : "110", null));
        }
        Cohort cohort = Cohort.of(patients);
        CohortSplit split = CohortSplitter.split(cohort, 1);
        assertEquals(5, plan("task-1", cohort, split).train().size());
        String message = assertThrows(IllegalArgumentException.class, () -> plan("strategy-1", cohort, split))
                .getMessage();
        assertTrue(message.contains("needs angiography"), message);
    }

    @Test
    void patientsWithoutAReadingAreLeftOutOfTask1() {
        Cohort cohort = Cohort.of(List.of(
                Patients.patient("a", "000", "100", Partition.TRAIN),
                Patients.patient("b", "111", null, Partition.TRAIN),
                Patients.patient("c", "111", "000", Partition.VALIDATION),
                Patients.patient("d", "111", "000", Partition.TEST),
                Patients.patient("e", null, "000", null),
                Patients.patient("f", null, null, null)));
        TrainingPlan plan = plan("task-1", cohort, CohortSplitter.split(cohort, 1));
        assertEquals(List.of("a", "e"), ids(plan.train()));
        assertEquals(List.of("c"), ids(plan.validation()));
    }
}
