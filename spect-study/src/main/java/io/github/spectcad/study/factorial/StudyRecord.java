package io.github.spectcad.study.factorial;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.study.evaluation.PatientProfile;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a result folder says of its study: everything a report needs besides the predictions.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param configuration the study
 * @param dataFingerprint what identifies the data
 * @param pretrained what identifies the pre-trained weights that cells start from, by backbone and input
 * @param library version of the library
 * @param threads threads of the native library each cell is trained with
 * @param split the parts of the cohort
 * @param patients the validation and test patients
 */
public record StudyRecord(
        int formatVersion,
        StudyConfiguration configuration,
        String dataFingerprint,
        Map<String, String> pretrained,
        String library,
        int threads,
        CohortSplit split,
        List<PatientProfile> patients) {
    /** The version this library writes, and the only one it reads. */
    public static final int FORMAT_VERSION = 3;

    /** Checks the values. */
    public StudyRecord {
        requireVersion(formatVersion, FORMAT_VERSION);
        Objects.requireNonNull(configuration, "configuration");
        Objects.requireNonNull(dataFingerprint, "dataFingerprint");
        pretrained = Collections.unmodifiableMap(new TreeMap<>(pretrained));
        Objects.requireNonNull(library, "library");
        Objects.requireNonNull(split, "split");
        if (threads < 1) {
            throw new IllegalArgumentException("threads of a study are " + threads + ": must be at least 1");
        }
        patients = List.copyOf(patients);
    }

    /** This study with cells trained by another number of threads. */
    StudyRecord withThreads(int other) {
        return new StudyRecord(
                formatVersion, configuration, dataFingerprint, pretrained, library, other, split, patients);
    }

    static void requireVersion(int version, int known) {
        if (version != known) {
            throw new IllegalArgumentException("format version is " + version + ": this library knows " + known);
        }
    }

    static List<PatientProfile> patientsOf(Cohort cohort, CohortSplit split) {
        return Stream.concat(split.validation().stream(), split.test().stream())
                .map(id -> PatientProfile.of(cohort.patient(id)))
                .toList();
    }
}
