package io.github.spectcad.study.comparison;

import io.github.spectcad.io.Reading;
import io.github.spectcad.io.ReadingCondition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The readings of the patients whom every reader has read in every condition in which that reader read anybody, so that all
 * raters rate the same patients.
 */
final class CommonReadings {
    private final Map<String, Set<ReadingCondition>> conditions;
    private final Map<Reading.Key, Reading> byKey;
    private final List<String> patients;
    private final int leftOut;

    private CommonReadings(
            Map<String, Set<ReadingCondition>> conditions,
            Map<Reading.Key, Reading> byKey,
            List<String> patients,
            int leftOut) {
        this.conditions = conditions;
        this.byKey = byKey;
        this.patients = patients;
        this.leftOut = leftOut;
    }

    /**
     * Chooses the patients.
     *
     * @param readings what readers said of these and maybe other patients
     * @param candidates the patients that may be chosen, in the order that is kept
     * @return the readings of the chosen patients
     * @throws IllegalArgumentException if there is no such patient
     */
    static CommonReadings of(List<Reading> readings, List<String> candidates) {
        Map<String, Set<ReadingCondition>> conditions = new LinkedHashMap<>();
        Map<Reading.Key, Reading> byKey = new HashMap<>();
        Set<String> read = new HashSet<>();
        for (Reading reading : readings) {
            conditions
                    .computeIfAbsent(reading.reader(), reader -> new TreeSet<>())
                    .add(reading.condition());
            byKey.put(reading.key(), reading);
            read.add(reading.patientId());
        }
        List<String> common = candidates.stream()
                .filter(patient -> !readings.isEmpty()
                        && conditions.entrySet().stream()
                                .allMatch(reader -> reader.getValue().stream()
                                        .allMatch(condition -> byKey.containsKey(
                                                new Reading.Key(reader.getKey(), patient, condition)))))
                .toList();
        if (common.isEmpty()) {
            throw new IllegalArgumentException("none of " + candidates.size() + " patients was read by all of "
                    + conditions.size() + " readers in every condition: give the readings of the same patients");
        }
        return new CommonReadings(conditions, byKey, common, read.size() - common.size());
    }

    /** The readers in the order of the readings. */
    List<String> readers() {
        return List.copyOf(conditions.keySet());
    }

    /** The conditions that occur, without the model first. */
    List<ReadingCondition> conditions() {
        Set<ReadingCondition> all = new TreeSet<>();
        conditions.values().forEach(all::addAll);
        return List.copyOf(all);
    }

    /** The chosen patients. */
    List<String> patients() {
        return patients;
    }

    /** How many patients with readings were not chosen. */
    int leftOut() {
        return leftOut;
    }

    /** What a reader said of the chosen patients in a condition; empty where the reader read nobody in it. */
    Optional<List<Reading>> of(String reader, ReadingCondition condition) {
        return conditions.get(reader).contains(condition)
                ? Optional.of(patients.stream()
                        .map(patient -> byKey.get(new Reading.Key(reader, patient, condition)))
                        .toList())
                : Optional.empty();
    }
}
