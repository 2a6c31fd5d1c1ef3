package io.github.spectcad.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Divides a cohort into the parts every strategy starts from. Each patient lands in exactly one part.
 *
 * <p>Patients with angiography train, validate and test; patients without are {@link CohortSplit#expertOnly()}. A
 * patient's partition in the file is kept. Patients with angiography and no partition are divided over those parts that
 * the file assigns nobody to: at random, in the paper's proportion of 141 : 40 : 100, stratified by the joint pattern of
 * LAD, RCA and LCX, so that all parts have a similar rate of each pattern.
 *
 * <p>In a cohort without any angiography the expert readings take its place: such a split serves task 1 alone.
 */
public final class CohortSplitter {
    /** The paper's numbers of patients to train, validate and test. */
    private static final Map<Partition, Integer> PROPORTION =
            Map.of(Partition.TRAIN, 141, Partition.VALIDATION, 40, Partition.TEST, 100);

    private CohortSplitter() {}

    /**
     * Splits a cohort.
     *
     * @param cohort the patients
     * @param seed of the random division; the same cohort and seed give the same split, whatever the order of patients
     * @return the parts, each in cohort order
     * @throws IllegalArgumentException if no patient has angiography or an expert reading; if a patient without
     *     angiography is marked for validation or test; if patients have no partition and the file assigns others to all
     *     three parts; or if a part stays empty
     */
    public static CohortSplit split(Cohort cohort, long seed) {
        Reference reference = hasTruth(cohort, Reference.ICA) ? Reference.ICA : Reference.ER;
        if (!hasTruth(cohort, reference)) {
            throw new IllegalArgumentException("no patient of the cohort has angiography or an expert reading:"
                    + " give stenosis_*, ica_*, score_* or er_* columns");
        }
        Map<Partition, List<String>> parts = new EnumMap<>(Partition.class);
        for (Partition part : Partition.values()) {
            parts.put(part, new ArrayList<>());
        }
        List<String> unassigned = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (PatientStudy patient : cohort.patients()) {
            if (patient.truth(reference).isEmpty()) {
                others.add(requireNotHeldOut(patient, reference).patientId());
            } else {
                patient.partition().map(parts::get).orElse(unassigned).add(patient.patientId());
            }
        }
        divide(cohort, reference, unassigned, parts, seed);
        return new CohortSplit(
                inOrder(cohort, parts.get(Partition.TRAIN)),
                inOrder(cohort, parts.get(Partition.VALIDATION)),
                inOrder(cohort, parts.get(Partition.TEST)),
                others);
    }

    private static boolean hasTruth(Cohort cohort, Reference reference) {
        return cohort.patients().stream()
                .anyMatch(patient -> patient.truth(reference).isPresent());
    }

    private static PatientStudy requireNotHeldOut(PatientStudy patient, Reference reference) {
        patient.partition().filter(Predicate.not(Partition.TRAIN::equals)).ifPresent(part -> {
            throw new IllegalArgumentException("patient " + patient.patientId() + " has partition " + part.id()
                    + " but no " + (reference == Reference.ICA ? "angiography" : "expert reading")
                    + ", which that part needs: leave the partition empty or remove the patient");
        });
        return patient;
    }

    private static void divide(
            Cohort cohort,
            Reference reference,
            List<String> unassigned,
            Map<Partition, List<String>> parts,
            long seed) {
        List<Partition> open = new ArrayList<>(parts.keySet());
        open.removeIf(part -> !parts.get(part).isEmpty());
        if (open.isEmpty()) {
            if (!unassigned.isEmpty()) {
                throw new IllegalArgumentException("patient " + unassigned.get(0)
                        + " has no partition while others are assigned to all three parts: give it one");
            }
            return;
        }
        if (unassigned.size() < open.size()) {
            throw new IllegalArgumentException("too few patients to train, validate and test: no patient is left for "
                    + open.get(unassigned.size()).id() + "; each part needs at least one with "
                    + (reference == Reference.ICA ? "angiography" : "an expert reading"));
        }
        List<String> left = new ArrayList<>(unassigned);
        for (int last = open.size() - 1; last > 0; last--) {
            int weight = PROPORTION.get(open.get(last));
            int weights =
                    open.subList(0, last + 1).stream().mapToInt(PROPORTION::get).sum();
            int share = Math.toIntExact(Math.round((double) left.size() * weight / weights));
            Set<String> drawn = StratifiedSampling.draw(
                    left,
                    id -> cohort.patient(id).truth(reference).orElseThrow().labels(),
                    Math.max(1, Math.min(left.size() - last, share)),
                    seed + last);
            parts.get(open.get(last)).addAll(drawn);
            left.removeAll(drawn);
        }
        parts.get(open.get(0)).addAll(left);
    }

    private static List<String> inOrder(Cohort cohort, List<String> ids) {
        Set<String> members = Set.copyOf(ids);
        return cohort.patients().stream()
                .map(PatientStudy::patientId)
                .filter(members::contains)
                .toList();
    }
}
