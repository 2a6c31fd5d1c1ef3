package io.github.spectcad.testkit;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.CohortSplit;
import io.github.spectcad.core.ExpertReading;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Patients without maps: enough to declare a plan on. */
final class SyntheticPatients {
    private static final int TRAIN = 16;
    private static final int VALIDATION = 8;
    private static final int TEST = 16;
    private static final int EXPERT_ONLY = 24;

    private SyntheticPatients() {}

    /** A cohort with every joint vessel pattern in each part. */
    static Cohort cohort() {
        return cohort(labels -> labels);
    }

    /** The same cohort, where the truth of the test patients is another. */
    static Cohort cohort(UnaryOperator<VesselLabels> testTruth) {
        List<PatientStudy> patients = new ArrayList<>();
        add(patients, "train", TRAIN, true, labels -> labels);
        add(patients, "validation", VALIDATION, true, labels -> labels);
        add(patients, "test", TEST, true, testTruth);
        add(patients, "expert", EXPERT_ONLY, false, labels -> labels);
        return Cohort.of(patients);
    }

    static CohortSplit split() {
        return new CohortSplit(
                ids("train", TRAIN), ids("validation", VALIDATION), ids("test", TEST), ids("expert", EXPERT_ONLY));
    }

    private static List<String> ids(String part, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(part + "-" + i);
        }
        return ids;
    }

    private static void add(
            List<PatientStudy> patients,
            String part,
            int count,
            boolean angiography,
            UnaryOperator<VesselLabels> truth) {
        List<String> ids = ids(part, count);
        for (int i = 0; i < count; i++) {
            VesselLabels labels = truth.apply(new VesselLabels((i & 1) != 0, (i & 2) != 0, (i & 4) != 0));
            patients.add(new PatientStudy(
                    ids.get(i),
                    Optional.empty(),
                    Optional.empty(),
                    ClinicalFeatures.UNKNOWN,
                    angiography ? Optional.of(Angiography.ofLabels(labels)) : Optional.empty(),
                    Optional.of(ExpertReading.ofLabels(labels)),
                    Optional.empty()));
        }
    }
}
