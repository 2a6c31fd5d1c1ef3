package io.github.spectcad.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The parts of a cohort that every strategy starts from, no patient in two of them.
 *
 * <p>The paper: 141, 40 and 100 patients with angiography to train, validate and test, and 659 with expert readings only.
 *
 * @param train ids of the angiography patients to train on
 * @param validation ids of the angiography patients to validate on
 * @param test ids of the held-out patients, never used in training or for any choice
 * @param expertOnly ids of the patients without angiography
 */
public record CohortSplit(List<String> train, List<String> validation, List<String> test, List<String> expertOnly) {
    /** Checks that the parts are disjoint. */
    public CohortSplit {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        expertOnly = List.copyOf(expertOnly);
        Set<String> seen = new HashSet<>();
        for (List<String> part : List.of(train, validation, test, expertOnly)) {
            for (String id : part) {
                if (!seen.add(id)) {
                    throw new IllegalArgumentException("patient '" + id + "' occurs twice in the split");
                }
            }
        }
    }
}
