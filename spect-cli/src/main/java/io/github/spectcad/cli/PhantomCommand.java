package io.github.spectcad.cli;

import io.github.spectcad.core.Angiography;
import io.github.spectcad.core.ClinicalFeatures;
import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.phantom.PhantomCohort;
import io.github.spectcad.core.phantom.PhantomPatient;
import io.github.spectcad.io.CohortWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a cohort of simulated patients. */
@Command(
        name = "phantom",
        header = "Write a cohort of simulated patients.",
        description = "Write a cohort of simulated patients: cohort.csv, its images, and hidden_truth.csv with what"
                + " angiography would have shown in the patients who had none (to measure pseudo-labels).",
        mixinStandardHelpOptions = true)
final class PhantomCommand implements Callable<Integer> {
    static final String COHORT_FILE = "cohort.csv";
    static final String HIDDEN_TRUTH_FILE = "hidden_truth.csv";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the cohort.")
    private Path out;

    @Option(
            names = "--patients",
            paramLabel = "N",
            defaultValue = "" + PhantomCohort.PAPER_PATIENTS,
            description = "Number of patients, at least " + PhantomCohort.MIN_PATIENTS
                    + " (default: the paper's ${DEFAULT-VALUE}).")
    private int patients;

    @Option(
            names = "--pixels",
            paramLabel = "N",
            defaultValue = "290",
            description = "Width and height of the maps (default: ${DEFAULT-VALUE}).")
    private int pixels;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Usage.require(spec, pixels >= 1, "--pixels is " + pixels + ": must be at least 1");
        PhantomCohort phantom = Usage.of(spec, () -> PhantomCohort.of(patients, seed));
        output.checkFolder(out, COHORT_FILE);
        Path csv = write(phantom, pixels, out, spec.commandLine().getErr());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("cohort", csv.toString());
        result.put("hidden_truth", out.resolve(HIDDEN_TRUTH_FILE).toString());
        result.put("patients", patients);
        result.put("pixels", pixels);
        result.put("seed", seed);
        json.print(spec, result, () -> "wrote " + patients + " patients to " + csv);
        return 0;
    }

    /** Writes a phantom cohort and returns its CSV. */
    static Path write(PhantomCohort phantom, int pixels, Path folder, PrintWriter err) throws IOException {
        Path csv = folder.resolve(COHORT_FILE);
        Progress progress = new Progress(err, "writing the cohort");
        CohortWriter.ofEightBits().write(csv, new Iterator<>() {
            private final Iterator<PhantomPatient> source = phantom.patients().iterator();
            private int taken;

            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public PatientStudy next() {
                PhantomPatient patient = source.next();
                progress.update((double) taken++ / phantom.size(), "patient " + patient.patientId());
                return patient.study(pixels);
            }
        });
        List<PatientStudy> hidden = phantom.hiddenLabels().entrySet().stream()
                .map(entry -> truthOnly(entry.getKey(), entry.getValue()))
                .toList();
        CohortWriter.ofEightBits().write(folder.resolve(HIDDEN_TRUTH_FILE), hidden.iterator());
        progress.done(phantom.size() + " patients in " + csv);
        return csv;
    }

    private static PatientStudy truthOnly(String patientId, VesselLabels labels) {
        return new PatientStudy(
                patientId,
                Optional.empty(),
                Optional.empty(),
                ClinicalFeatures.UNKNOWN,
                Optional.of(Angiography.ofLabels(labels)),
                Optional.empty(),
                Optional.empty());
    }
}
