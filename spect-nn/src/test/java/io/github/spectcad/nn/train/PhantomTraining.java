package io.github.spectcad.nn.train;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.nn.HeadSpec;
import io.github.spectcad.nn.NetworkSpec;
import io.github.spectcad.nn.model.TrainingConfiguration;
import java.util.List;

/** Small trainings on phantom patients. */
public final class PhantomTraining {
    /** Width and height of the maps. */
    public static final int PIXELS = 32;

    private static final Cohort COHORT = PhantomCohort.of(60, 11).cohort(PIXELS);

    private PhantomTraining() {}

    /** The first patients with the readers' labels. */
    public static TrainingData training(int patients) {
        return data(0, patients);
    }

    /** Other patients with the readers' labels. */
    public static TrainingData validation(int patients) {
        return data(40, patients);
    }

    private static TrainingData data(int first, int patients) {
        return TrainingData.of(COHORT.patients().subList(first, first + patients).stream()
                .map(p -> LabelledPatient.of(
                        p, p.truth(Reference.ER).orElseThrow().labels()))
                .toList());
    }

    /** Patients without labels. */
    public static List<PatientStudy> patients(int patients) {
        return COHORT.patients().subList(40, 40 + patients);
    }

    /** A small head on a small map. */
    public static TrainingConfiguration configuration(String backbone, String fusion) {
        return TrainingConfiguration.paper(backbone, fusion, "task-1").toBuilder()
                .network(new NetworkSpec(backbone, fusion, PIXELS, new HeadSpec(16, 0.3, 0.01, 4)))
                .settings(s -> s.epochs(3))
                .seed(5)
                .build();
    }
}
