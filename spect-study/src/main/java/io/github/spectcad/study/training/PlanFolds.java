package io.github.spectcad.study.training;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.LabelSource;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.TrainingPlan;
import io.github.spectcad.core.TrainingPlan.Assignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Divides a plan for cross-validation. The patients whose labels come from where those of the validation patients come
 * from take turns in validating, so that each validates once; all others train in every fold.
 */
final class PlanFolds {
    private PlanFolds() {}

    /**
     * The folds of a plan, stratified by the joint pattern of the labels.
     *
     * @param folds how many; 1 is the plan itself
     * @param seed of the division; it does not depend on the order of the patients
     * @throws IllegalArgumentException if there are fewer patients to divide than folds
     */
    static List<TrainingPlan> of(TrainingPlan plan, Cohort cohort, int folds, long seed) {
        if (folds == 1) {
            return List.of(plan);
        }
        Set<LabelSource> sources = new HashSet<>();
        plan.validation().forEach(assignment -> sources.add(assignment.labels()));
        sources.remove(LabelSource.PSEUDO_LABEL);
        List<Assignment> all =
                Stream.concat(plan.train().stream(), plan.validation().stream()).toList();
        Map<String, List<Assignment>> strata = new TreeMap<>();
        all.stream()
                .filter(assignment -> sources.contains(assignment.labels()))
                .sorted((a, b) -> a.patientId().compareTo(b.patientId()))
                .forEach(assignment -> strata.computeIfAbsent(
                                pattern(cohort.patient(assignment.patientId()), assignment.labels()),
                                pattern -> new ArrayList<>())
                        .add(assignment));
        List<Set<Assignment>> parts = deal(strata, folds, seed);
        return parts.stream()
                .map(part -> new TrainingPlan(
                        plan.reference(),
                        all.stream().filter(a -> !part.contains(a)).toList(),
                        all.stream().filter(part::contains).toList(),
                        plan.initialWeights(),
                        plan.teacher()))
                .toList();
    }

    private static String pattern(PatientStudy patient, LabelSource source) {
        return source == LabelSource.ANGIOGRAPHY
                ? "ica " + patient.angiography().orElseThrow().labels()
                : "er " + patient.expertReading().orElseThrow().labels();
    }

    private static List<Set<Assignment>> deal(Map<String, List<Assignment>> strata, int folds, long seed) {
        List<Set<Assignment>> parts = new ArrayList<>();
        for (int i = 0; i < folds; i++) {
            parts.add(new HashSet<>());
        }
        Random random = new Random(seed);
        int next = 0;
        for (List<Assignment> stratum : strata.values()) {
            Collections.shuffle(stratum, random);
            for (Assignment assignment : stratum) {
                parts.get(next++ % folds).add(assignment);
            }
        }
        if (next < folds) {
            throw new IllegalArgumentException("there are " + folds + " folds and only " + next
                    + " patients to divide over them: ask for fewer folds");
        }
        return parts;
    }
}
