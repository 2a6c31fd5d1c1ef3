package io.github.spectcad.study.factorial;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spectcad.nn.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What differs between the study of a folder and the one that is to be run there.
 *
 * @param levels differences in the name and the levels of factors, which leave finished cells as they are
 * @param fatal all others
 */
record StudyDifferences(List<String> levels, List<String> fatal) {
    private static final Set<String> LEVELS = Set.of("name", "backbones", "inputs", "augmentation", "strategies");
    private static final int SHOWN = 60;

    static StudyDifferences between(StudyRecord stored, StudyRecord wanted) {
        StudyDifferences differences = new StudyDifferences(new ArrayList<>(), new ArrayList<>());
        JsonNode old = tree(stored.configuration());
        JsonNode current = tree(wanted.configuration());
        for (String field : names(old, current)) {
            if (LEVELS.contains(field)) {
                differences.add(differences.levels, field, old.path(field), current.path(field));
            } else {
                differences.compare(field, old.path(field), current.path(field));
            }
        }
        if (!stored.dataFingerprint().equals(wanted.dataFingerprint())) {
            differences.fatal.add("the cohort has other patients, maps, clinical features or labels");
        } else if (!stored.split().equals(wanted.split()) || !stored.patients().equals(wanted.patients())) {
            differences.fatal.add("the cohort is split otherwise");
        }
        Set<String> networks = new LinkedHashSet<>(stored.configuration().networks());
        networks.retainAll(wanted.configuration().networks());
        for (String network : networks) {
            String there = stored.pretrained().getOrDefault(network, "");
            String here = wanted.pretrained().getOrDefault(network, "");
            if (!there.equals(here)) {
                differences.fatal.add("the pre-trained weights of " + network + " are " + weights(there) + " there and "
                        + weights(here) + " here");
            }
        }
        if (!stored.library().equals(wanted.library())) {
            differences.fatal.add(
                    "the version of the library is " + stored.library() + " there and " + wanted.library() + " here");
        }
        return differences;
    }

    private static String weights(String fingerprint) {
        return fingerprint.isEmpty() ? "missing" : fingerprint.substring(0, 12);
    }

    private static JsonNode tree(Object value) {
        try {
            return Json.tree(Json.write(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(JsonNode there, JsonNode here) {
        Set<String> names = new LinkedHashSet<>();
        there.fieldNames().forEachRemaining(names::add);
        here.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void compare(String path, JsonNode there, JsonNode here) {
        if (there.isObject() && here.isObject()) {
            names(there, here).forEach(name -> compare(path + "." + name, there.path(name), here.path(name)));
        } else {
            add(fatal, path, there, here);
        }
    }

    private void add(List<String> differences, String path, JsonNode there, JsonNode here) {
        if (!there.equals(here)) {
            differences.add(path + " is " + shown(there) + " there and " + shown(here) + " here");
        }
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "missing" : node.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
