package io.github.spectcad.nn.model;

import io.github.spectcad.core.Partition;
import io.github.spectcad.core.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The patients a model has seen, by digests of their ids: enough to tell whether a patient is one of them, and no list of
 * patients. Who knows an id can look for it; ids that are names are no better protected than by themselves.
 *
 * @param training digests of the patients whose labels trained it, or the model it started from
 * @param validation digests of the patients it was selected on
 * @since 0.1.0
 */
public record SeenPatients(List<String> training, List<String> validation) {
    /** Nothing is known, as in a file of an older version. */
    public static final SeenPatients UNKNOWN = new SeenPatients(List.of(), List.of());

    private static final int DIGITS = 16;

    /** Checks the values. */
    public SeenPatients {
        training = digests(training);
        validation = digests(validation);
    }

    private static List<String> digests(List<String> digests) {
        for (String digest : digests) {
            if (!digest.matches("[0-9a-f]{" + DIGITS + "}")) {
                throw new IllegalArgumentException("a digest of a patient must have " + DIGITS + " hex digits");
            }
        }
        return List.copyOf(digests);
    }

    /**
     * The record of a training.
     *
     * @param training ids of the training patients
     * @param validation ids of the validation patients
     * @return the record, in sorted order
     */
    public static SeenPatients of(Collection<String> training, Collection<String> validation) {
        return new SeenPatients(sorted(training.stream()), sorted(validation.stream()));
    }

    private static List<String> sorted(Stream<String> ids) {
        return ids.map(SeenPatients::digest).distinct().sorted().toList();
    }

    private static String digest(String patientId) {
        byte[] sha = Sha256.digest().digest(("patient " + patientId).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sha).substring(0, DIGITS);
    }

    /**
     * The record of a model that started from another, or is made of several.
     *
     * @param other what the other has seen
     * @return both together
     */
    public SeenPatients and(SeenPatients other) {
        return new SeenPatients(
                Stream.concat(training.stream(), other.training.stream())
                        .distinct()
                        .sorted()
                        .toList(),
                Stream.concat(validation.stream(), other.validation.stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /**
     * In which part of its data the model has seen a patient.
     *
     * @param patientId the patient's id in the cohort
     * @return {@link Partition#TRAIN} or {@link Partition#VALIDATION}; empty where it has not
     */
    public Optional<Partition> partitionOf(String patientId) {
        String digest = digest(patientId);
        if (training.contains(digest)) {
            return Optional.of(Partition.TRAIN);
        }
        return validation.contains(digest) ? Optional.of(Partition.VALIDATION) : Optional.empty();
    }
}
