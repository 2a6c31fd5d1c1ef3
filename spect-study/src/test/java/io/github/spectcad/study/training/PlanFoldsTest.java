package io.github.spectcad.study.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.CohortSplitter;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingPlan.Assignment;
import io.github.spectcad.core.TrainingStrategies;
import io.github.spectcad.core.phantom.PhantomCohort;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFoldsTest {
    private static final Cohort COHORT = PhantomCohort.of(120, 3).cohort(16);
    private static final CohortSplit SPLIT = CohortSplitter.split(COHORT, 7);

    private static TrainingPlan plan(String strategy) {
        return TrainingStrategies.load().require(strategy).plan(COHORT, SPLIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-1", "strategy-1", "strategy-2", "strategy-5"})
    void eachPatientOfTheValidationLabelsValidatesOnceAndAllOthersAlwaysTrain(String strategy) {
        TrainingPlan plan = plan(strategy);
        LabelSource source = plan.validation().get(0).labels();
        Set<Assignment> all = new HashSet<>(plan.train());
        all.addAll(plan.validation());
        Set<Assignment> validated = new HashSet<>();
        for (TrainingPlan fold : PlanFolds.of(plan, COHORT, 4, 1)) {
            Set<Assignment> members = new HashSet<>(fold.train());
            members.addAll(fold.validation());
            assertEquals(all, members);
            assertTrue(fold.validation().stream().allMatch(validated::add));
        }
        assertEquals(Set.copyOf(all.stream().filter(a -> a.labels() == source).toList()), validated);
    }

    @Test
    void foldsHaveNearlyTheSameSizeAndRateOfDisease() {
        List<TrainingPlan> folds = PlanFolds.of(plan("task-1"), COHORT, 5, 1);
        long[] sizes = folds.stream().mapToLong(f -> f.validation().size()).toArray();
        long[] diseased = folds.stream()
                .mapToLong(f -> f.validation().stream()
                        .filter(a -> COHORT.patient(a.patientId())
                                .expertReading()
                                .orElseThrow()
                                .labels()
                                .anyVessel())
                        .count())
                .toArray();
        assertTrue(spread(sizes) <= 1, () -> java.util.Arrays.toString(sizes));
        assertTrue(spread(diseased) <= 5, () -> java.util.Arrays.toString(diseased));
    }

    private static long spread(long[] values) {
        return java.util.Arrays.stream(values).max().getAsLong()
                - java.util.Arrays.stream(values).min().getAsLong();
    }

    @Test
    void oneFoldIsThePlanAndTooManyAreRefused() {
        TrainingPlan plan = plan("strategy-1");
        assertEquals(List.of(plan), PlanFolds.of(plan, COHORT, 1, 1));
        int patients = plan.train().size() + plan.validation().size();
        assertThrows(IllegalArgumentException.class, () -> PlanFolds.of(plan, COHORT, patients + 1, 1));
        assertEquals(
                patients,
                Stream.of(PlanFolds.of(plan, COHORT, patients, 1))
                        .findFirst()
                        .get()
                        .size());
    }
}
