package io.github.spectcad.cli;

import io.github.spectcad.core.PatientStudy;
import io.github.spectcad.core.VesselLabels;
import io.github.spectcad.core.quantify.NormalDatabase;
import io.github.spectcad.core.quantify.NormalLimits;
import io.github.spectcad.io.CohortCsv;
import io.github.spectcad.io.CohortReadOptions;
import io.github.spectcad.io.NormalDatabaseCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spect segments normals}. */
@Command(
        name = "normals",
        header = "Build a normal database.",
        description = "Build normal limits per state and sex from the patients of a cohort with a low likelihood of"
                + " disease. The limits hold for maps of the same camera, tracer and software only.",
        mixinStandardHelpOptions = true)
final class SegmentNormalsCommand implements Callable<Integer> {
    private static final VesselLabels NORMAL = new VesselLabels(false, false, false);

    /** Who counts as normal. */
    enum Who {
        ALL,
        ICA,
        ER
    }

    @Option(names = "--cohort", required = true, paramLabel = "FILE", description = "Cohort CSV.")
    private Path cohort;

    @Option(
            names = "--normal",
            required = true,
            paramLabel = "all|ica|er",
            description = "Which patients are normal: all of the cohort, or those without disease in any vessel by"
                    + " invasive coronary angiography or by the expert readers.")
    private Who who;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Normal database (CSV) to write.")
    private Path out;

    @Mixin
    private GateOption gate;

    @Mixin
    private OutputOption output;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        output.check(out, OutputOption.inputs(Optional.of(cohort)));
        List<PatientStudy> normals =
                CohortCsv.read(cohort, CohortReadOptions.DEFAULT.withGate(gate.gate())).cohort().patients().stream()
                        .filter(this::isNormal)
                        .toList();
        NormalDatabase database = database(normals);
        NormalDatabaseCsv.write(out, database);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("normals", normals.size());
        Map<String, Object> maps = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder("wrote " + out + ", made from");
        for (NormalLimits limits : database.limits()) {
            maps.put(limits.state().id() + "_" + limits.sex().id(), limits.patients());
            text.append(String.format(
                    Locale.ROOT,
                    " %d %s maps of %s patients,",
                    limits.patients(),
                    limits.state().id(),
                    limits.sex().id()));
        }
        result.put("maps", maps);
        result.put("database", out.toString());
        json.print(spec, result, () -> text.substring(0, text.length() - 1));
        return 0;
    }

    private boolean isNormal(PatientStudy patient) {
        return switch (who) {
            case ALL -> true;
            case ICA ->
                patient.angiography()
                        .filter(truth -> truth.labels().equals(NORMAL))
                        .isPresent();
            case ER ->
                patient.expertReading()
                        .filter(truth -> truth.labels().equals(NORMAL))
                        .isPresent();
        };
    }

    private NormalDatabase database(List<PatientStudy> normals) {
        try {
            return NormalDatabase.ofPatients(normals);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    cohort + ": no normal limits can be made from " + normals.size() + " normal patients: "
                            + e.getMessage() + "; at least " + NormalLimits.LEAST_PATIENTS
                            + " maps of a state and sex are needed",
                    e);
        }
    }
}
