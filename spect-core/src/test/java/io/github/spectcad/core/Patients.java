package io.github.spectcad.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Patients without maps, for tests of what looks at ids and labels only. */
public final class Patients {
    /** Joint patterns LAD, RCA, LCX of the 281 patients with angiography of the paper's table 1. */
    public static final Map<String, Integer> ICA =
            Map.of("000", 94, "001", 11, "010", 11, "100", 42, "011", 5, "101", 24, "110", 15, "111", 79);

    /** Joint patterns of the 659 patients with expert readings only. */
    public static final Map<String, Integer> ER =
            Map.of("000", 374, "001", 66, "010", 29, "100", 89, "011", 27, "101", 18, "110", 33, "111", 23);

    private Patients() {}

    /** The joint pattern as digits LAD, RCA, LCX, for example {@code 101}. */
    public static String pattern(VesselLabels labels) {
        return (labels.lad() ? "1" : "0") + (labels.rca() ? "1" : "0") + (labels.lcx() ? "1" : "0");
    }

    /** Labels of such a pattern. */
    public static VesselLabels labels(String pattern) {
        return new VesselLabels(pattern.charAt(0) == '1', pattern.charAt(1) == '1', pattern.charAt(2) == '1');
    }

    /** A patient with the given patterns, null where there is no such truth. */
    public static PatientStudy patient(String id, String ica, String er, Partition partition) {
        return new PatientStudy(
                id,
                Optional.empty(),
                Optional.empty(),
                ClinicalFeatures.UNKNOWN,
                Optional.ofNullable(ica).map(pattern -> Angiography.ofLabels(labels(pattern))),
                Optional.ofNullable(er).map(pattern -> ExpertReading.ofLabels(labels(pattern))),
                Optional.ofNullable(partition));
    }

    /** The paper's 940 patients: those with angiography are also read. */
    public static Cohort paper() {
        List<PatientStudy> patients = new ArrayList<>();
        ICA.forEach((pattern, count) -> {
            for (int i = 0; i < count; i++) {
                patients.add(patient("ica-" + pattern + "-" + i, pattern, i % 3 == 0 ? "000" : pattern, null));
            }
        });
        ER.forEach((pattern, count) -> {
            for (int i = 0; i < count; i++) {
                patients.add(patient("er-" + pattern + "-" + i, null, pattern, null));
            }
        });
        return Cohort.of(patients);
    }
}
