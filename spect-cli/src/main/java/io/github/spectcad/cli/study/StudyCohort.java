package io.github.spectcad.cli.study;

import io.github.spectcad.core.Cohort;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.Reference;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.core.quality.MapGate;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.study.factorial.StudyConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for the patients of a study. */
final class StudyCohort {
    @Option(
            names = "--cohort",
            paramLabel = "FILE",
            description = "Cohort CSV (default: the paper's phantom cohort with the study's seed, made in memory).")
    private Optional<Path> cohort = Optional.empty();

    /** The patients, with maps of the study's size. */
    Cohort read(StudyConfiguration configuration, MapGate gate) throws IOException {
        int pixels = configuration.protocol().pixels();
        return cohort.isPresent()
                ? CohortCsv.read(
                                cohort.get(),
                                CohortReadOptions.DEFAULT.withPixels(pixels).withGate(gate))
                        .cohort()
                : PhantomCohort.paper(configuration.seed()).cohort(pixels);
    }

    /** The true labels of patients without angiography, where they are known. */
    Map<String, VesselLabels> hiddenTruth(StudyConfiguration configuration, Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return cohort.isPresent()
                    ? Map.of()
                    : PhantomCohort.paper(configuration.seed()).hiddenLabels();
        }
        Map<String, VesselLabels> labels = new LinkedHashMap<>();
        for (PatientStudy patient : CohortCsv.read(file.get(), CohortReadOptions.DEFAULT.withStates())
                .patientsWith(Reference.ICA)) {
            labels.put(patient.patientId(), patient.angiography().orElseThrow().labels());
        }
        return labels;
    }
}
